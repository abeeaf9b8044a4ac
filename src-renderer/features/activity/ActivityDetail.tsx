import type { ReactNode } from 'react';
import type { Activity, ActivityImage } from '../../../src-main/contract/transfer.ts';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, CopyText, Size } from '../../components/Values.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useApi, useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { AfterArrival } from './AfterArrival.tsx';
import { startedByText } from './activityView.ts';
import { eventWords } from './eventWords.ts';

/** An open row: the files, what Globus noted, and the numbers that a help desk asks for. */
export function ActivityDetail({ activity }: { readonly activity: Activity }) {
  return (
    <div className="activity-detail">
      <AfterArrival activity={activity} />
      <Files activity={activity} />
      <Events activity={activity} />
      <Facts activity={activity} />
    </div>
  );
}

/** A wide table scrolls by itself, with the keyboard too. */
function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a place in the Tab order the keyboard cannot scroll it.
    <section className="activity-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

function Files({ activity: { images, filesSkipped } }: { readonly activity: Activity }) {
  const { t } = useWords();
  return (
    <section className="activity-block">
      <h2>{t('activity.detail.files')}</h2>
      <Scroll label={t('activity.detail.files')}>
        <table className="plain-table activity-table">
          <thead>
            <tr>
              <th scope="col">{t('activity.fileColumns.image')}</th>
              <th scope="col" className="activity-number">
                {t('activity.fileColumns.size')}
              </th>
              <th scope="col">{t('activity.fileColumns.state')}</th>
              <th scope="col">{t('activity.fileColumns.path')}</th>
            </tr>
          </thead>
          <tbody>
            {images.map((image) => (
              <FileRow key={`${image.imageId} ${image.destinationPath}`} image={image} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {filesSkipped > 0 && <p className="soft small">{t('activity.detail.skipped', { count: filesSkipped })}</p>}
    </section>
  );
}

function FileRow({ image }: { readonly image: ActivityImage }) {
  const { t, states, problemWords } = useWords();
  const reason = image.problem === null ? null : problemWords(image.problem).title;
  const state = states.delivery[image.state];
  return (
    <tr>
      <td className="activity-name">{image.name}</td>
      <td className="activity-number">
        <Size bytes={image.sizeBytes} />
      </td>
      <td>
        <StateBadge state={state}>
          {reason === null ? undefined : t('activity.detail.stateWithReason', { state: state.word, reason })}
        </StateBadge>
      </td>
      <td className="activity-path">
        <CopyText text={image.destinationPath} what={t('activity.detail.path')} />
      </td>
    </tr>
  );
}

function Events({ activity }: { readonly activity: Activity }) {
  const api = useApi();
  const { t } = useWords();
  const { id, taskId, state, phase, filesDone, problem: trouble } = activity;
  // Read when opened, and again when the task has moved on.
  const moment = JSON.stringify([id, taskId, state, phase, filesDone, trouble?.at]);
  const {
    value: events,
    problem,
    again,
  } = useAnswer(taskId === null ? null : moment, () => api.activity.events.query({ id }));
  if (taskId === null) {
    return (
      <section className="activity-block">
        <h2>{t('activity.detail.events')}</h2>
        <p className="soft small">{t('activity.detail.notTaken')}</p>
      </section>
    );
  }
  return (
    <section className="activity-block">
      <h2>{t('activity.detail.events')}</h2>
      {problem && <ProblemView problem={problem} compact handlers={{ tryAgain: again, refresh: again }} />}
      {events === null && !problem && <p className="soft small">{t('activity.detail.readingEvents')}</p>}
      {events?.length === 0 && <p className="soft small">{t('activity.detail.noEvents')}</p>}
      {events !== null && events.length > 0 && (
        <Scroll label={t('activity.detail.events')}>
          <table className="plain-table activity-table">
            <thead>
              <tr>
                <th scope="col">{t('activity.eventColumns.time')}</th>
                <th scope="col">{t('activity.eventColumns.code')}</th>
                <th scope="col">{t('activity.eventColumns.meaning')}</th>
                <th scope="col">{t('activity.eventColumns.raw')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr
                  key={`${event.at} ${event.code} ${event.details}`}
                  className={event.isError ? 'activity-error' : ''}
                >
                  <td className="activity-time">
                    <Ago at={event.at} />
                  </td>
                  <td className="mono">{event.code}</td>
                  <td>{eventWords(t, event.code, event.description)}</td>
                  <td className="mono activity-raw">{event.details}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Facts({ activity }: { readonly activity: Activity }) {
  const { t, format } = useWords();
  const isLab = useRead('status').value?.lab === true;
  return (
    <dl className="facts activity-facts">
      <dt>{t('activity.detail.taskId')}</dt>
      <dd className="row row-wrap">
        {activity.taskId === null ? (
          t('activity.detail.notGiven')
        ) : (
          <CopyText text={activity.taskId} what={t('activity.detail.taskIdToCopy')} />
        )}

        {activity.taskId !== null && !isLab && (
          <a href={`https://app.globus.org/activity/${activity.taskId}`} target="_blank" rel="noreferrer">
            {t('activity.detail.openInGlobus')}
          </a>
        )}
      </dd>
      <dt>{t('activity.detail.label')}</dt>
      <dd>
        <CopyText text={activity.label} what={t('activity.detail.labelToCopy')} />
      </dd>
      <dt>{t('activity.detail.started')}</dt>
      <dd>
        {t('activity.detail.startedSays', {
          time: format.exactTime(activity.requestedAt),
          by: startedByText(t, activity),
        })}
      </dd>
      {activity.completedAt !== null && (
        <>
          <dt>{t('activity.detail.ended')}</dt>
          <dd>{format.exactTime(activity.completedAt)}</dd>
        </>
      )}
      {activity.niceStatus !== null && (
        <>
          <dt>{t('activity.detail.globusSays')}</dt>
          <dd className="mono">{activity.niceStatus}</dd>
        </>
      )}
    </dl>
  );
}

import type { ReactNode } from 'react';
import { formatCount, formatExactTime } from '../../../src-main/contract/format.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { deliveryStates } from '../../../src-main/contract/states.ts';
import type { Activity, ActivityImage } from '../../../src-main/contract/transfer.ts';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, CopyText, Size } from '../../components/Values.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useApi, useRead } from '../../stores/StoresContext.tsx';
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
  return (
    <section className="activity-block">
      <h2>Files</h2>
      <Scroll label="Files">
        <table className="plain-table activity-table">
          <thead>
            <tr>
              <th scope="col">Image</th>
              <th scope="col" className="activity-number">
                Size
              </th>
              <th scope="col">State</th>
              <th scope="col">Path at the endpoint</th>
            </tr>
          </thead>
          <tbody>
            {images.map((image) => (
              <FileRow key={`${image.imageId} ${image.destinationPath}`} image={image} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {filesSkipped > 0 && (
        <p className="soft small">{formatCount(filesSkipped, 'file')} skipped: already there with the same content.</p>
      )}
    </section>
  );
}

function FileRow({ image }: { readonly image: ActivityImage }) {
  const words = image.problem === null ? null : problemWords(image.problem);
  return (
    <tr>
      <td className="activity-name">{image.name}</td>
      <td className="activity-number">
        <Size bytes={image.sizeBytes} />
      </td>
      <td>
        <StateBadge state={deliveryStates[image.state]}>
          {words === null ? undefined : `${deliveryStates[image.state].word}: ${words.title}`}
        </StateBadge>
      </td>
      <td className="activity-path">
        <CopyText text={image.destinationPath} what="path" />
      </td>
    </tr>
  );
}

function Events({ activity }: { readonly activity: Activity }) {
  const api = useApi();
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
        <h2>Events</h2>
        <p className="soft small">Globus has not taken this transfer yet, so it has noted nothing.</p>
      </section>
    );
  }
  return (
    <section className="activity-block">
      <h2>Events</h2>
      {problem && <ProblemView problem={problem} compact handlers={{ tryAgain: again, refresh: again }} />}
      {events === null && !problem && <p className="soft small">Reading what Globus noted…</p>}
      {events?.length === 0 && <p className="soft small">Globus has noted nothing yet.</p>}
      {events !== null && events.length > 0 && (
        <Scroll label="Events">
          <table className="plain-table activity-table">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Code</th>
                <th scope="col">What it means</th>
                <th scope="col">As Globus wrote it</th>
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
                  <td>{eventWords(event.code, event.description)}</td>
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
  const isLab = useRead('status').value?.lab === true;
  return (
    <dl className="facts activity-facts">
      <dt>Task id</dt>
      <dd className="row row-wrap">
        {activity.taskId === null ? 'not given yet' : <CopyText text={activity.taskId} what="task id" />}
        {activity.taskId !== null && !isLab && (
          <a href={`https://app.globus.org/activity/${activity.taskId}`} target="_blank" rel="noreferrer">
            Open in Globus
          </a>
        )}
      </dd>
      <dt>Label</dt>
      <dd>
        <CopyText text={activity.label} what="label" />
      </dd>
      <dt>Started</dt>
      <dd>
        {formatExactTime(activity.requestedAt)} · {startedByText(activity)}
      </dd>
      {activity.completedAt !== null && (
        <>
          <dt>Ended</dt>
          <dd>{formatExactTime(activity.completedAt)}</dd>
        </>
      )}
      {activity.niceStatus !== null && (
        <>
          <dt>Globus says</dt>
          <dd className="mono">{activity.niceStatus}</dd>
        </>
      )}
    </dl>
  );
}

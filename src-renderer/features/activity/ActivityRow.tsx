import { IconArrowRight, IconChevronRight, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { memo, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Progress } from '../../components/Progress.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Tooltip } from '../../components/Tooltip.tsx';
import { Ago } from '../../components/Values.tsx';
import { useIsPaused } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { ActivityDetail } from './ActivityDetail.tsx';
import {
  activityState,
  activityTitle,
  canStop,
  isFinished,
  problemLine,
  retryText,
  startedByText,
  waitsForEndpoint,
} from './activityView.ts';
import { useActivityCalls } from './useActivityCalls.ts';
import { useTimeLeft } from './useTimeLeft.ts';

interface ActivityRowProps {
  readonly activity: Activity;
  readonly isOpen: boolean;
  readonly onToggle: (id: string) => void;
  /** In the history a problem is told when the row is opened; elsewhere at once. */
  readonly showsProblem: boolean;
}

/** In a list of which only a part exists: which row this is, of how many, where it stands, and who measures it. */
interface RowPlace {
  readonly index: number;
  readonly count: number;
  /** Offset in the list, in px. */
  readonly top: number;
  readonly measure: (element: Element | null) => void;
}

export const ActivityRow = memo(function ActivityRow(props: ActivityRowProps & Partial<RowPlace>) {
  const { activity, isOpen, onToggle, showsProblem, index, count, top, measure } = props;
  const calls = useActivityCalls(activity);
  // An element shows one activity after the other: what it asks or was told is of one of them.
  const [asksToStopId, setAsksToStopId] = useState<string | null>(null);
  const asksToStop = asksToStopId === activity.id;
  const element = useRef<HTMLLIElement>(null);
  useMeasuring(element, measure, activity.id, isOpen || showsProblem || calls.refusal !== null);
  const words = useWords();
  const { t } = words;
  const isPaused = useIsPaused() === true;
  const title = activityTitle(t, activity);
  const name = t('activity.row.name', title);
  const detailId = `activity-${activity.id}`;
  const retry = retryText(t, activity);
  const line = showsProblem || isOpen ? null : problemLine(words, activity);
  return (
    <li
      className={`activity activity-${waitsForEndpoint(activity) ? 'queued' : activity.state}${isOpen ? ' activity-open' : ''}`}
      ref={element}
      {...(index !== undefined && {
        'data-row': activity.id,
        style: { top },
        'data-index': index,
        'aria-posinset': index + 1,
        'aria-setsize': count,
      })}
    >
      <div className="activity-row">
        <button
          type="button"
          className="activity-toggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailId : undefined}
          aria-label={t('activity.row.details', { name })}
          onClick={() => onToggle(activity.id)}
          onKeyDown={(event) => {
            if (event.key === 'Delete' && canStop(activity)) setAsksToStopId(activity.id);
          }}
        >
          <IconChevronRight size={16} aria-hidden="true" className="activity-chevron" />
        </button>
        <div className="activity-what">
          <div className="activity-title">
            <strong className="clip" title={title.what}>
              {title.what}
            </strong>
            <IconArrowRight size={15} aria-label={t('activity.row.to')} className="activity-to" />
            <strong className="clip" title={title.to}>
              {title.to}
            </strong>
          </div>
          <div className="soft small clip">
            {startedByText(t, activity)} · <Ago at={activity.completedAt ?? activity.requestedAt} />
            {line !== null && ` · ${line}`}
          </div>
        </div>
        <StateBadge state={activityState(words, activity, isPaused)} />
        <HowFar activity={activity} name={name} />
        <div className="activity-buttons">
          {retry !== null && (
            <Button
              size="small"
              icon={<IconRefresh size={15} aria-hidden="true" />}
              isDisabled={calls.isBusy}
              onPress={() => void calls.retry()}
            >
              {retry}
            </Button>
          )}
          {activity.isUnsolved && (
            <Tooltip text={t('activity.row.dismissSays')}>
              <Button
                size="small"
                aria-label={t('activity.row.dismissOf', { name })}
                isDisabled={calls.isBusy}
                onPress={() => void calls.dismiss()}
              >
                {t('activity.row.dismiss')}
              </Button>
            </Tooltip>
          )}
          {canStop(activity) && (
            <Button
              size="small"
              icon={<IconPlayerStop size={15} aria-hidden="true" />}
              aria-label={t('activity.row.stopOf', { name })}
              isDisabled={calls.isBusy}
              onPress={() => void calls.stop()}
            >
              {t('activity.row.stop')}
            </Button>
          )}
        </div>
      </div>
      {calls.refusal && <ProblemView problem={calls.refusal} compact handlers={calls.handlers} />}
      {activity.problem && (showsProblem || isOpen) && (
        <ProblemView key={activity.id} problem={activity.problem} compact handlers={calls.handlers} />
      )}
      {isOpen && (
        <section id={detailId} className="activity-details" aria-label={t('activity.row.detailsOf', { name })}>
          <ActivityDetail key={activity.id} activity={activity} />
        </section>
      )}
      {(asksToStop || canStop(activity)) && (
        <ConfirmDialog
          title={t('activity.row.stopTitle')}
          verb={t('activity.row.stopVerb', { what: title.what })}
          isOpen={asksToStop}
          onConfirm={() => void calls.stop()}
          onClose={() => setAsksToStopId(null)}
        >
          <p>{t('activity.row.stopSays', { to: title.to })}</p>
        </ConfirmDialog>
      )}
    </li>
  );
});

/** Closed rows are all of one height; another one is measured, and once more when it is like the others again. */
function useMeasuring(
  element: RefObject<HTMLLIElement | null>,
  measure: RowPlace['measure'] | undefined,
  id: string,
  hasOwnHeight: boolean,
): void {
  const hadOwnHeight = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another activity in this element has another height
  useLayoutEffect(() => {
    if (hasOwnHeight || hadOwnHeight.current) measure?.(element.current);
    hadOwnHeight.current = hasOwnHeight;
  }, [element, measure, id, hasOwnHeight]);
}

/** The bar with its numbers while bytes move; the size once they have. */
function HowFar({ activity, name }: { readonly activity: Activity; readonly name: string }) {
  const { t, format } = useWords();
  const timeLeft = useTimeLeft(activity);
  const { bytesDone, bytesTotal, bytesPerSecond, filesDone, filesTotal, filesSkipped, state, phase } = activity;
  if (isFinished(activity) || state === 'waitingForYou') {
    const facts = [
      bytesTotal === null ? null : format.size(bytesTotal),
      filesTotal > 1 ? t('activity.row.arrivedOf', { done: filesDone, total: filesTotal }) : null,
      filesSkipped > 0 ? t('activity.row.alreadyThere', { count: filesSkipped }) : null,
    ];
    return <div className="activity-far soft small num">{facts.filter(Boolean).join(' · ')}</div>;
  }
  const isMoving = state === 'running' && phase === 'sending';
  const facts = [
    format.percent(bytesDone, bytesTotal),
    isMoving && bytesPerSecond > 0 ? format.rate(bytesPerSecond) : null,
    t('activity.row.filesOf', { done: filesDone, count: filesTotal }),
    timeLeft,
  ];
  return (
    <div className="activity-far">
      <Progress
        done={bytesDone}
        total={bytesTotal}
        label={t('activity.row.progressOf', { name })}
        tone={state === 'queued' ? 'grey' : waitsForEndpoint(activity) ? 'grey' : state === 'problem' ? 'red' : 'blue'}
      />
      <div className="soft small num">{facts.filter(Boolean).join(' · ')}</div>
    </div>
  );
}

import { IconArrowRight, IconChevronRight, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { formatPercent, formatRate, formatSize } from '../../../src-main/contract/format.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Progress } from '../../components/Progress.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago } from '../../components/Values.tsx';
import { ActivityDetail } from './ActivityDetail.tsx';
import {
  activityState,
  activityTitle,
  canStop,
  isFinished,
  problemLine,
  retryText,
  startedByText,
} from './activityView.ts';
import { useActivityCalls } from './useActivityCalls.ts';
import { useTimeLeft } from './useTimeLeft.ts';

interface ActivityRowProps {
  readonly activity: Activity;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** In the history a problem is told when the row is opened; elsewhere at once. */
  readonly showsProblem: boolean;
  /** In a list of which only a part exists: which row this is, of how many, and who measures it. */
  readonly place?: {
    readonly index: number;
    readonly count: number;
    readonly measure: (element: Element | null) => void;
  };
}

export function ActivityRow({ activity, isOpen, onToggle, showsProblem, place }: ActivityRowProps) {
  const calls = useActivityCalls(activity);
  const [asksToStop, setAsksToStop] = useState(false);
  const title = activityTitle(activity);
  const name = `${title.what} to ${title.to}`;
  const detailId = `activity-${activity.id}`;
  const retry = retryText(activity);
  const line = showsProblem || isOpen ? null : problemLine(activity);
  return (
    <li
      className={`activity activity-${activity.state}${isOpen ? ' activity-open' : ''}`}
      {...(place && {
        ref: place.measure,
        'data-index': place.index,
        'aria-posinset': place.index + 1,
        'aria-setsize': place.count,
      })}
    >
      <div className="activity-row">
        <button
          type="button"
          className="activity-toggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailId : undefined}
          aria-label={`${name}: details`}
          onClick={onToggle}
          onKeyDown={(event) => {
            if (event.key === 'Delete' && canStop(activity)) setAsksToStop(true);
          }}
        >
          <IconChevronRight size={16} aria-hidden="true" className="activity-chevron" />
        </button>
        <div className="activity-what">
          <div className="activity-title">
            <strong className="clip" title={title.what}>
              {title.what}
            </strong>
            <IconArrowRight size={15} aria-label="to" className="activity-to" />
            <strong className="clip" title={title.to}>
              {title.to}
            </strong>
          </div>
          <div className="soft small clip">
            {startedByText(activity)} · <Ago at={activity.completedAt ?? activity.requestedAt} />
            {line !== null && ` · ${line}`}
          </div>
        </div>
        <StateBadge state={activityState(activity)} />
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
          {canStop(activity) && (
            <Button
              size="small"
              icon={<IconPlayerStop size={15} aria-hidden="true" />}
              aria-label={`Stop ${name}`}
              isDisabled={calls.isBusy}
              onPress={() => void calls.stop()}
            >
              Stop
            </Button>
          )}
        </div>
      </div>
      {calls.refusal && <ProblemView problem={calls.refusal} compact handlers={calls.handlers} />}
      {activity.problem && (showsProblem || isOpen) && (
        <ProblemView problem={activity.problem} compact handlers={calls.handlers} />
      )}
      {isOpen && (
        <section id={detailId} className="activity-details" aria-label={`Details of ${name}`}>
          <ActivityDetail activity={activity} />
        </section>
      )}
      <ConfirmDialog
        title="Stop this transfer?"
        verb={`Stop ${title.what}`}
        isOpen={asksToStop}
        onConfirm={() => void calls.stop()}
        onClose={() => setAsksToStop(false)}
      >
        <p>What has arrived at {title.to} stays there. The rest can be sent again later.</p>
      </ConfirmDialog>
    </li>
  );
}

/** The bar with its numbers while bytes move; the size once they have. */
function HowFar({ activity, name }: { readonly activity: Activity; readonly name: string }) {
  const timeLeft = useTimeLeft(activity);
  const { bytesDone, bytesTotal, bytesPerSecond, filesDone, filesTotal, filesSkipped, state, phase } = activity;
  const files = `${filesDone} of ${filesTotal}`;
  if (isFinished(activity) || state === 'waitingForYou') {
    const facts = [
      bytesTotal === null ? null : formatSize(bytesTotal),
      filesTotal > 1 ? `${files} arrived` : null,
      filesSkipped > 0 ? `${filesSkipped} already there` : null,
    ];
    return <div className="activity-far soft small num">{facts.filter(Boolean).join(' · ')}</div>;
  }
  const isMoving = state === 'running' && phase === 'sending';
  const facts = [
    formatPercent(bytesDone, bytesTotal),
    isMoving && bytesPerSecond > 0 ? formatRate(bytesPerSecond) : null,
    `${files} ${filesTotal === 1 ? 'file' : 'files'}`,
    timeLeft,
  ];
  return (
    <div className="activity-far">
      <Progress
        done={bytesDone}
        total={bytesTotal}
        label={`Progress of ${name}`}
        tone={state === 'queued' ? 'grey' : state === 'problem' ? 'red' : 'blue'}
      />
      <div className="soft small num">{facts.filter(Boolean).join(' · ')}</div>
    </div>
  );
}

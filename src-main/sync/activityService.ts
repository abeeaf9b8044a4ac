import { AppError } from '../contract/errors.ts';
import type { SubmissionId } from '../contract/ids.ts';
import type { ActivityService } from '../contract/services.ts';
import type { Activity, ActivityFilter, ActivityPage, TaskEvent } from '../contract/transfer.ts';
import { explainTaskWord } from '../domain/explanation.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { EndpointDirectory, Transfers } from '../ports/transfers.ts';
import type { Activities } from './activities.ts';
import type { Announcer } from './announcer.ts';
import type { AskedCopies } from './askedCopies.ts';
import type { Dispatcher } from './dispatcher.ts';
import { endSubmission } from './endSubmission.ts';
import type { Ledger } from './ledger.ts';
import { placementsOf } from './placements.ts';
import type { Planner } from './planner.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import type { TaskMonitor } from './taskMonitor.ts';

const explained = (event: TaskEvent): TaskEvent =>
  event.isError ? { ...event, explanation: explainTaskWord(event.code) } : event;

export function createActivityService(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly images: ImageSource;
  readonly endpoints: EndpointDirectory;
  readonly transfers: Pick<Transfers, 'events' | 'cancel'>;
  readonly planner: Planner;
  readonly asked: AskedCopies;
  readonly activities: Activities;
  readonly announcer: Announcer;
  readonly dispatcher: Pick<Dispatcher, 'wake'>;
  readonly monitor: Pick<TaskMonitor, 'wake'>;
}): ActivityService {
  const { ledger, activities, clock } = deps;

  const find = (id: SubmissionId): SubmissionRecord => {
    const submission = ledger.submissions.find(id);
    if (submission === null) throw new AppError('task.notFound', { facts: { id } });
    return submission;
  };

  const stopUnsent = (submission: SubmissionRecord): void => {
    endSubmission(ledger, submission, {
      at: clock.nowIso(),
      outcome: 'stopped',
      problem: null,
      task: null,
      events: [],
      fileEnd: () => ({ kind: 'stopped' }),
    });
    deps.announcer.ended(submission.id, submission.destinationEndpointId, []);
    deps.dispatcher.wake();
  };

  /** What did not arrive, as it would be sent today, to the very paths it was meant for. */
  const planAgain = (submission: SubmissionRecord): readonly PlannedWant[] => {
    const undelivered = ledger.submissions.files(submission.id).filter(({ deliveredAt }) => deliveredAt === null);
    const asked = undelivered.flatMap(({ imageId, destinationPath }) => {
      const image = deps.images.image(imageId);
      return image === null ? [] : [{ image, path: destinationPath }];
    });
    return deps.planner.planAgain(asked, submission.destinationEndpointId);
  };

  return {
    async list(filter) {
      return listActivities(deps, filter);
    },
    async events(id) {
      const submission = find(id);
      const kept = ledger.submissions.events(id);
      if (kept.length > 0 || submission.taskId === null) return kept.map(explained);
      const asked = deps.transfers.events(submission.taskId, { errorsOnly: false });
      // Globus forgets the events of old tasks; that is no reason to show an error.
      const told = submission.endedAt === null ? await asked : await asked.catch(() => []);
      return told.map(explained);
    },
    async cancel(id) {
      const submission = find(id);
      if (submission.endedAt !== null) return activities.view(submission);
      ledger.submissions.stopRequested(id, clock.nowIso());
      if (submission.taskId !== null) await deps.transfers.cancel(submission.taskId);
      // Sent without an answer yet: once Globus tells its task, that task is stopped.
      else if (submission.postedAt === null) stopUnsent(submission);
      deps.monitor.wake();
      return activities.view(find(id));
    },
    async dismiss(id) {
      const submission = find(id);
      if (submission.endedAt === null) throw new AppError('input.invalid', { facts: { reason: 'notEnded' } });
      ledger.deliveries.dismiss(submission.destinationEndpointId, id, clock.nowIso());
      deps.announcer.changed(id);
      deps.announcer.subscriptionsChanged();
      return activities.view(submission);
    },
    async retry(id) {
      const submission = find(id);
      if (submission.endedAt === null) throw new AppError('input.invalid', { facts: { reason: 'notEnded' } });
      const { activities: again } = await deps.asked.start(planAgain(submission), submission.startedBy);
      return again;
    },
    async placements(imageIds) {
      return placementsOf(deps, imageIds);
    },
  };
}

const none: ReadonlySet<SubmissionId> = new Set();

/** Open ones first, oldest first; then what failed and is not solved, then all else that ended, newest first. */
function listActivities(
  { ledger, activities }: { readonly ledger: Ledger; readonly activities: Activities },
  { tab, limit, offset }: ActivityFilter,
): ActivityPage {
  const history = (count: number, from: number, without: ReadonlySet<SubmissionId>): readonly Activity[] =>
    count <= 0 ? [] : ledger.submissions.history(count, from, without).map(activities.view);
  const ended = ledger.submissions.historyLength();
  if (tab === 'history') return { activities: history(limit, offset, none), total: ended };
  const open = activities.open();
  const isWaiting = (activity: Activity): boolean => activity.state === 'waitingForYou';
  if (tab === 'waitingForYou') return pageOf(open.filter(isWaiting), limit, offset);
  const unsolved = activities.unsolved();
  if (tab === 'now') return pageOf([...open.filter((one) => !isWaiting(one)), ...unsolved], limit, offset);
  const first = pageOf([...open, ...unsolved], limit, offset);
  const rest = history(
    limit - first.activities.length,
    Math.max(0, offset - first.total),
    new Set(unsolved.map(({ id }) => id)),
  );
  return { activities: [...first.activities, ...rest], total: open.length + ended };
}

const pageOf = (all: readonly Activity[], limit: number, offset: number): ActivityPage => ({
  activities: all.slice(offset, offset + limit),
  total: all.length,
});

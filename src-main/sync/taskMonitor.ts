import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { SubmissionId } from '../contract/ids.ts';
import { needsYou } from '../domain/activityView.ts';
import { destinationFacts } from '../domain/destinationFacts.ts';
import { explainTask } from '../domain/explainTask.ts';
import { budgetWaitMs, expectedMsAt, fullBudget, lookPauseMs, paceAfter, spend } from '../domain/lookPace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Transfers, TransferTask } from '../ports/transfers.ts';
import type { Activities } from './activities.ts';
import type { Announcer } from './announcer.ts';
import type { Ledger } from './ledger.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import { snapshotOf, type TaskEnd } from './taskEnd.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

const eventsEveryMs = 15_000;
const longestErrorPauseMs = 60_000;

interface Followed {
  readonly sinceMono: number;
  readonly eventsReadMono: number | null;
  readonly faults: number;
  readonly errorEventCode: string | null;
  readonly isStopSent: boolean;
  readonly nextLookMono: number;
  /** The last look that found it running; its beginning before that. */
  readonly seenRunningMono: number;
}

export type TaskMonitor = ReturnType<typeof createTaskMonitor>;

/** Follows all tasks that are not over with one request a round, and says at once what stands in their way. */
export function createTaskMonitor(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'tasks' | 'task' | 'events' | 'cancel'>;
  readonly activities: Activities;
  readonly announcer: Announcer;
  readonly end: TaskEnd;
  readonly logger: Logger;
  /** A task is done at Globus, its place there is free. */
  readonly onPublishing: () => void;
  readonly onEnd: (id: SubmissionId) => void;
}) {
  const { clock, ledger, transfers, activities, announcer } = deps;
  const followed = new Map<SubmissionId, Followed>();
  let failures = 0;
  let budget = fullBudget(0);
  let pace: number | null = null;
  const stopping = new AbortController();
  /** Those that are over at Globus and whose end is written down now; copies may get their names still. */
  const asideOf = new Map<SubmissionId, Promise<void>>();
  /** Somebody wants to know now. */
  let isAsked = false;

  const stateOf = (id: SubmissionId): Followed =>
    followed.get(id) ?? {
      sinceMono: clock.monotonic(),
      eventsReadMono: null,
      faults: 0,
      errorEventCode: null,
      isStopSent: false,
      nextLookMono: 0,
      seenRunningMono: clock.monotonic(),
    };

  const update = (id: SubmissionId, change: Partial<Followed>): Followed => {
    const next = { ...stateOf(id), ...change };
    followed.set(id, next);
    return next;
  };

  /** Errors of a task that still runs are in its events only; they are read when it does not go well, not each time. */
  const lastError = async (submission: SubmissionRecord, task: TransferTask): Promise<string | null> => {
    const state = stateOf(submission.id);
    const goesWell = explainTask(task) === null && task.faults === 0;
    if (goesWell) return update(submission.id, { errorEventCode: null, faults: 0 }).errorEventCode;
    const isFresh = state.eventsReadMono !== null && clock.monotonic() - state.eventsReadMono < eventsEveryMs;
    if (isFresh && state.faults === task.faults) return state.errorEventCode;
    const events = await transfers.events(task.taskId, { errorsOnly: true });
    const isPast = state.faults === task.faults && task.niceStatus === 'OK';
    const errorEventCode = isPast ? null : (events[0]?.code ?? null);
    update(submission.id, { eventsReadMono: clock.monotonic(), faults: task.faults, errorEventCode });
    return errorEventCode;
  };

  const explain = async (submission: SubmissionRecord, task: TransferTask): Promise<Problem | null> => {
    const errorEventCode = await lastError(submission, task);
    const explanation = explainTask({ ...task, errorEventCode });
    if (explanation === null) return null;
    const known = submission.problem;
    if (known?.code === explanation.code) return known;
    const { code, facts } = explanation;
    const place = destinationFacts(code, ledger.submissions.files(submission.id));
    return { code, facts: { ...place, ...facts }, at: clock.nowIso() };
  };

  const sendStop = async (submission: SubmissionRecord, task: TransferTask): Promise<void> => {
    if (submission.stopRequestedAt === null || stateOf(submission.id).isStopSent) return;
    await transfers.cancel(task.taskId);
    update(submission.id, { isStopSent: true });
  };

  const end = async (submission: SubmissionRecord, task: TransferTask): Promise<void> => {
    await deps.end.ended(submission, task, stopping.signal);
    followed.delete(submission.id);
    deps.onEnd(submission.id);
  };

  const endAside = (submission: SubmissionRecord, task: TransferTask): void => {
    const { id } = submission;
    const ending = end(submission, task)
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        deps.logger.warn('the end of a task is written down later', { code: toProblem(error, '').code });
      })
      .finally(() => {
        asideOf.delete(id);
        loop.wake();
      });
    asideOf.set(id, ending);
    deps.onPublishing();
  };

  const follow = async (submission: SubmissionRecord, task: TransferTask): Promise<void> => {
    if (task.status === 'succeeded' || task.status === 'failed') {
      const { sinceMono, seenRunningMono } = stateOf(submission.id);
      pace = paceAfter(pace, seenRunningMono - sinceMono, bytesOf(submission.id));
      // Asking what arrived takes a request for a hundred files, publishing one for each: nobody else waits for that.
      endAside(submission, task);
      return;
    }
    update(submission.id, { seenRunningMono: clock.monotonic() });
    await sendStop(submission, task);
    const problem = await explain(submission, task);
    const isOther = problem?.code !== submission.problem?.code;
    if (isOther) ledger.submissions.troubled(submission.id, problem);
    if (activities.told(submission.id, snapshotOf(task)) || isOther) announcer.changed(submission.id);
  };

  /** A list may be late; a task that Globus does not know when asked for by its id is lost to us. */
  const followAbsent = async (submission: SubmissionRecord): Promise<void> => {
    if (submission.taskId === null) return;
    try {
      await follow(submission, await transfers.task(submission.taskId));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'task.notFound') throw error;
      deps.end.lost(submission);
      followed.delete(submission.id);
      deps.onEnd(submission.id);
    }
  };

  const bytesOf = (id: SubmissionId): number =>
    ledger.submissions.files(id).reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);

  const pauseOf = (id: SubmissionId): number => {
    const expectedMs = pace === null ? null : expectedMsAt(pace, bytesOf(id));
    return lookPauseMs(clock.monotonic() - stateOf(id).sinceMono, expectedMs);
  };

  /** Milliseconds until one of them is due, and the budget of looks allows it. */
  const untilLookMs = (open: readonly SubmissionRecord[]): number => {
    const now = clock.monotonic();
    const first = Math.min(...open.map(({ id }) => stateOf(id).nextLookMono));
    return Math.max(budgetWaitMs(budget, now), first - now);
  };

  /** A task goes on at Globus while nobody is signed in here; that it cannot be watched is the user's to mend. */
  const sees = (problem: Problem | null): void => {
    if (!activities.cannotSee(problem)) return;
    for (const { id, taskId } of ledger.submissions.open()) if (taskId !== null) announcer.changed(id);
    announcer.subscriptionsChanged();
  };

  const followable = (): readonly SubmissionRecord[] =>
    ledger.submissions.open().filter(({ id, taskId }) => taskId !== null && !asideOf.has(id));

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    const open = followable();
    if (open.length === 0) return null;
    for (const { id } of open) if (!followed.has(id)) update(id, { nextLookMono: clock.monotonic() + pauseOf(id) });
    const waitMs = isAsked ? 0 : untilLookMs(open);
    if (waitMs > 0) return waitMs;
    isAsked = false;
    budget = spend(budget, clock.monotonic());
    const tasks = await transfers.tasks(open.flatMap(({ taskId }) => taskId ?? []));
    for (const { id } of open) update(id, { nextLookMono: clock.monotonic() + pauseOf(id) });
    sees(null);
    const byId = new Map(tasks.map((task) => [task.taskId, task]));
    let firstError: unknown = null;
    for (const submission of open) {
      signal.throwIfAborted();
      const task = submission.taskId === null ? undefined : byId.get(submission.taskId);
      try {
        await (task ? follow(submission, task) : followAbsent(submission));
      } catch (error) {
        firstError ??= error; // one task that cannot be read now is no reason to leave the others
      }
    }
    if (firstError !== null) throw firstError;
    failures = 0;
    const left = followable();
    return left.length === 0 ? null : untilLookMs(left);
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      failures += 1;
      const problem = toProblem(error, clock.nowIso());
      deps.logger.warn('tasks could not be looked at', { code: problem.code });
      if (needsYou(problem.code)) sees(problem);
      return Math.min(longestErrorPauseMs, 2_000 * 2 ** Math.min(failures, 8));
    },
  });

  return {
    start: loop.start,
    async stop(): Promise<void> {
      stopping.abort();
      await loop.stop();
      await Promise.all(asideOf.values());
    },
    isPublishing: (id: SubmissionId): boolean => asideOf.has(id),
    /** Another task is to be followed. */
    accepted: loop.wake,
    /** Looks at once. */
    wake(): void {
      isAsked = true;
      loop.wake();
    },
  };
}

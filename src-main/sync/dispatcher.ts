import { type Problem, toProblem } from '../contract/errors.ts';
import type { SubmissionId } from '../contract/ids.ts';
import type { Settings } from '../contract/settings.ts';
import type { StartedBy } from '../contract/transfer.ts';
import { submitFailureOf, submitPauseMs } from '../domain/submitFailure.ts';
import { type PlannedWant, packCopies } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Announcer } from './announcer.ts';
import type { Arrivals } from './arrivals.ts';
import type { Ledger } from './ledger.ts';
import type { Planner } from './planner.ts';
import type { SubmissionPost } from './submissionPost.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import { maxFilesPerTask, type SubmissionWriter } from './submissionWriter.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

/** While a folder is still being read, what is owed from it is gathered this long: forty images, one task. */
const gatherMs = 5_000;
/** A pass that failed as a whole (a full disk, say) is tried again after this. */
const troubleMs = 30_000;

/** Why nothing new can be written down at all: no sign-in, no network. */
export interface DispatchHold {
  readonly problem: Problem;
  readonly untilMono: number;
}

export type Dispatcher = ReturnType<typeof createDispatcher>;

/** Turns what is owed into as few tasks as possible, and sends what is written down until Globus has it. */
export function createDispatcher(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly planner: Planner;
  readonly writer: SubmissionWriter;
  readonly post: SubmissionPost;
  readonly arrivals: Pick<Arrivals, 'isReading'>;
  readonly announcer: Announcer;
  readonly settings: { read(): Settings };
  readonly logger: Logger;
  readonly random: () => number;
  readonly onAccepted: () => void;
}) {
  const { clock, ledger } = deps;
  /** Monotonic times before which a submission is not sent again; a restart forgets them. */
  const dueAt = new Map<SubmissionId, number>();
  const owedSince = new Map<string, number>();
  let hold: DispatchHold | null = null;
  let holds = 0;
  let lastPlan: readonly PlannedWant[] = [];

  const pairOf = (copy: PlannedWant): string => `${copy.want.image.registryId} ${copy.endpointId}`;

  const startedBy = (pack: readonly PlannedWant[]): StartedBy => {
    const id = pack.find(({ want }) => want.subscriptionId !== null)?.want.subscriptionId ?? null;
    const subscription = id === null ? null : ledger.subscriptions.find(id);
    if (id === null || subscription === null) return { kind: 'you' };
    return { kind: 'subscription', subscriptionId: id, name: subscription.name };
  };

  /** Places that are taken: running tasks, and requests that may have become one. */
  const freePlaces = (): number => {
    const taken = ledger.submissions.open().filter(({ taskId, postedAt }) => taskId !== null || postedAt !== null);
    return deps.settings.read().transfers.parallelTasks - taken.length;
  };

  const send = async (submission: SubmissionRecord): Promise<void> => {
    const posted = await deps.post(submission);
    if (posted.kind === 'postponed') dueAt.set(submission.id, clock.monotonic() + posted.pauseMs);
    else dueAt.delete(submission.id);
    if (posted.kind === 'accepted') deps.onAccepted();
  };

  const sendWritten = async (signal: AbortSignal): Promise<void> => {
    for (const submission of ledger.submissions.open()) {
      signal.throwIfAborted();
      const isDue = (dueAt.get(submission.id) ?? 0) <= clock.monotonic();
      if (submission.taskId !== null || !isDue) continue;
      if (submission.postedAt === null && freePlaces() <= 0) continue;
      await send(submission);
    }
  };

  /** Groups whose folder is being read wait a little for what else comes; answers the packs and the longest wait. */
  const readyPacks = (owed: readonly PlannedWant[]): { packs: readonly (readonly PlannedWant[])[]; waitMs: number } => {
    const now = clock.monotonic();
    const pairs = new Set(owed.map(pairOf));
    for (const pair of owedSince.keys()) if (!pairs.has(pair)) owedSince.delete(pair);
    for (const pair of pairs) if (!owedSince.has(pair)) owedSince.set(pair, now);
    let waitMs = Number.POSITIVE_INFINITY;
    const packs = packCopies(owed, maxFilesPerTask).filter((pack) => {
      const [first] = pack;
      if (first === undefined) return false;
      const leftMs = (owedSince.get(pairOf(first)) ?? now) + gatherMs - now;
      if (leftMs <= 0 || !deps.arrivals.isReading(first.want.image.registryId)) return true;
      waitMs = Math.min(waitMs, leftMs);
      return false;
    });
    return { packs, waitMs };
  };

  const holdBack = (error: unknown): void => {
    const problem = toProblem(error, clock.nowIso());
    const failure = submitFailureOf(problem.code);
    if (problem.code.startsWith('state.')) throw error;
    holds += 1;
    const pauseMs = submitPauseMs(failure === 'final' ? 'later' : failure, holds, deps.random());
    if (hold?.problem.code !== problem.code) deps.announcer.subscriptionsChanged();
    hold = { problem, untilMono: clock.monotonic() + pauseMs };
    deps.logger.warn('nothing can be submitted now', { code: problem.code });
  };

  const writeOwed = async (signal: AbortSignal): Promise<number> => {
    deps.planner.look();
    lastPlan = deps.planner.plan();
    if (hold !== null && hold.untilMono > clock.monotonic()) return hold.untilMono - clock.monotonic();
    const { packs, waitMs } = readyPacks(lastPlan.filter(({ outcome }) => outcome === 'send'));
    try {
      for (const pack of packs) {
        signal.throwIfAborted();
        if (freePlaces() <= 0) break;
        const submission = await deps.writer.writePack(pack, startedBy(pack));
        if (hold) deps.announcer.subscriptionsChanged();
        hold = null;
        holds = 0;
        if (submission) await send(submission);
      }
    } catch (error) {
      signal.throwIfAborted();
      holdBack(error);
    }
    return Math.min(waitMs, hold === null ? Number.POSITIVE_INFINITY : hold.untilMono - clock.monotonic());
  };

  /** What is due now and still waits, waits for a free place, and is woken by it. */
  const nextTurnMs = (writeMs: number): number | null => {
    const sends = [...dueAt.values()].map((at) => at - clock.monotonic()).filter((ms) => ms > 0);
    const retryAt = ledger.deliveries.nextRetryAt(clock.nowIso());
    const retryMs = retryAt === null ? Number.POSITIVE_INFINITY : Date.parse(retryAt) - clock.now();
    const next = Math.min(writeMs, retryMs, ...sends);
    return Number.isFinite(next) ? Math.max(0, next) : null;
  };

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    await sendWritten(signal);
    const writeMs = await writeOwed(signal);
    const open = new Set(ledger.submissions.open().map(({ id }) => id));
    for (const id of dueAt.keys()) if (!open.has(id)) dueAt.delete(id);
    return nextTurnMs(writeMs);
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      deps.logger.error('a dispatch pass failed', { code: toProblem(error, '').code });
      return troubleMs;
    },
  });

  return {
    start: loop.start,
    stop: loop.stop,
    wake: loop.wake,
    /** After a sign-in or a consent: whatever waits is tried at once. */
    retryNow(): void {
      dueAt.clear();
      hold = null;
      holds = 0;
      loop.wake();
    },
    hold: (): DispatchHold | null => hold,
    /** What the last pass found, for counts that need not be of this very moment. */
    lastPlan: (): readonly PlannedWant[] => lastPlan,
  };
}

import { type Problem, toProblem } from '../contract/errors.ts';
import type { ImageId, SubmissionId } from '../contract/ids.ts';
import type { Settings } from '../contract/settings.ts';
import type { StartedBy } from '../contract/transfer.ts';
import { bySize, mayTakePlace, packCopies, pairOf } from '../domain/packing.ts';
import { submitFailureOf, submitPauseMs } from '../domain/submitFailure.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Announcer } from './announcer.ts';
import type { Arrivals } from './arrivals.ts';
import type { Ledger } from './ledger.ts';
import { createOwedBook } from './owedBook.ts';
import { createPairStreams } from './pairStreams.ts';
import type { Planner } from './planner.ts';
import type { SendingTimes } from './sendingTimes.ts';
import type { SubmissionIds } from './submissionIds.ts';
import type { SubmissionPost } from './submissionPost.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import { packLimits, type SubmissionWriter } from './submissionWriter.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

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
  readonly ids: Pick<SubmissionIds, 'prepare' | 'drop'>;
  readonly post: SubmissionPost;
  readonly times: Pick<SendingTimes, 'allowed' | 'isPaused'>;
  readonly arrivals: Pick<Arrivals, 'isReading'>;
  readonly announcer: Announcer;
  readonly settings: { read(): Settings };
  readonly logger: Logger;
  readonly random: () => number;
  readonly onAccepted: () => void;
  /** Globus is done with it; it takes no place there. */
  readonly isPublishing: (id: SubmissionId) => boolean;
}) {
  const { clock, ledger } = deps;
  const book = createOwedBook({ clock, planner: deps.planner, deliveries: ledger.deliveries });
  const streams = createPairStreams();
  /** Monotonic times before which a submission is not sent again; a restart forgets them. */
  const dueAt = new Map<SubmissionId, number>();
  let hold: DispatchHold | null = null;
  let holds = 0;

  const startedBy = (pack: readonly PlannedWant[]): StartedBy => {
    const id = pack.find(({ want }) => want.subscriptionId !== null)?.want.subscriptionId ?? null;
    const subscription = id === null ? null : ledger.subscriptions.find(id);
    if (id === null || subscription === null) return { kind: 'you' };
    return { kind: 'subscription', subscriptionId: id, name: subscription.name };
  };

  const places = (): number => deps.settings.read().transfers.parallelTasks;

  /** Bytes of those that take a place: running tasks, and requests that may have become one. */
  const running = (): readonly number[] =>
    ledger.submissions
      .open()
      .filter(({ id, taskId, postedAt }) => (taskId !== null || postedAt !== null) && !deps.isPublishing(id))
      .map(({ id }) => ledger.submissions.files(id).reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0));

  const send = async (submission: SubmissionRecord, isNoted = false): Promise<void> => {
    const posted = await deps.post(submission, { isNoted });
    if (posted.kind === 'postponed') dueAt.set(submission.id, clock.monotonic() + posted.pauseMs);
    else dueAt.delete(submission.id);
    if (posted.kind === 'accepted') deps.onAccepted();
    else if (posted.kind === 'ended') book.stale();
  };

  const sendWritten = async (signal: AbortSignal): Promise<void> => {
    for (const { id } of ledger.submissions.open()) {
      signal.throwIfAborted();
      const submission = ledger.submissions.find(id);
      if (submission === null || submission.endedAt !== null || submission.taskId !== null) continue;
      if ((dueAt.get(id) ?? 0) > clock.monotonic()) continue;
      // One that was posted before may be a task already; the answer tells.
      if (submission.postedAt === null && (deps.times.isPaused() || running().length >= places())) continue;
      await send(submission);
    }
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

  const sendPack = async (pack: readonly PlannedWant[], isEarly: boolean): Promise<void> => {
    const [first] = pack;
    const submission = await deps.writer.writePack(pack, startedBy(pack), { isSentNow: true });
    if (hold) deps.announcer.subscriptionsChanged();
    hold = null;
    holds = 0;
    if (first !== undefined) streams.packed(pairOf(first), pack.length, clock.monotonic(), isEarly);
    // Whoever wrote to a path meanwhile is seen by a whole reading.
    if (submission === null) book.stale();
    else {
      book.sent(pack);
      await send(submission, true);
    }
    deps.ids.prepare();
  };

  /** The smallest pack that may go now, or the milliseconds until one may. */
  const nextPack = (): { readonly pack: readonly PlannedWant[]; readonly isEarly: boolean } | number => {
    book.refresh();
    const allowed = deps.times.allowed(book.owed());
    const owed = allowed.now;
    streams.look(owed, clock.monotonic());
    const taken = running();
    let { waitMs } = allowed;
    for (const pack of packCopies(owed, packLimits).toSorted(bySize)) {
      const [first] = pack;
      if (first === undefined || !mayTakePlace(pack, taken, places())) continue;
      const wait = streams.waitOf(
        pairOf(first),
        {
          isFull: pack.length >= packLimits.maxFiles,
          isMoreComing: deps.arrivals.isReading(first.want.image.registryId),
        },
        clock.monotonic(),
      );
      if (wait.waitMs <= 0) return { pack, isEarly: wait.isEarly };
      waitMs = Math.min(waitMs, wait.waitMs);
    }
    return waitMs;
  };

  const writeOwed = async (signal: AbortSignal): Promise<number> => {
    const untilHeld = (): number => (hold === null ? 0 : hold.untilMono - clock.monotonic());
    try {
      for (;;) {
        signal.throwIfAborted();
        const next = nextPack();
        if (untilHeld() > 0) return untilHeld();
        if (typeof next === 'number') return next;
        await sendPack(next.pack, next.isEarly);
      }
    } catch (error) {
      signal.throwIfAborted();
      holdBack(error);
      return untilHeld();
    }
  };

  /** What is due now and still waits, waits for a free place, and is woken by it. */
  const nextTurnMs = (writeMs: number): number | null => {
    const sends = [...dueAt.values()].map((at) => at - clock.monotonic()).filter((ms) => ms > 0);
    const retryAt = book.retryAt();
    const retryMs = retryAt === null ? Number.POSITIVE_INFINITY : Date.parse(retryAt) - clock.now();
    const next = Math.min(writeMs, retryMs, ...sends);
    return Number.isFinite(next) ? Math.max(0, next) : null;
  };

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    await sendWritten(signal);
    const writeMs = await writeOwed(signal);
    const open = new Set(ledger.submissions.open().map(({ id }) => id));
    for (const id of dueAt.keys()) if (!open.has(id)) dueAt.delete(id);
    if (hold === null && ledger.subscriptions.active().length > 0) deps.ids.prepare();
    return nextTurnMs(writeMs);
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      deps.logger.error('a dispatch pass failed', { code: toProblem(error, '').code });
      book.stale();
      return troubleMs;
    },
  });

  return {
    start: loop.start,
    stop: loop.stop,
    /** Something changed that may concern any copy. */
    wake(): void {
      book.stale();
      loop.wake();
    },
    /** Only these images are others now. */
    imagesChanged(ids: readonly ImageId[]): void {
      book.changed(ids);
      loop.wake();
    },
    /** A task ended, or is being published: its images are where they are, and its place is free. */
    ended(ids: readonly ImageId[]): void {
      book.ended(ids);
      loop.wake();
    },
    /** After a sign-in or a consent: whatever waits is tried at once. */
    retryNow(): void {
      dueAt.clear();
      hold = null;
      holds = 0;
      deps.ids.drop();
      book.stale();
      loop.wake();
    },
    hold: (): DispatchHold | null => hold,
    /** Copies that the last pass refused, for counts that need not be of this very moment. */
    refused: (): readonly PlannedWant[] => book.refused(),
  };
}

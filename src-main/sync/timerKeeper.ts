import { AppError, toProblem } from '../contract/errors.ts';
import type { SubscriptionTimer } from '../contract/subscription.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { TimerJob, Timers } from '../ports/timers.ts';
import type { Ledger } from './ledger.ts';
import type { SubscriptionRecord, TimerRecord } from './subscriptionStore.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

/** Timers run by themselves; they are looked at for the screen and for what the user must do. */
const lookMs = 600_000;
/** Whoever looks at the list wants to know how it is now, not how it was ten minutes ago. */
const staleMs = 30_000;
const troubleMs = 60_000;

/** What Globus says of the timers that run subscriptions. */
export function createTimerKeeper(deps: {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'subscriptions'>;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly onNews: () => void;
}) {
  const { clock, timers } = deps;
  const known = new Map<string, TimerJob>();
  let lookedMono = Number.NEGATIVE_INFINITY;
  let resumes = false;

  const all = (): readonly TimerRecord[] => deps.ledger.subscriptions.all().flatMap((record) => record.timers);

  const gone = ({ jobId, intervalSeconds }: TimerRecord): TimerJob => ({
    ...{ jobId, intervalSeconds, name: '', state: 'ended', nextRunAt: null, lastRunAt: null, runs: 0, errors: 0 },
    ...known.get(jobId),
    state: 'ended',
    nextRunAt: null,
    lastRuns: known.get(jobId)?.lastRuns ?? [],
    problem: toProblem(new AppError('timer.notFound'), known.get(jobId)?.problem?.at ?? clock.nowIso()),
  });

  const read = async (record: TimerRecord): Promise<TimerJob> => {
    try {
      return await timers.job(record.jobId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'timer.notFound') return gone(record);
      throw error;
    }
  };

  /** After a sign-in: what waited for it goes on. */
  const resumeWaiting = async (): Promise<void> => {
    for (const { jobId } of all()) if (known.get(jobId)?.state === 'waitingForYou') await timers.resume(jobId);
  };

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    const records = all();
    if (records.length === 0) return null;
    if (resumes) await resumeWaiting();
    resumes = false;
    const before = JSON.stringify([...known]);
    for (const record of records) {
      signal.throwIfAborted();
      known.set(record.jobId, await read(record));
    }
    const ids = new Set(records.map(({ jobId }) => jobId));
    for (const jobId of known.keys()) if (!ids.has(jobId)) known.delete(jobId);
    lookedMono = clock.monotonic();
    if (JSON.stringify([...known]) !== before) deps.onNews();
    return lookMs;
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      deps.logger.info('timers could not be looked at', { code: toProblem(error, '').code });
      return troubleMs;
    },
  });

  const view = ({ endpointId, jobId, intervalSeconds }: TimerRecord): SubscriptionTimer => {
    const job = known.get(jobId);
    const nothing = { state: 'notKnown', nextRunAt: null, lastRunAt: null, runs: 0, errors: 0, problem: null } as const;
    if (job === undefined) return { endpointId, jobId, intervalSeconds, ...nothing, lastRuns: [] };
    const { name: _name, ...told } = job;
    return { ...told, endpointId, jobId, intervalSeconds };
  };

  return {
    ...loop,
    viewOf: (record: SubscriptionRecord): readonly SubscriptionTimer[] => record.timers.map(view),
    /** Somebody looks at the list. */
    glance(): void {
      if (clock.monotonic() - lookedMono > staleMs && all().length > 0) loop.wake();
    },
    afterSignIn(): void {
      resumes = true;
      loop.wake();
    },
  };
}

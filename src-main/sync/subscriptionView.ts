import type { Problem } from '../contract/errors.ts';
import type {
  Subscription,
  SubscriptionCounts,
  SubscriptionState,
  SubscriptionTimer,
} from '../contract/subscription.ts';
import type { Activity } from '../contract/transfer.ts';
import { needsYou } from '../domain/activityView.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';

function countsOf(planned: readonly PlannedWant[]): SubscriptionCounts {
  const count = (...outcomes: readonly PlannedWant['outcome'][]): number =>
    planned.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { upToDate: count('alreadyThere'), onTheirWay: count('send', 'onItsWay'), problems: count('refused') };
}

/** What the user must hear first: what only they can solve, then what stands still, then what was refused. */
function problemOf(planned: readonly PlannedWant[], own: readonly Activity[], held: Problem | null): Problem | null {
  const waiting = own.find(({ state }) => state === 'waitingForYou');
  const stuck = own.find(({ state }) => state === 'problem');
  const isOwed = planned.some(({ outcome }) => outcome === 'send');
  const refused = planned.find(({ outcome }) => outcome === 'refused')?.problem ?? null;
  // Written down and not taken yet: it goes on by itself, and still it is why nothing arrives.
  const delayed = own.find(({ state, problem }) => state === 'queued' && problem !== null);
  return waiting?.problem ?? (isOwed ? held : null) ?? stuck?.problem ?? delayed?.problem ?? refused;
}

/** A timer that waits for the user, is gone, or whose last run failed. */
function problemOfTimers(timers: readonly SubscriptionTimer[]): Problem | null {
  const told = timers.find(({ problem }) => problem !== null)?.problem;
  if (told) return told;
  const failed = timers.flatMap(({ lastRuns }) => lastRuns.slice(0, 1)).find(({ state }) => state === 'problem');
  return failed ? { code: 'transfer.failed', facts: { serviceMessage: failed.error ?? '' }, at: failed.at } : null;
}

/** A subscription as it is shown: its state is what its copies, its tasks and the pause switch make of it. */
export function subscriptionView(
  record: SubscriptionRecord,
  planned: readonly PlannedWant[],
  /** Its own that are not over. */
  own: readonly Activity[],
  held: Problem | null,
  timers: readonly SubscriptionTimer[] = [],
): Subscription {
  // What timers bring is not in the ledger: nothing is said of it.
  const counts = timers.length > 0 ? { ...countsOf(planned), onTheirWay: 0 } : countsOf(planned);
  const problem = problemOfTimers(timers) ?? (timers.length > 0 ? null : problemOf(planned, own, held));
  const isWaiting = own.some(({ state }) => state === 'waitingForYou') || (problem !== null && needsYou(problem.code));
  const isStuck =
    (timers.length > 0 ? problem !== null : counts.problems > 0) || own.some(({ state }) => state === 'problem');
  const active: SubscriptionState = isWaiting ? 'waitingForYou' : isStuck ? 'problem' : 'running';
  return {
    id: record.id,
    name: record.name,
    source: record.source,
    conditions: record.conditions,
    destinations: record.destinations,
    after: record.after,
    runsAt: record.timers.length > 0 ? 'globus' : 'here',
    timers,
    state: record.isPaused ? 'paused' : active,
    createdAt: record.createdAt,
    lastRunAt: record.lastRunAt,
    lastArrivalAt: record.lastArrivalAt,
    counts,
    problem,
  };
}

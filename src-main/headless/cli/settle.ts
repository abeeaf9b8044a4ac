import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../contract/errors.ts';
import type { SubscriptionId } from '../../contract/ids.ts';
import type { Subscription } from '../../contract/subscription.ts';
import type { Activity } from '../../contract/transfer.ts';
import type { CommandContext } from './command.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './failure.ts';
import { tellActivity } from './follow.ts';

const lookEveryMs = 250;

/** How everything stands once nothing more happens by itself. */
export interface Settled {
  readonly subscriptions: readonly Subscription[];
  /** What was under way meanwhile. */
  readonly activities: readonly Activity[];
  /** Why what is still owed could not be handed over. */
  readonly heldBy: Problem | null;
  readonly isInterrupted: boolean;
}

/** These pass soon, and the app tries again by itself. */
const passes = ({ code }: Problem) => code === 'service.rateLimited' || code === 'network.timeout';

const isStuck = ({ state }: Activity) => state === 'waitingForYou' || state === 'problem';

/** Looks again until nothing is read, owed or on its way, of one subscription or of all (null). */
export async function settle(context: CommandContext, id: SubscriptionId | null): Promise<Settled> {
  const { portolan, output, signal } = context;
  // Of this process: an app that it carries, or a run it asked for, may have sent something before we look.
  const startedAt = new Date(performance.timeOrigin).toISOString();
  const isOurs = ({ startedBy }: Activity) =>
    id === null || (startedBy.kind === 'subscription' && startedBy.subscriptionId === id);
  const seen = new Set<string>();
  const listOurs = async () => {
    const { activities } = await portolan.activity.list.query({ limit: 1000 });
    const ours = activities.filter(isOurs);
    for (const one of ours) if (one.completedAt === null || one.requestedAt >= startedAt) seen.add(one.id);
    return ours.filter((one) => seen.has(one.id));
  };

  for (;;) {
    // In this order: what is written down between the two questions is seen by the second.
    const { isLooking, owed, heldBy } = await portolan.subscriptions.backlog.query({ id });
    const activities = await listOurs();
    for (const activity of activities) tellActivity(output, activity);
    if (isLooking) output.gauge('looking', 'looking', 'Reading image folders');
    const isHeld = heldBy !== null && !passes(heldBy);
    // Written down already, and kept back with all others.
    const isKept = ({ state }: Activity) => state === 'queued' && heldBy?.code === 'transfer.allPaused';
    const isMoving = activities.some((one) => one.completedAt === null && !isStuck(one) && !isKept(one));
    if ((!isLooking && !isMoving && (owed === 0 || isHeld)) || signal.aborted) {
      const all = await portolan.subscriptions.list.query();
      const subscriptions = all.filter((one) => id === null || one.id === id);
      return {
        subscriptions,
        activities,
        heldBy: owed > 0 || activities.some(isKept) ? heldBy : null,
        isInterrupted: signal.aborted,
      };
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * What people sent themselves is waited for, and judged where they sent it. Waiting for you first, for nothing else helps then; then
 * what could not be reached; then what did not arrive.
 */
export function exitCodeOfSettled({ subscriptions, activities, heldBy, isInterrupted }: Settled): ExitCode {
  const theirs = activities.filter(({ startedBy }) => startedBy.kind === 'subscription');
  const states = [...subscriptions, ...theirs].map(({ state }) => state);
  const held = heldBy === null ? exitCodes.ok : exitCodeOf(heldBy.code);
  if (states.includes('waitingForYou') || held === exitCodes.waitingForYou) return exitCodes.waitingForYou;
  if (held === exitCodes.unreachable || held === exitCodes.partlyDone) return held;
  const isAllWell = !isInterrupted && heldBy === null && !states.includes('problem') && !states.includes('stopped');
  if (isAllWell) return exitCodes.ok;
  const isSomethingThere = states.includes('done') || subscriptions.some(({ counts }) => counts.upToDate > 0);
  return isSomethingThere ? exitCodes.partlyDone : exitCodes.failed;
}

import type { Problem } from '../contract/errors.ts';
import type { SubscriptionId } from '../contract/ids.ts';
import type { Settings } from '../contract/settings.ts';
import { minuteOfDay, minutesUntilHours } from '../domain/dayHours.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';

const minuteMs = 60_000;
/** A computer that slept, or whose clock was put right, is late by no more. */
const longestWaitMs = 10 * minuteMs;
/** What a person asked for may still have to be read. */
const askedForMs = 10 * minuteMs;

export type SendingTimes = ReturnType<typeof createSendingTimes>;

/** When what is owed may be handed over: never while all is paused, and of a subscription with hours only in them. */
export function createSendingTimes(deps: {
  readonly clock: Clock;
  readonly settings: { read(): Settings };
  readonly subscriptions: {
    active(): readonly SubscriptionRecord[];
    find(id: SubscriptionId): SubscriptionRecord | null;
  };
}) {
  const { clock, subscriptions } = deps;
  /** Asked for in spite of their hours, until this monotonic time; while they owe anything it is put off. */
  const asked = new Map<SubscriptionId, number>();
  let lastActive: readonly SubscriptionRecord[] = [];
  let withHours: readonly SubscriptionRecord[] = [];

  const isPaused = (): boolean => deps.settings.read().transfers.isPaused;

  const minutesUntil = ({ id, conditions: { hours } }: Pick<SubscriptionRecord, 'id' | 'conditions'>): number =>
    typeof hours !== 'string' || asked.has(id) ? 0 : minutesUntilHours(hours, minuteOfDay(new Date(clock.now())));

  /** Those that wait for their hours now. */
  const waiting = (): readonly SubscriptionRecord[] => {
    const active = subscriptions.active();
    if (active !== lastActive) withHours = active.filter(({ conditions }) => typeof conditions.hours === 'string');
    lastActive = active;
    return withHours.filter((record) => minutesUntil(record) > 0);
  };

  const followAsked = (owed: readonly PlannedWant[]): void => {
    if (asked.size === 0) return;
    const stillOwed = new Set(owed.map(({ want }) => want.subscriptionId));
    for (const [id, untilMono] of asked) {
      if (untilMono <= clock.monotonic()) asked.delete(id);
      else if (stillOwed.has(id)) asked.set(id, clock.monotonic() + askedForMs);
    }
  };

  const problemOf = (record: Pick<SubscriptionRecord, 'id' | 'conditions'>): Problem | null => {
    const at = clock.nowIso();
    if (isPaused()) return { code: 'transfer.allPaused', facts: {}, at };
    if (minutesUntil(record) === 0) return null;
    return { code: 'subscription.outsideHours', facts: { hours: record.conditions.hours ?? '' }, at };
  };

  return {
    isPaused,
    /** Those that may go now, and the milliseconds until more may. */
    allowed(owed: readonly PlannedWant[]): { readonly now: readonly PlannedWant[]; readonly waitMs: number } {
      if (isPaused()) return { now: [], waitMs: Number.POSITIVE_INFINITY };
      followAsked(owed);
      const waits = new Map(waiting().map((record) => [record.id, minutesUntil(record) * minuteMs]));
      const waitOf = ({ want: { subscriptionId } }: PlannedWant): number =>
        subscriptionId === null ? 0 : (waits.get(subscriptionId) ?? 0);
      const now = waits.size === 0 ? owed : owed.filter((copy) => waitOf(copy) === 0);
      if (now.length === owed.length) return { now, waitMs: Number.POSITIVE_INFINITY };
      return { now, waitMs: Math.min(longestWaitMs, ...waits.values()) };
    },
    /** "Run now". */
    ask: (id: SubscriptionId): void => void asked.set(id, clock.monotonic() + askedForMs),
    /** Why a subscription hands nothing over now, by its own rule or by everybody's. */
    problemOf,
    /** Why none of these may go now; null when any of them may, or none is owed while not all is paused. */
    holding(owed: readonly PlannedWant[]): Problem | null {
      if (isPaused()) return { code: 'transfer.allPaused', facts: {}, at: clock.nowIso() };
      const ids = new Set(owed.map(({ want }) => want.subscriptionId));
      const problems = [...ids].map((id) => {
        const record = id === null ? null : subscriptions.find(id);
        return record === null ? null : problemOf(record);
      });
      return problems.every((problem) => problem !== null) ? (problems[0] ?? null) : null;
    },
  };
}

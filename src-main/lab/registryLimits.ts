import type { LabClock } from './labClock.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Defaults of a stock registry. */
const anonymousADay = 100;
const viewADay = 50;

/**
 * Counts requests as a stock registry does: anonymous callers of all REST views together in a sliding day, and each
 * named view by itself in a fixed day. Counts are kept apart by what the caller presents, because here everybody
 * comes from one address.
 */
export function createRegistryLimits(clock: LabClock) {
  let isExact = false;
  const anonymous = new Map<string, number[]>();
  const views = new Map<string, { day: number; count: number }>();
  return {
    /** Counting is always on; callers are turned away only when exact. */
    setExact(exact: boolean): void {
      isExact = exact;
    },
    /** Seconds to wait when this request is one too many, else null. */
    countAnonymous(client: string): number | null {
      const now = clock.now();
      const recent = (anonymous.get(client) ?? []).filter((at) => at > now - dayMs);
      const [oldest = now] = recent;
      if (recent.length >= anonymousADay) {
        anonymous.set(client, recent);
        return isExact ? Math.max(1, Math.ceil((oldest + dayMs - now) / 1000)) : null;
      }
      anonymous.set(client, [...recent, now]);
      return null;
    },
    /** Whether this request of a named view is one too many today. */
    isTooOften(view: string, client: string): boolean {
      const day = Math.floor(clock.now() / dayMs);
      const key = `${view} ${client}`;
      const known = views.get(key);
      const count = known?.day === day ? known.count + 1 : 1;
      views.set(key, { day, count });
      return isExact && count > viewADay;
    },
    reset(): void {
      isExact = false;
      anonymous.clear();
      views.clear();
    },
  };
}

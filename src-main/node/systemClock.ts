import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** Node fires a longer timer at once (32-bit milliseconds), so long sleeps are cut into slices. */
const longestTimerMs = 2 ** 31 - 1;

export function createSystemClock(): Clock {
  const monotonic = () => performance.now();
  return {
    nowIso: () => new Date().toISOString(),
    now: () => Date.now(),
    monotonic,
    async sleep(ms, signal) {
      const end = monotonic() + ms;
      for (let left = ms; left > 0; left = end - monotonic()) {
        try {
          await delay(Math.min(left, longestTimerMs), undefined, signal ? { signal } : {});
        } catch (error) {
          signal?.throwIfAborted();
          throw error;
        }
      }
      signal?.throwIfAborted();
    },
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../src-main/ports/clock.ts';

/** Time that runs `factor` times as fast as it should: pauses of minutes pass in seconds, in the same order. */
export function createHastyClock(factor: number): Clock {
  const startMs = Date.now();
  const startMono = performance.now();
  const monotonic = () => (performance.now() - startMono) * factor;
  const now = () => Math.floor(startMs + monotonic());
  return {
    now,
    nowIso: () => new Date(now()).toISOString(),
    monotonic,
    async sleep(ms, signal) {
      try {
        await wait(ms / factor, undefined, signal ? { signal } : {});
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}

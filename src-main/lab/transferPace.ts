import { setTimeout as wait } from 'node:timers/promises';

/** One buffer carries about this much time of the rate, so that many files move side by side and rate changes show at once. */
const chunkSeconds = 0.05;
const smallestChunk = 16 * 1024;
const largestChunk = 1024 * 1024;
/** Waits shorter than a timer's grain are saved up. */
const graceMs = 15;

/** Faster than any disk: such a rate is no limit, and the file system's own copy may be used. */
const noLimitFrom = 1e10;

export type Pace = ReturnType<typeof createPace>;

/** Spreads bytes over time. Takers are served in turn, so the files of a task share its rate fairly. */
export function createPace(bytesPerSecond: () => number) {
  let freeAtMs = 0;
  return {
    /** 0 and less mean no limit too. */
    isUnlimited: (): boolean => bytesPerSecond() <= 0 || bytesPerSecond() >= noLimitFrom,
    chunkBytes(): number {
      const wanted = Math.round(bytesPerSecond() * chunkSeconds);
      return this.isUnlimited() ? largestChunk : Math.min(Math.max(wanted, smallestChunk), largestChunk);
    },
    /** Resolves when these bytes may have passed. */
    async take(bytes: number, signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      if (this.isUnlimited()) return;
      const now = performance.now();
      freeAtMs = Math.max(freeAtMs, now) + (bytes / bytesPerSecond()) * 1000;
      const aheadMs = freeAtMs - now;
      if (aheadMs > graceMs) await wait(aheadMs, undefined, { signal });
    },
  };
}

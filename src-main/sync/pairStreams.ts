import { arrived, packed, packWaitMs, pairOf, type Stream } from '../domain/packing.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';

interface Pair {
  readonly stream: Stream;
  readonly owed: number;
}

/** How what is owed to each pair of registry and endpoint comes in, and when it goes. Times are monotonic. */
export function createPairStreams() {
  const pairs = new Map<string, Pair>();
  return {
    /** Notes what is owed now: more than before is an arrival. */
    look(owed: readonly PlannedWant[], now: number): void {
      const counts = new Map<string, number>();
      for (const copy of owed) counts.set(pairOf(copy), (counts.get(pairOf(copy)) ?? 0) + 1);
      for (const [key, count] of counts) {
        const before = pairs.get(key);
        const isMore = count > (before?.owed ?? 0);
        const stream = isMore || !before ? arrived(before?.stream ?? null, now) : before.stream;
        pairs.set(key, { stream, owed: count });
      }
      for (const [key, { stream }] of pairs) if (!counts.has(key)) pairs.set(key, { stream, owed: 0 });
    },
    waitOf(
      key: string,
      { isFull, isMoreComing }: { readonly isFull: boolean; readonly isMoreComing: boolean },
      now: number,
    ): { readonly waitMs: number; readonly isEarly: boolean } {
      const pair = pairs.get(key);
      return pair === undefined || isFull ? { waitMs: 0, isEarly: false } : packWaitMs(pair.stream, now, isMoreComing);
    },
    packed(key: string, count: number, now: number, wasEarly: boolean): void {
      const pair = pairs.get(key);
      if (pair) pairs.set(key, { stream: packed(pair.stream, now, wasEarly), owed: Math.max(0, pair.owed - count) });
    },
  };
}

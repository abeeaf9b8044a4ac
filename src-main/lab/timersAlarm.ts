import type { LabClock } from './labClock.ts';

/** setTimeout takes at most 2^31-1 ms; a longer wait is made of several. */
const longestWaitMs = 2 ** 31 - 1;

/** Rings when the lab's clock reaches a time, at once when the clock jumps past it. Holds at most one timer. */
export function createAlarm({ clock, ring }: { clock: LabClock; ring: () => void }) {
  let dueMs: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  function arm(): void {
    clearTimeout(timer);
    timer = undefined;
    if (dueMs === null) return;
    timer = setTimeout(look, Math.min(Math.max(dueMs - clock.now(), 0), longestWaitMs));
  }

  function look(): void {
    if (dueMs === null) return;
    if (dueMs > clock.now()) {
      arm();
      return;
    }
    dueMs = null;
    ring();
  }

  const stopListening = clock.onJump(look);
  return {
    /** Replaces the time waited for; null waits for none. */
    set(nextDueMs: number | null): void {
      if (nextDueMs === dueMs && timer !== undefined) return;
      dueMs = nextDueMs;
      arm();
    },
    stop(): void {
      stopListening();
      dueMs = null;
      arm();
    },
  };
}

import type { Clock } from '../../src-main/ports/clock.ts';

export interface FakeClock extends Clock {
  /** Moves both clocks and wakes, in order, whoever sleeps no longer; what they start is let run in between. */
  advance(ms: number): Promise<void>;
  /** Moves only the wall clock, as a person or a time server does. */
  jumpWall(ms: number): void;
  /** How many sleep now. */
  readonly sleepers: number;
}

/** Lets promise chains and loopback-free work settle. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** Time that stands still until it is told to move. */
export function createFakeClock(startIso = '2026-03-01T12:00:00.000Z'): FakeClock {
  let wall = Date.parse(startIso);
  let elapsed = 0;
  const waiting = new Set<{ readonly at: number; readonly wake: () => void }>();

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const abort = () => {
        waiting.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper = {
        at: elapsed + ms,
        wake: () => {
          waiting.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      waiting.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  const move = (ms: number) => {
    elapsed += ms;
    wall += ms;
  };

  return {
    now: () => wall,
    nowIso: () => new Date(wall).toISOString(),
    monotonic: () => elapsed,
    sleep,
    get sleepers() {
      return waiting.size;
    },
    jumpWall: (ms) => {
      wall += ms;
    },
    async advance(ms) {
      const end = elapsed + ms;
      await settle();
      for (;;) {
        const next = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        move(Math.max(0, next.at - elapsed));
        next.wake();
        await settle();
      }
      move(end - elapsed);
      await settle();
    },
  };
}

import type { Clock } from '../ports/clock.ts';

/**
 * Does its turn, sleeps as long as the turn says (null: until woken), and again. Turns never overlap; any number of
 * wakes during a turn make one more. `stop` waits for the turn that runs.
 */
export function createWakeableLoop(options: {
  readonly clock: Clock;
  /** Resolves to the milliseconds until the next turn, or null. */
  readonly turn: (signal: AbortSignal) => Promise<number | null>;
  /** A turn that failed; the loop goes on after the answered milliseconds. */
  readonly onError: (error: unknown) => number;
}) {
  const stopping = new AbortController();
  let nap: AbortController | null = null;
  let isWoken = false;
  let running: Promise<void> | null = null;

  const oneTurn = async (): Promise<number | null> => {
    try {
      return await options.turn(stopping.signal);
    } catch (error) {
      return stopping.signal.aborted ? null : options.onError(error);
    }
  };

  const sleep = async (ms: number | null): Promise<void> => {
    const rest = new AbortController();
    nap = rest;
    const woken = new Promise<void>((resolve) => {
      rest.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    // An aborted sleep is how waking works.
    const slept = ms === null ? woken : options.clock.sleep(Math.max(0, ms), rest.signal).catch(() => undefined);
    await slept;
    nap = null;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      isWoken = false;
      const pauseMs = await oneTurn();
      if (!isWoken && !stopping.signal.aborted) await sleep(pauseMs);
    }
  };

  return {
    start(): void {
      running ??= run();
    },
    wake(): void {
      isWoken = true;
      nap?.abort();
    },
    async stop(): Promise<void> {
      stopping.abort();
      nap?.abort();
      await running;
    },
  };
}

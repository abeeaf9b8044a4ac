import type { Clock } from '../ports/clock.ts';

/** Files that are opened and hashed together. */
const batchFiles = 16;
/** Files that are looked at side by side, in batches: more than the threads can hash, so that a large one holds up none. */
const width = 48;
/** In a stream of arrivals batches begin this far apart: one by one they would cost a message each. */
const apartMs = 15;

/**
 * Works through paths, many at a time, each path once at a time: one that is named again while it is worked on is done
 * once more afterwards. A failing `look` must have dealt with its error itself.
 */
export function createLookQueue(options: {
  readonly clock: Clock;
  /** Resolves when all are done; `done` tells each before. */
  readonly look: (paths: readonly string[], done: (path: string) => void) => Promise<void>;
  /** After some; `isLast` when nothing is left. */
  readonly onDone: (isLast: boolean) => void;
}) {
  const { clock } = options;
  /** What was hinted at goes before what a scan found: somebody may be waiting for it. */
  const urgent = new Set<string>();
  const waiting = new Set<string>();
  const running = new Set<string>();
  const idlers: (() => void)[] = [];
  const stopping = new AbortController();
  let begunAt = Number.NEGATIVE_INFINITY;
  let isPausing = false;

  const next = (): string[] => {
    const batch: string[] = [];
    for (const paths of [urgent, waiting]) {
      for (const path of paths) {
        if (batch.length === batchFiles) return batch;
        if (running.has(path)) continue;
        paths.delete(path);
        batch.push(path);
      }
    }
    return batch;
  };

  const isEmpty = (): boolean => urgent.size === 0 && waiting.size === 0 && running.size === 0;

  const finish = (): void => {
    fill();
    options.onDone(isEmpty());
    if (isEmpty()) for (const resolve of idlers.splice(0)) resolve();
  };

  const begin = (batch: readonly string[]): void => {
    for (const path of batch) running.add(path);
    const left = new Set(batch);
    const done = (path: string): void => {
      if (left.delete(path)) running.delete(path);
    };
    void options.look(batch, done).finally(() => {
      for (const path of left) done(path);
      finish();
    });
  };

  const pause = async (): Promise<void> => {
    isPausing = true;
    await clock.sleep(apartMs, stopping.signal).catch(() => undefined); // ended by close
    isPausing = false;
    fill();
  };

  const fill = (): void => {
    while (!stopping.signal.aborted && !isPausing && running.size + batchFiles <= width) {
      const isFull = urgent.size + waiting.size >= batchFiles;
      if (!isFull && clock.monotonic() - begunAt < apartMs) {
        if (urgent.size + waiting.size > 0) void pause();
        return;
      }
      const batch = next();
      if (batch.length === 0) return;
      begunAt = clock.monotonic();
      begin(batch);
    }
  };

  const take = (into: Set<string>, paths: Iterable<string>): void => {
    // What came after the end would keep `close` waiting for ever.
    if (stopping.signal.aborted) return;
    for (const path of paths) into.add(path);
    fill();
  };

  return {
    add: (paths: Iterable<string>): void => take(waiting, paths),
    addFirst: (paths: Iterable<string>): void => take(urgent, paths),
    isEmpty,
    /** Resolves when nothing waits and nothing runs. */
    idle: (): Promise<void> => (isEmpty() ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    /** Begins nothing more; resolves when what runs has ended. */
    async close(): Promise<void> {
      stopping.abort();
      urgent.clear();
      waiting.clear();
      await this.idle();
    },
  };
}

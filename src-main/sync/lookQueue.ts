/** Files that are looked at side by side: while one is hashed the next ones are opened. */
const width = 4;

/**
 * Works through paths, a few at a time, each path once at a time: one that is named again while it is worked on is done
 * once more afterwards. A failing `look` must have dealt with its error itself.
 */
export function createLookQueue(options: {
  readonly look: (path: string) => Promise<void>;
  /** After each; `isLast` when nothing is left. */
  readonly onDone: (isLast: boolean) => void;
}) {
  /** What was hinted at goes before what a scan found: somebody may be waiting for it. */
  const urgent = new Set<string>();
  const waiting = new Set<string>();
  const running = new Set<string>();
  const idlers: (() => void)[] = [];
  let isClosed = false;

  const next = (): string | undefined => {
    for (const paths of [urgent, waiting]) for (const path of paths) if (!running.has(path)) return path;
    return undefined;
  };

  const isEmpty = (): boolean => urgent.size === 0 && waiting.size === 0 && running.size === 0;

  const done = (path: string): void => {
    running.delete(path);
    fill();
    options.onDone(isEmpty());
    if (isEmpty()) for (const resolve of idlers.splice(0)) resolve();
  };

  const fill = (): void => {
    while (!isClosed && running.size < width) {
      const path = next();
      if (path === undefined) return;
      urgent.delete(path);
      waiting.delete(path);
      running.add(path);
      void options.look(path).finally(() => done(path));
    }
  };

  return {
    add(paths: Iterable<string>): void {
      for (const path of paths) waiting.add(path);
      fill();
    },
    addFirst(paths: Iterable<string>): void {
      for (const path of paths) urgent.add(path);
      fill();
    },
    isEmpty,
    /** Resolves when nothing waits and nothing runs. */
    idle: (): Promise<void> => (isEmpty() ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    /** Begins nothing more; resolves when what runs has ended. */
    async close(): Promise<void> {
      isClosed = true;
      urgent.clear();
      waiting.clear();
      await this.idle();
    },
  };
}

import { toProblem } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

/** So long may wait in memory what a crash may lose. */
const lateMs = 500;
/** After a failure (a full disk, say). */
const troubleMs = 10_000;

/** Has late writes written when nothing else took them along. */
export function createLateWriter(deps: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settle: () => void;
}) {
  const stopping = new AbortController();
  let isWaiting = false;

  const settle = (): boolean => {
    try {
      deps.settle();
      return true;
    } catch (error) {
      deps.logger.warn('late writes failed', { code: toProblem(error, '').code });
      return false;
    }
  };

  const wait = async (): Promise<void> => {
    isWaiting = true;
    for (let pauseMs = lateMs; !stopping.signal.aborted; pauseMs = troubleMs) {
      await deps.clock.sleep(pauseMs, stopping.signal).catch(() => undefined); // ended by stop
      if (stopping.signal.aborted || settle()) break;
    }
    isWaiting = false;
  };

  return {
    /** Something waits. */
    wake(): void {
      if (!isWaiting && !stopping.signal.aborted) void wait();
    },
    stop(): void {
      stopping.abort();
      settle();
    },
  };
}

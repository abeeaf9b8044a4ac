import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { Logger } from '../ports/logger.ts';
import { createWakeableLoop } from '../sync/wakeableLoop.ts';

const tryEveryMs = 10_000;
const probeKey = 'state.probe';
/** What a turn of sync writes at least; less than that is not yet room. */
const probe = JSON.stringify('.'.repeat(64 * 1024));

/**
 * Notices when nothing can be written down any more (a full disk), and, by trying again and again, when it can. Sync
 * goes on by itself then; this is what people are told meanwhile.
 */
export function createWriteWatch(deps: {
  readonly clock: Clock;
  readonly database: Database;
  readonly logger: Logger;
  readonly onChange: () => void;
}) {
  const { clock, database, logger } = deps;
  let problem: Problem | null = null;
  let depth = 0;

  const noticed = (next: Problem | null): void => {
    if (problem?.code === next?.code) return;
    problem = next;
    if (next === null) logger.info('the state file takes writes again', {});
    else logger.error('nothing can be written down', { code: next.code });
    deps.onChange();
    if (next !== null) loop.wake();
  };

  /** Only what is committed tells that there is room. */
  const watched = <T>(write: () => T): T => {
    depth += 1;
    try {
      const result = write();
      if (depth === 1) noticed(null);
      return result;
    } catch (error) {
      if (depth === 1 && error instanceof AppError && error.code === 'state.diskFull')
        noticed(toProblem(error, clock.nowIso()));
      throw error;
    } finally {
      depth -= 1;
    }
  };

  const tryAgain = (): void => {
    database.run('INSERT OR REPLACE INTO setting (key, json) VALUES (?, ?)', probeKey, probe);
    database.run('DELETE FROM setting WHERE key = ?', probeKey);
    noticed(null);
  };

  const loop = createWakeableLoop({
    clock,
    async turn(signal) {
      if (problem === null) return null;
      await clock.sleep(tryEveryMs, signal);
      if (problem !== null) tryAgain();
      return 0;
    },
    onError: () => 0,
  });

  return {
    start: loop.start,
    stop: loop.stop,
    problem: (): Problem | null => problem,
    database: {
      ...database,
      run: (sql, ...values) => watched(() => database.run(sql, ...values)),
      transaction: (work) => watched(() => database.transaction(work)),
    } satisfies Database,
  };
}

import type { Database } from '../ports/database.ts';

/**
 * The state file as the ledger writes to it: every write is durable before its call returns, but for those that may
 * come late.
 */
export interface LedgerDatabase extends Database {
  /**
   * For what a crash may lose because it is found out again: written in one commit with whatever is written next, always
   * in the order of the calls, and by `settle` at the latest. Reading does not see it before.
   */
  later(write: () => void): void;
  /** Writes what waits. */
  settle(): void;
}

export function createLedgerDatabase(db: Database, onWaiting: () => void): LedgerDatabase {
  let waiting: (() => void)[] = [];
  let isWriting = false;

  const withWaiting = <T>(work: () => T): T => {
    if (isWriting || waiting.length === 0) return work();
    const late = waiting;
    isWriting = true;
    try {
      const result = db.transaction(() => {
        for (const write of late) write();
        return work();
      });
      waiting = waiting.slice(late.length);
      return result;
    } finally {
      isWriting = false;
    }
  };

  return {
    run: (sql, ...values) => withWaiting(() => db.run(sql, ...values)),
    get: db.get,
    all: db.all,
    transaction: (work) => withWaiting(() => db.transaction(work)),
    close: db.close,
    later(write) {
      waiting = [...waiting, write];
      if (waiting.length === 1) onWaiting();
    },
    settle: () => withWaiting(() => undefined),
  };
}

import type { Database } from '../../src-main/ports/database.ts';
import { createLedgerDatabase, type LedgerDatabase } from '../../src-main/sync/ledgerDatabase.ts';

/** The ledger's way of writing over any database; what may come late comes at once. */
export function createPromptLedger(database: Database): LedgerDatabase {
  const ledger = createLedgerDatabase(database, () => queueMicrotask(ledger.settle));
  return ledger;
}

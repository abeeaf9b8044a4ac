import { DatabaseSync } from 'node:sqlite';
import { wrapConnection } from '../../src-main/node/sqliteConnection.ts';
import type { Database } from '../../src-main/ports/database.ts';
import { ledgerSchema } from '../../src-main/sync/ledgerSchema.ts';

/** A real SQLite database with the ledger's schema that lives as long as the test. */
export function createMemoryDatabase(): Database {
  const connection = new DatabaseSync(':memory:');
  connection.exec('PRAGMA foreign_keys = ON');
  for (const script of ledgerSchema.migrations) connection.exec(script);
  return wrapConnection(connection);
}

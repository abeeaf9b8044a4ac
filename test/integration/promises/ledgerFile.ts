import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import type { Database } from '../../../src-main/ports/database.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';

const columns = '(id, name, source_json, conditions_json, destinations_json, created_at)';

/** Subscriptions as every version of the ledger keeps them. */
export function fillSubscriptions(db: Database, count: number): void {
  db.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      db.run(
        `INSERT INTO subscription ${columns} VALUES (?, ?, ?, ?, ?, ?)`,
        `99999999-0000-4000-8000-${String(n).padStart(12, '0')}`,
        `subscription ${n}`,
        JSON.stringify({ registryId: 'r-00000001', container: `tool${n}` }),
        JSON.stringify({ includesExisting: true }),
        JSON.stringify([]),
        '2026-03-01T12:00:00.000Z',
      );
    }
  });
}

export const subscriptionRows = (db: Database): readonly string[] =>
  db
    .all('SELECT id, name, source_json, conditions_json, destinations_json, created_at FROM subscription ORDER BY id')
    .map((row) => JSON.stringify(row));

/** A closed ledger with subscriptions in it and a backup beside it, in a folder of its own. */
export async function filledLedger(folder: string, count: number): Promise<string> {
  const file = join(folder, 'whole', 'state.db');
  const { db, backUp } = await openSqliteDatabase({ file, schema: ledgerSchema });
  fillSubscriptions(db, count);
  await backUp();
  db.close();
  return file;
}

/** The same state again elsewhere. */
export function copyOf(file: string, folder: string): string {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  cpSync(dirname(file), folder, { recursive: true });
  return join(folder, 'state.db');
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AppError, type AppErrorCode } from '../contract/errors.ts';
import type { Database, SqlRow, SqlValue } from '../ports/database.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const codes: Readonly<Record<number, AppErrorCode>> = {
  5: 'state.inUse', // BUSY
  6: 'state.inUse', // LOCKED
  11: 'state.damaged', // CORRUPT
  13: 'state.diskFull', // FULL
  26: 'state.damaged', // NOTADB
};

/** Extended result codes keep the primary one in their low byte. */
export const sqliteCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;

export function sqliteError(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  return new AppError(codes[code] ?? 'internal', { cause: error, facts: { sqliteCode: code } });
}

const wrapped = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw sqliteError(error);
  }
};

/** The database port over one open connection. Statements are prepared once. */
export function wrapConnection(connection: DatabaseSync): Database {
  const prepared = new Map<string, StatementSync>();
  let depth = 0;
  let isDoomed = false;

  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    prepared.set(sql, made);
    return made;
  };

  const outermost = <T>(work: () => T): T => {
    connection.exec('BEGIN IMMEDIATE');
    isDoomed = false;
    depth = 1;
    try {
      const result = work();
      if (result instanceof Promise) throw new AppError('internal', { facts: { reason: 'asynchronous transaction' } });
      if (isDoomed) throw new AppError('internal', { facts: { reason: 'a part of the transaction failed' } });
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    } finally {
      depth = 0;
    }
  };

  const joined = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      isDoomed = true; // whoever catches this outside must not commit the half that was written
      throw error;
    }
  };

  return {
    run: (sql, ...values: readonly SqlValue[]) =>
      wrapped(() => ({ changes: Number(statement(sql).run(...values).changes) })),
    get: (sql, ...values: readonly SqlValue[]) => wrapped(() => statement(sql).get(...values) as SqlRow | undefined),
    all: (sql, ...values: readonly SqlValue[]) => wrapped(() => statement(sql).all(...values) as readonly SqlRow[]),
    transaction: (work) => wrapped(() => (depth > 0 ? joined(work) : outermost(work))),
    close: () => {
      prepared.clear();
      if (connection.isOpen) connection.close();
    },
  };
}

import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, type AppErrorCode } from '../contract/errors.ts';
import type { Database } from '../ports/database.ts';
import { backUpDatabase } from './sqliteBackup.ts';
import { sqliteCode, sqliteError, wrapConnection } from './sqliteConnection.ts';
import { backupNames, isOnNetwork, leaveMarker, markerOf, preparePrivateFile, putAside } from './stateFiles.ts';

export interface DatabaseSchema {
  /** Marks the file as ours in its header; a positive int32. */
  readonly applicationId: number;
  /** SQL scripts; the n-th brings a database to version n. Never edited once released. */
  readonly migrations: readonly string[];
}

interface DatabaseNotice {
  readonly code: AppErrorCode;
  /** `reason`, and when they are there `keptAs` and `newestBackup` (file names). */
  readonly facts: Readonly<Record<string, string>>;
}

export interface OpenedDatabase {
  readonly db: Database;
  /** What the user must hear: state that was found damaged or gone. */
  readonly notices: readonly DatabaseNotice[];
  /** Writes and verifies a copy, keeps the newest seven; answers its path. */
  backUp(): Promise<string>;
}

/** Thrown inside while looking at a file that is not a sound database of ours. */
class Unsound extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Opens the one state file and holds it alone until closed or killed. Damaged files are kept under another name and a
 * fresh one is begun, with a notice. Rejects: `state.inUse` (another process has it), `state.newer` (written by a
 * later version; nothing is touched), `state.diskFull`.
 */
export async function openSqliteDatabase(options: {
  readonly file: string;
  readonly schema: DatabaseSchema;
  /** Milliseconds since the epoch, for the names of kept files. */
  readonly now?: () => number;
}): Promise<OpenedDatabase> {
  const { file, schema, now = Date.now } = options;
  const notices: DatabaseNotice[] = [];
  const had = existsSync(markerOf(file));
  const isThere = existsSync(file);
  if (had && !isThere) notices.push(noticeOf(file, 'vanished'));
  preparePrivateFile(file);
  let connection: DatabaseSync;
  try {
    connection = openChecked(file, schema, had && isThere);
  } catch (error) {
    if (!(error instanceof Unsound)) throw sqliteError(error);
    notices.push({ ...noticeOf(file, error.reason, putAside(file, now())) });
    preparePrivateFile(file);
    connection = openOrThrow(file, schema);
  }
  await migrate(connection, file, schema, now);
  // What statements note on the side is small; a full folder for temporary files is no reason not to write.
  connection.exec('PRAGMA temp_store = MEMORY');
  leaveMarker(file);
  const backUp = () => backUpDatabase({ connection, file, schema, nowMs: now() });
  return { db: wrapConnection(connection), notices, backUp };
}

function noticeOf(file: string, reason: string, keptAs?: string): DatabaseNotice {
  const newestBackup = backupNames(file)[0];
  return {
    code: 'state.damaged',
    facts: { file: basename(file), reason, ...(keptAs && { keptAs }), ...(newestBackup && { newestBackup }) },
  };
}

function openOrThrow(file: string, schema: DatabaseSchema): DatabaseSync {
  try {
    return openChecked(file, schema, false);
  } catch (error) {
    throw error instanceof Unsound ? new AppError('state.damaged', { cause: error }) : sqliteError(error);
  }
}

/** `mustHaveContent`: it was a database before, so an empty file is a loss and not a beginning. */
function openChecked(file: string, schema: DatabaseSchema, mustHaveContent: boolean): DatabaseSync {
  if (mustHaveContent && statSync(file).size === 0) throw new Unsound('empty');
  const connection = new DatabaseSync(file);
  try {
    takeAlone(connection, file);
    checkSound(connection, schema);
    return connection;
  } catch (error) {
    connection.close();
    const code = sqliteCode(error);
    throw code === 26 ? new Unsound('notADatabase') : code === 11 ? new Unsound('damaged') : error;
  }
}

/** The lock is the database's own, so it dies with the process; the second opener hears at once. */
function takeAlone(connection: DatabaseSync, file: string): void {
  connection.exec('PRAGMA busy_timeout = 500');
  connection.exec('PRAGMA locking_mode = EXCLUSIVE');
  connection.exec(`PRAGMA journal_mode = ${isOnNetwork(file) ? 'TRUNCATE' : 'WAL'}`);
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec('PRAGMA foreign_keys = ON');
  connection.exec('BEGIN EXCLUSIVE');
  connection.exec('COMMIT');
  connection.exec('PRAGMA busy_timeout = 5000');
}

const pragmaNumber = (connection: DatabaseSync, name: 'user_version' | 'application_id'): number =>
  Number(connection.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);

function checkSound(connection: DatabaseSync, schema: DatabaseSchema): void {
  const verdict = connection.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (verdict !== 'ok') throw new Unsound('damaged');
  const found = pragmaNumber(connection, 'user_version');
  const id = pragmaNumber(connection, 'application_id');
  const tables = Number(connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
  const isFresh = id === 0 && found === 0 && tables === 0;
  if (!isFresh && id !== schema.applicationId) throw new Unsound('otherApplication');
  const known = schema.migrations.length;
  if (found > known) throw new AppError('state.newer', { facts: { found, known } });
}

/** All steps in one transaction: after a crash the file has the old schema or the new one. */
async function migrate(
  connection: DatabaseSync,
  file: string,
  schema: DatabaseSchema,
  now: () => number,
): Promise<void> {
  const found = pragmaNumber(connection, 'user_version');
  if (found === schema.migrations.length) return;
  if (found > 0) await backUpDatabase({ connection, file, schema, nowMs: now() });
  try {
    connection.exec('BEGIN IMMEDIATE');
    for (const script of schema.migrations.slice(found)) connection.exec(script);
    connection.exec(`PRAGMA application_id = ${schema.applicationId}`);
    connection.exec(`PRAGMA user_version = ${schema.migrations.length}`);
    connection.exec('COMMIT');
  } catch (error) {
    connection.close();
    throw sqliteError(error);
  }
}

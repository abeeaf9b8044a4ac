import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { AppError } from '../contract/errors.ts';
import { backupNames, backupsOf, stamp } from './stateFiles.ts';

const keptBackups = 7;

/**
 * A verified copy of an open database in `backups/`; it gets its name only when it is sound. Older ones beyond seven go.
 */
export async function backUpDatabase(options: {
  readonly connection: DatabaseSync;
  readonly file: string;
  readonly schema: { readonly applicationId: number };
  readonly nowMs: number;
}): Promise<string> {
  const folder = backupsOf(options.file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, 'unfinished.db');
  rmSync(unfinished, { force: true });
  await backup(options.connection, unfinished);
  chmodSync(unfinished, 0o600);
  verify(unfinished, options.schema.applicationId);
  const finished = join(folder, `${basename(options.file, '.db')}-${stamp(options.nowMs)}.db`);
  renameSync(unfinished, finished);
  for (const name of backupNames(options.file).slice(keptBackups)) rmSync(join(folder, name));
  return finished;
}

/** Also turns the copy's write-ahead log off, so that a backup is one file. */
function verify(copy: string, applicationId: number): void {
  const connection = new DatabaseSync(copy);
  try {
    connection.exec('PRAGMA journal_mode = DELETE');
    const verdict = connection.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
    const id = connection.prepare('PRAGMA application_id').get()?.application_id;
    if (verdict !== 'ok' || id !== applicationId) {
      throw new AppError('state.damaged', { facts: { reason: 'backup', file: basename(copy) } });
    }
  } finally {
    connection.close();
  }
}

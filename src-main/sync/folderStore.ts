import type { Digest, RegistryId } from '../contract/ids.ts';
import type { FileStamp } from '../domain/completeness.ts';
import type { SqlRow } from '../ports/database.ts';
import type { FolderIdentity } from '../ports/files.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { number, numberOrNull, text, textOrNull } from './ledgerRow.ts';

export interface FolderRecord extends FolderIdentity {
  readonly root: string;
  /** When all of it was first read. */
  readonly scannedAt: string | null;
}

/** A file that was read whole and agrees with its name. */
export interface KnownFile extends FileStamp {
  readonly relativePath: string;
  /** sha256 of all of it. */
  readonly digest: Digest;
  readonly architecture: string | null;
  readonly builtAt: string | null;
}

/** Rows that are read together. */
const pageRows = 2_000;

/** `…@<md5>.sif`; the file agrees with it, or it would not be known. */
const md5InName = (relativePath: string): string => relativePath.slice(-'.sif'.length - 32, -'.sif'.length);

const fileFromRow = (row: SqlRow): KnownFile => ({
  relativePath: text(row, 'relative_path'),
  device: number(row, 'device'),
  inode: number(row, 'inode'),
  sizeBytes: number(row, 'size_bytes'),
  modifiedAtMs: number(row, 'modified_at_ms'),
  changedAtMs: numberOrNull(row, 'changed_at_ms'),
  digest: text(row, 'digest') as Digest,
  architecture: textOrNull(row, 'architecture'),
  builtAt: textOrNull(row, 'built_at'),
});

export type FolderStore = ReturnType<typeof createFolderStore>;

/** What the ledger knows of image folders, so that a restart hashes nothing twice. */
export function createFolderStore(db: LedgerDatabase) {
  const saveFile = (id: RegistryId, file: KnownFile, checkedAt: string): void => {
    db.run(
      `INSERT OR REPLACE INTO image_file (registry_id, relative_path, device, inode, size_bytes, modified_at_ms,
         changed_at_ms, md5, sha256, architecture, built_at, checked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      file.relativePath,
      file.device,
      file.inode,
      file.sizeBytes,
      file.modifiedAtMs,
      file.changedAtMs,
      md5InName(file.relativePath),
      file.digest.slice('sha256:'.length),
      file.architecture,
      file.builtAt,
      checkedAt,
    );
  };

  return {
    folder(id: RegistryId): FolderRecord | null {
      const row = db.get('SELECT * FROM folder WHERE registry_id = ?', id);
      if (row === undefined) return null;
      const [device, inode] = [number(row, 'device'), number(row, 'inode')];
      return { root: text(row, 'root'), device, inode, scannedAt: textOrNull(row, 'scanned_at') };
    },
    saveFolder(id: RegistryId, folder: FolderRecord): void {
      db.run(
        `INSERT INTO folder (registry_id, root, device, inode, scanned_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (registry_id) DO UPDATE SET root = excluded.root, device = excluded.device,
           inode = excluded.inode, scanned_at = excluded.scanned_at`,
        id,
        folder.root,
        folder.device,
        folder.inode,
        folder.scannedAt,
      );
    },
    /** The system gave the device another number; what lies on it is the same. */
    renumber(id: RegistryId, from: FolderIdentity, to: FolderIdentity): void {
      db.transaction(() => {
        db.run('UPDATE folder SET device = ?, inode = ? WHERE registry_id = ?', to.device, to.inode, id);
        const sql = 'UPDATE image_file SET device = ? WHERE registry_id = ? AND device = ?';
        db.run(sql, to.device, id, from.device);
      });
    },
    /** In the order of their paths; not held all at once. */
    *files(id: RegistryId): Generator<KnownFile> {
      db.settle();
      for (let after = ''; ; ) {
        const sql = `SELECT *, 'sha256:' || sha256 AS digest FROM image_file
          WHERE registry_id = ? AND relative_path > ? ORDER BY relative_path LIMIT ${pageRows}`;
        const rows = db.all(sql, id, after);
        for (const row of rows) yield fileFromRow(row);
        const last = rows.at(-1);
        if (last === undefined || rows.length < pageRows) return;
        after = text(last, 'relative_path');
      }
    },
    /** Null stands for a file that is gone. */
    saveFiles(id: RegistryId, files: ReadonlyMap<string, KnownFile | null>, checkedAt: string): void {
      const changes = [...files];
      db.later(() => {
        for (const [path, file] of changes) {
          if (file === null) db.run('DELETE FROM image_file WHERE registry_id = ? AND relative_path = ?', id, path);
          else saveFile(id, file, checkedAt);
        }
      });
    },
    forgetFolder(id: RegistryId): void {
      db.transaction(() => {
        db.run('DELETE FROM image_file WHERE registry_id = ?', id);
        db.run('DELETE FROM folder WHERE registry_id = ?', id);
      });
    },
  };
}

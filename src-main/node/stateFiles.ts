import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Beside the database from its first success on: tells a first run from a database that vanished. */
export const markerOf = (file: string): string => join(dirname(file), `.${basename(file)}.exists`);

export const backupsOf = (file: string): string => join(dirname(file), 'backups');

const backupName = /^(?<stem>.+)-\d{8}T\d{6}Z\.db$/;

/** `20260301T120000Z`: sorts by time and is a file name everywhere. */
export const stamp = (nowMs: number): string => `${new Date(nowMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Newest first. */
export function backupNames(file: string): readonly string[] {
  const folder = backupsOf(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => backupName.test(name))
    .sort()
    .reverse();
}

/** A folder and a file only this user reads. SQLite gives its side files the mode of the database. */
export function preparePrivateFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

export const leaveMarker = (file: string): void => writeFileSync(markerOf(file), '', { mode: 0o600 });

/** Moves a database and its side files out of the way, whole, under a name that says when; answers the new name. */
export function putAside(file: string, nowMs: number): string {
  let kept = `${file}.corrupt-${stamp(nowMs)}`;
  for (let count = 2; existsSync(kept); count += 1) kept = `${file}.corrupt-${stamp(nowMs)}-${count}`;
  for (const side of ['-wal', '-shm', '-journal']) if (existsSync(file + side)) renameSync(file + side, kept + side);
  renameSync(file, kept);
  return basename(kept);
}

/** `statfs` types of file systems whose locks and shared memory are not to be trusted: NFS, SMB, CIFS, AFS, Ceph, FUSE (sshfs). */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x5346414f, 0x00c36400, 0x65735546,
]);

export const isOnNetwork = (file: string): boolean => networkTypes.has(statfsSync(dirname(file)).type);

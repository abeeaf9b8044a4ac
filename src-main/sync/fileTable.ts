import type { Digest } from '../contract/ids.ts';
import type { FileStamp } from '../domain/completeness.ts';
import { createTextPool } from '../domain/textPool.ts';
import type { KnownFile } from './folderStore.ts';

const numbersOfFile = 5;
const pageFiles = 1024;

/**
 * Known files of one folder by their paths, those that are ready marked. In columns: as objects a hundred thousand of
 * them take twice the room, and the collector of garbage goes through each.
 */
export function createFileTable() {
  const rows = new Map<string, number>();
  /** The very texts of `rows`: who asks by an equal one is not made to hold that too. */
  const paths: string[] = [];
  const digests: Digest[] = [];
  const architectures: (string | null)[] = [];
  const builtAts: (string | null)[] = [];
  /** Device, inode, size, mtime and ctime (NaN: not known), in pages, so that growing copies nothing. */
  const pages: Float64Array[] = [];
  const ready: Uint8Array[] = [];
  const free: number[] = [];
  const { held } = createTextPool();
  let readyFiles = 0;

  const numberAt = (row: number, column: number): number =>
    pages[Math.floor(row / pageFiles)]?.[(row % pageFiles) * numbersOfFile + column] ?? Number.NaN;

  const stampAt = (row: number): FileStamp => {
    const changedAtMs = numberAt(row, 4);
    return {
      device: numberAt(row, 0),
      inode: numberAt(row, 1),
      sizeBytes: numberAt(row, 2),
      modifiedAtMs: numberAt(row, 3),
      changedAtMs: Number.isNaN(changedAtMs) ? null : changedAtMs,
    };
  };

  const write = (row: number, file: KnownFile): void => {
    const at = Math.floor(row / pageFiles);
    const page = pages[at] ?? new Float64Array(pageFiles * numbersOfFile);
    pages[at] = page;
    ready[at] ??= new Uint8Array(pageFiles);
    const { device, inode, sizeBytes, modifiedAtMs, changedAtMs } = file;
    const numbers = [device, inode, sizeBytes, modifiedAtMs, changedAtMs ?? Number.NaN];
    page.set(numbers, (row % pageFiles) * numbersOfFile);
    digests[row] = file.digest;
    architectures[row] = file.architecture === null ? null : held(file.architecture);
    builtAts[row] = file.builtAt === null ? null : held(file.builtAt);
  };

  const isReadyAt = (row: number): boolean => ready[Math.floor(row / pageFiles)]?.[row % pageFiles] === 1;

  /** True when that is news. */
  const mark = (row: number, isNow: boolean): boolean => {
    const page = ready[Math.floor(row / pageFiles)];
    if (page === undefined || isReadyAt(row) === isNow) return false;
    page[row % pageFiles] = isNow ? 1 : 0;
    readyFiles += isNow ? 1 : -1;
    return true;
  };

  return {
    has: (path: string): boolean => rows.has(path),
    stampOf(path: string): FileStamp | null {
      const row = rows.get(path);
      return row === undefined ? null : stampAt(row);
    },
    get(path: string): KnownFile | null {
      const row = rows.get(path);
      const digest = row === undefined ? undefined : digests[row];
      if (row === undefined || digest === undefined) return null;
      const { device, inode, sizeBytes, modifiedAtMs, changedAtMs } = stampAt(row);
      return {
        relativePath: paths[row] ?? path,
        device,
        inode,
        sizeBytes,
        modifiedAtMs,
        changedAtMs,
        digest,
        architecture: architectures[row] ?? null,
        builtAt: builtAts[row] ?? null,
      };
    },
    /** Whether it is ready stays as it was. */
    put(file: KnownFile): void {
      const known = rows.get(file.relativePath);
      const row = known ?? free.pop() ?? rows.size;
      write(row, file);
      if (known !== undefined) return;
      rows.set(file.relativePath, row);
      paths[row] = file.relativePath;
    },
    isReady(path: string): boolean {
      const row = rows.get(path);
      return row !== undefined && isReadyAt(row);
    },
    /** True when that is news. */
    setReady(path: string, isNow: boolean): boolean {
      const row = rows.get(path);
      return row !== undefined && mark(row, isNow);
    },
    delete(path: string): boolean {
      const row = rows.get(path);
      if (row === undefined) return false;
      mark(row, false);
      rows.delete(path);
      paths[row] = '';
      free.push(row);
      return true;
    },
    paths: (): Iterable<string> => rows.keys(),
    readyFiles: (): number => readyFiles,
  };
}

import { join } from 'node:path';
import type { FoundFile, ScannedFile, ScannedFolder, ScanOptions } from '../ports/files.ts';
import type { Stamp } from './fileThread.ts';
import type { FileThreads } from './fileThreads.ts';
import { fileError } from './insideRoot.ts';

/** Folders that are listed together: one message for them all, and little enough to hold. */
const foldersAtOnce = 16;
const numbersOfStamp = 6;

export const foundFrom = (
  relativePath: string,
  [, device, inode, sizeBytes, modifiedAtMs, changedAtMs]: Stamp,
): FoundFile => ({ relativePath, sizeBytes, modifiedAtMs, changedAtMs, device, inode });

/** The n-th of many stamps; null when it is not of a plain file. */
export function foundAt(relativePath: string, numbers: Float64Array, at: number): FoundFile | null {
  const [isFile = 0, device = 0, inode = 0, size = 0, modifiedAtMs = 0, changedAtMs = 0] = numbers.subarray(
    at * numbersOfStamp,
    (at + 1) * numbersOfStamp,
  );
  return isFile === 1 ? foundFrom(relativePath, [1, device, inode, size, modifiedAtMs, changedAtMs]) : null;
}

/** Files of one folder with what is to be known of them; those that vanished meanwhile are left out. */
async function lookAtFiles(
  threads: FileThreads,
  root: string,
  paths: readonly string[],
  isKnown: (path: string) => boolean,
  onUnreadable: (path: string) => void,
): Promise<readonly ScannedFile[]> {
  const known = paths.filter(isKnown);
  const byName = paths.filter((path) => !isKnown(path)).map((relativePath) => ({ relativePath, found: null }));
  if (known.length === 0) return byName;
  const { numbers, codes } = await threads.ask('stamps', { root, paths: known });
  for (const [at, code] of codes) {
    const path = known[at] ?? '';
    if (fileError({ code }, 'image.noFile', { path }).code === 'folder.unreadable') onUnreadable(path);
  }
  const seen = known.flatMap((relativePath, at) => {
    const found = foundAt(relativePath, numbers, at);
    return found ? [{ relativePath, found }] : [];
  });
  return [...seen, ...byName];
}

/** Folders wait on a list, not on the call stack: depth costs nothing. A folder that vanished meanwhile is passed over. */
export async function* scanFolder(
  threads: FileThreads,
  root: string,
  onUnreadable: (relativePath: string) => void,
  signal?: AbortSignal,
  { below: start = '', onFolder, isWanted = () => true, isKnown = () => true }: ScanOptions = {},
): AsyncGenerator<ScannedFolder> {
  const waiting = [start];
  while (waiting.length > 0) {
    const folders = waiting.splice(-foldersAtOnce).toReversed();
    const named = folders.filter((folder) => onFolder?.(folder) !== false);
    const listings = await threads.ask('list', { paths: named.map((folder) => join(root, folder)) });
    const next: string[] = [];
    for (const [at, listing] of listings.entries()) {
      signal?.throwIfAborted();
      const folder = named[at] ?? '';
      if ('failed' in listing) {
        const error = fileError({ code: listing.failed }, 'folder.missing', { path: folder === '' ? root : folder });
        if (folder === '') throw error;
        if (error.code === 'folder.unreadable') onUnreadable(folder);
        continue;
      }
      const below = (name: string) => (folder === '' ? name : `${folder}/${name}`);
      const paths = listing.files.map(below).filter(isWanted);
      const files = await lookAtFiles(threads, root, paths, isKnown, onUnreadable);
      next.push(...listing.folders.map(below));
      yield { files, changedAtMs: listing.changedAtMs };
    }
    waiting.push(...next.toReversed());
  }
}

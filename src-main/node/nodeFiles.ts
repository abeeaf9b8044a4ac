import type { Dirent } from 'node:fs';
import { type FileHandle, lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { Files, FoundFile } from '../ports/files.ts';
import { createDigestWorker } from './digestWorker.ts';
import { fileError, openWithStats, statInside } from './insideRoot.ts';

/** Files of one folder that are looked at together: enough to keep the thread pool busy, few enough to stay small. */
const statBatch = 64;

interface Stats {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly dev: number;
  readonly ino: number;
}

const found = (relativePath: string, stats: Stats): FoundFile => ({
  relativePath,
  sizeBytes: stats.size,
  modifiedAtMs: stats.mtimeMs,
  changedAtMs: stats.ctimeMs,
  device: stats.dev,
  inode: stats.ino,
});

async function readFrom(handle: FileHandle, path: string, offset: number, length: number): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } catch (error) {
    throw fileError(error, 'image.noFile', { path });
  }
}

/** The files port on the local disk. `close` ends the hashing thread. */
export function createNodeFiles(): Files & { close(): Promise<void> } {
  const worker = createDigestWorker();
  return {
    async identity(root) {
      try {
        const stats = await stat(root);
        if (!stats.isDirectory()) throw new AppError('folder.missing', { facts: { path: root } });
        return { device: stats.dev, inode: stats.ino };
      } catch (error) {
        throw fileError(error, 'folder.missing', { path: root });
      }
    },
    scan: scanFolder,
    async stat(root, relativePath) {
      return found(relativePath, await statInside(root, relativePath));
    },
    peek: (root, relativePath) => lookAt(root, relativePath, () => undefined),
    async read(root, relativePath, offset, length) {
      const { handle } = await openWithStats(root, relativePath);
      try {
        return await readFrom(handle, relativePath, offset, length);
      } finally {
        await handle.close();
      }
    },
    async open(root, relativePath) {
      const { handle, stats } = await openWithStats(root, relativePath);
      return {
        found: found(relativePath, stats),
        read: (offset, length) => readFrom(handle, relativePath, offset, length),
        digest: (signal) => worker.digest(handle.fd, stats.size, signal),
        again: () => lookAt(root, relativePath, () => undefined),
        close: () => handle.close(),
      };
    },
    close: () => worker.close(),
  };
}

/** Folders wait on a list, not on the call stack: depth costs nothing. A folder that vanished meanwhile is passed over. */
async function* scanFolder(
  root: string,
  onUnreadable: (relativePath: string) => void,
  signal?: AbortSignal,
  { below: start = '', onFolder }: { readonly below?: string; readonly onFolder?: (path: string) => void } = {},
): AsyncGenerator<FoundFile> {
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let names: readonly Dirent[];
    onFolder?.(folder);
    try {
      names = await entriesOf(join(root, folder), signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (folder === '') throw fileError(error, 'folder.missing', { path: root });
      if (fileError(error, 'folder.missing', { path: folder }).code === 'folder.unreadable') onUnreadable(folder);
      continue;
    }
    const below = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    for (const entry of names.toReversed()) if (entry.isDirectory()) folders.push(below(entry.name));
    const files = names.filter((entry) => entry.isFile()).map((entry) => below(entry.name));
    for (let start = 0; start < files.length; start += statBatch) {
      signal?.throwIfAborted();
      const batch = files.slice(start, start + statBatch);
      for (const file of await Promise.all(batch.map((path) => lookAt(root, path, onUnreadable)))) if (file) yield file;
    }
  }
}

async function entriesOf(path: string, signal: AbortSignal | undefined): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(path, { bufferSize: 256 })) {
    signal?.throwIfAborted();
    entries.push(entry);
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function lookAt(
  root: string,
  relativePath: string,
  onUnreadable: (relativePath: string) => void,
): Promise<FoundFile | null> {
  try {
    const stats = await lstat(join(root, relativePath));
    return stats.isFile() ? found(relativePath, stats) : null;
  } catch (error) {
    const failure = fileError(error, 'image.noFile', { path: relativePath });
    if (failure.code === 'folder.unreadable') onUnreadable(relativePath);
    return null;
  }
}

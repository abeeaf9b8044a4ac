import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

/** A path that leads out of its endpoint, for example through a symbolic link. */
export class OutsideEndpointError extends Error {
  readonly code = 'OUTSIDE_ENDPOINT';
}

export type FileRoot = ReturnType<typeof createFileRoot>;

/** Turns names below an endpoint's folder into paths on disk, and refuses those that links lead elsewhere. */
export function createFileRoot(root: string) {
  const checkedFolders = new Map<string, Promise<void>>();
  let realRoot: Promise<string> | undefined;

  async function check(folder: string): Promise<void> {
    realRoot ??= realpath(root);
    const inside = await realRoot;
    const real = await realpath(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && folder !== root) return null;
      throw error;
    });
    if (real === null) return ensureInside(path.dirname(folder));
    if (real !== inside && !real.startsWith(`${inside}${path.sep}`))
      throw new OutsideEndpointError('The path leaves the endpoint');
  }

  function ensureInside(folder: string): Promise<void> {
    const known = checkedFolders.get(folder);
    if (known) return known;
    const checking = check(folder);
    checkedFolders.set(folder, checking);
    return checking;
  }

  return {
    root,
    /** The path of an entry; only its parents are checked, so open it without following links. */
    async entry(segments: readonly string[]): Promise<string> {
      const target = path.join(root, ...segments);
      await ensureInside(segments.length === 0 ? root : path.dirname(target));
      return target;
    },
    /** The path of a folder whose entries are to be read. */
    async folder(segments: readonly string[]): Promise<string> {
      const target = path.join(root, ...segments);
      await ensureInside(target);
      return target;
    },
  };
}

/** Makes folders with their parents, each once, whoever needs it first. */
export function createFolderMaker(root: FileRoot) {
  const made = new Map<string, Promise<unknown>>();
  return async (segments: readonly string[]): Promise<void> => {
    const folder = await root.entry(segments);
    const making = made.get(folder) ?? mkdir(folder, { recursive: true });
    made.set(folder, making);
    // A failure is not remembered: the next try makes the folder anew.
    await making.catch((error: unknown) => {
      made.delete(folder);
      throw error;
    });
  };
}

export interface FolderEntry {
  readonly name: string;
  readonly stats: Stats;
}

/** Entries in flight at once while a large folder is read. */
const batchSize = 64;

/** Entries of a folder with their own (not the link target's) facts, sorted by name. Entries that vanish are left out. */
export async function readFolder(folder: string): Promise<FolderEntry[]> {
  const names = (await readdir(folder)).sort();
  const entries: FolderEntry[] = [];
  for (let start = 0; start < names.length; start += batchSize) {
    const batch = names.slice(start, start + batchSize).map(async (name) => {
      const stats = await lstat(path.join(folder, name)).catch(() => null);
      return stats && { name, stats };
    });
    for (const entry of await Promise.all(batch)) if (entry) entries.push(entry);
  }
  return entries;
}

/** Bytes of all plain files below a folder. */
export async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop())
    for (const { name, stats } of await readFolder(next)) {
      if (stats.isDirectory()) folders.push(path.join(next, name));
      else if (stats.isFile()) bytes += stats.size;
    }
  return bytes;
}

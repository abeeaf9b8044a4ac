import { lstat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { AppError } from '../contract/errors.ts';
import type { FolderWatcher } from '../ports/folderWatcher.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** System codes for "no more watches" (inotify watches; inotify instances or descriptors). */
const limits: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

const watchProblem = (error: unknown): AppError => {
  const code = codeOf(error);
  const facts = { reason: code };
  return new AppError(limits.has(code) ? 'folder.watchLimit' : 'folder.unreadable', { cause: error, facts });
};

/** Folders whose watches are begun side by side: chokidar lists each, and all at once would fill the memory. */
const beginAtOnce = 8;
/** File systems stamp folders by a clock that may be this coarse. */
const stampGrainMs = 20;

/**
 * Hints by chokidar, one watch for each folder and none for files: what the system tells of a folder names its files
 * (chokidar's `raw`), so a hundred thousand of them take no room here. A file is hinted as soon as it changes (whether
 * it is whole is read from the file itself); what was there before is left to the scan, which names the folders.
 */
export function createChokidarWatcher(): FolderWatcher {
  return {
    watch(root, on) {
      const watchers = new Map<string, FSWatcher>();
      const waiting: { path: string; namedAtMs: number }[] = [];
      let beginning = 0;
      let isListed = false;
      let isReady = false;
      let isClosed = false;

      const pathOf = (absolute: string): string => relative(root, absolute).split(sep).join('/');

      const settle = (): void => {
        if (isReady || isClosed || !isListed || waiting.length > 0 || beginning > 0) return;
        isReady = true;
        on.ready();
      };

      const forget = (path: string): void => {
        for (const [known, watcher] of watchers) {
          if (known !== path && !known.startsWith(`${path}/`)) continue;
          watchers.delete(known);
          void watcher.close();
        }
      };

      /** What came into it between the scan's list and now was told by nobody. */
      const checkNews = async (path: string, namedAtMs: number): Promise<void> => {
        try {
          const { mtimeMs } = await lstat(join(root, path));
          if (!isClosed && mtimeMs >= namedAtMs - stampGrainMs) on.folder(path);
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') on.problem(watchProblem(error));
        }
      };

      const begin = (path: string, namedAtMs: number): void => {
        beginning += 1;
        const folder = path === '' ? root : join(root, path);
        const watcher = watch(folder, {
          ignoreInitial: true,
          followSymlinks: false,
          atomic: false,
          depth: 0,
          ignored: (candidate, stats) => candidate !== folder && stats !== undefined && !stats.isDirectory(),
        });
        watchers.set(path, watcher);
        let isBegun = false;
        const begun = (): void => {
          if (isBegun) return;
          isBegun = true;
          beginning -= 1;
          next();
        };
        watcher.on('raw', (_event, name, details) => {
          const within = typeof details === 'object' && details !== null && 'watchedPath' in details;
          if (typeof name === 'string' && within && details.watchedPath === folder) on.hint(pathOf(join(folder, name)));
        });
        watcher.on('addDir', (absolute) => {
          if (absolute !== folder) on.folder(pathOf(absolute));
        });
        watcher.on('unlinkDir', (absolute) => {
          if (absolute === folder && path === '') on.hint('');
          else forget(pathOf(absolute));
        });
        watcher.on('error', (error) => {
          on.problem(watchProblem(error));
          begun();
        });
        watcher.on('ready', () => {
          begun();
          void checkNews(path, namedAtMs);
        });
      };

      const next = (): void => {
        while (!isClosed && beginning < beginAtOnce) {
          const first = waiting.shift();
          if (first === undefined) break;
          if (!watchers.has(first.path)) begin(first.path, first.namedAtMs);
        }
        settle();
      };

      return {
        folder(path) {
          if (isClosed || watchers.has(path)) return;
          waiting.push({ path, namedAtMs: Date.now() });
          next();
        },
        listed() {
          isListed = true;
          settle();
        },
        async close() {
          isClosed = true;
          waiting.length = 0;
          await Promise.all([...watchers.values()].map((watcher) => watcher.close()));
          watchers.clear();
        },
      };
    },
  };
}

import { existsSync, watch as watchFolderNames } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
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

/** File systems stamp folders by a clock that may be this coarse. */
const stampGrainMs = 20;
/** Images are told by their names alone; anything else that appears may be a folder. */
const isFileName = (name: string): boolean => name.endsWith('.sif');

/**
 * Hints from two sources. chokidar watches the root: that it is there, and which folders of collections come, go or are
 * replaced. Below them the system itself names what changed in a folder (chokidar would list the folder at each event).
 * Neither holds anything for a file, so a hundred thousand of them take no room here. A file is hinted as soon as it
 * changes (whether it is whole is read from the file itself); what was there before is left to the scan, which names
 * each folder before it lists it.
 */
export function createChokidarWatcher(): FolderWatcher {
  return {
    watch(root, on) {
      const folders = new Map<string, FolderNames>();
      let structure: Structure | null = null;
      let isStructureReady = false;
      let isListed = false;
      let isReady = false;
      let isClosed = false;

      const settle = (): void => {
        if (isReady || isClosed || !isListed || !isStructureReady) return;
        isReady = true;
        on.ready();
      };

      const problem = (error: unknown): void => {
        if (!isClosed) on.problem(watchProblem(error));
      };

      const forget = (path: string): void => {
        for (const [known, watcher] of folders) {
          if (known !== path && !known.startsWith(`${path}/`)) continue;
          folders.delete(known);
          watcher.close();
        }
      };

      /** A folder, or one in another's place; or it is gone. */
      const lookAt = async (path: string): Promise<void> => {
        try {
          const isFolder = (await lstat(join(root, path))).isDirectory();
          if (isClosed) return;
          forget(path);
          if (isFolder) on.folder(path);
        } catch (error) {
          if (codeOf(error) === 'ENOENT') forget(path);
          else problem(error);
        }
      };

      /** What came into the root between the scan's list and now was told by nobody. */
      const checkNews = async (namedAtMs: number): Promise<void> => {
        try {
          const { mtimeMs } = await lstat(root);
          if (!isClosed && mtimeMs >= namedAtMs - stampGrainMs) on.folder('');
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') problem(error);
        }
      };

      const watchRoot = (): void => {
        const namedAtMs = Date.now();
        structure = watchStructure(root, {
          came: (path) => {
            forget(path);
            on.folder(path);
          },
          went: (path) => (path === '' ? on.hint('') : forget(path)),
          file: on.hint,
          ready: () => {
            isStructureReady = true;
            void checkNews(namedAtMs);
            settle();
          },
          problem: (error) => {
            problem(error);
            isStructureReady = true;
            settle();
          },
        });
      };

      const watchFolder = (path: string): void => {
        try {
          const its = watchNames(join(root, path), {
            named: (event, name) => {
              if (isClosed) return;
              const child = `${path}/${name}`;
              on.hint(child);
              if (event === 'rename' && !isFileName(name)) void lookAt(child);
            },
            unnamed: () => on.folder(path),
            failed: (error) => {
              folders.delete(path);
              // A removed folder may end its watch with an error (on Windows: EPERM).
              if (existsSync(join(root, path))) problem(error);
            },
          });
          folders.set(path, its);
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') problem(error);
        }
      };

      return {
        folder(path) {
          if (isClosed) return;
          if (path === '') structure ?? watchRoot();
          else if (!folders.has(path)) watchFolder(path);
        },
        listed() {
          isListed = true;
          settle();
        },
        async close() {
          isClosed = true;
          for (const watcher of folders.values()) watcher.close();
          folders.clear();
          await structure?.close();
        },
      };
    },
  };
}

interface Structure {
  close(): Promise<void>;
}

/** The folders of a root as chokidar sees them come and go; images are not even looked at. */
function watchStructure(
  root: string,
  on: {
    readonly came: (path: string) => void;
    readonly went: (path: string) => void;
    readonly file: (path: string) => void;
    readonly ready: () => void;
    readonly problem: (error: unknown) => void;
  },
): Structure {
  const pathOf = (absolute: string): string => relative(root, absolute).split(sep).join('/');
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    depth: 0,
    ignored: (path, stats) => path !== root && (stats === undefined ? isFileName(path) : !stats.isDirectory()),
  });
  watcher.on('raw', (_event, name, details) => {
    // On Windows chokidar watches the folder above too.
    const isOurs = typeof details === 'object' && details !== null && 'watchedPath' in details;
    if (typeof name !== 'string' || !isOurs || details.watchedPath !== root) return;
    // A folder that is renamed or removed is told by its own name, within itself.
    if (name === basename(root)) on.went('');
    else on.file(name);
  });
  watcher.on('addDir', (path) => path !== root && on.came(pathOf(path)));
  watcher.on('unlinkDir', (path) => on.went(pathOf(path)));
  watcher.on('error', on.problem);
  watcher.on('ready', on.ready);
  return watcher;
}

interface FolderNames {
  close(): void;
}

/** The system's own names of what changed in one folder. Throws when it cannot be watched. */
function watchNames(
  folder: string,
  on: {
    readonly named: (event: string, name: string) => void;
    readonly unnamed: () => void;
    readonly failed: (error: unknown) => void;
  },
): FolderNames {
  const watcher = watchFolderNames(folder, (event, name) => (name === null ? on.unnamed() : on.named(event, name)));
  watcher.on('error', (error) => {
    watcher.close();
    on.failed(error);
  });
  return watcher;
}

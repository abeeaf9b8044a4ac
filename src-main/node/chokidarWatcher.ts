import { relative, sep } from 'node:path';
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

/**
 * Hints by chokidar. Symlinks are not followed; a file is hinted as soon as it changes (whether it is whole is read
 * from the file itself); what was there before is left to the first scan.
 */
export function createChokidarWatcher(): FolderWatcher {
  return {
    watch(root, on) {
      const watcher = watch(root, { ignoreInitial: true, followSymlinks: false, atomic: false });
      const hint = (path: string): void => on.hint(relative(root, path).split(sep).join('/'));
      watcher.on('add', hint).on('change', hint).on('unlink', hint).on('addDir', hint).on('unlinkDir', hint);
      watcher.on('ready', on.ready);
      watcher.on('error', (error) => on.problem(watchProblem(error)));
      return { close: () => watcher.close() };
    },
  };
}

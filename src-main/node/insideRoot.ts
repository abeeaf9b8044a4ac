import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError, type AppErrorCode } from '../contract/errors.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** A failed system call, or one of a file thread's, in the app's words; `missing` is what "not there" means for the caller. */
export function fileError(error: unknown, missing: AppErrorCode, facts: { path: string }): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError(missing, { cause: error, facts });
  if (code === 'NOFILE') return new AppError('image.noFile', { cause: error, facts });
  if (code === 'SWAPPED') return new AppError('image.changedWhileRead', { cause: error, facts });
  if (code === 'ELOOP') return new AppError('path.escapes', { cause: error, facts });
  return new AppError('folder.unreadable', { cause: error, facts: { ...facts, reason: code } });
}

/** The path as the system wants it; `path.escapes` for whatever is not plainly below the root. */
export function pathInside(root: string, relativePath: string): string {
  const segments = relativePath.split('/');
  const isPlain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const leaves = relativePath.includes('\0') || (sep === '\\' && /[\\:]/.test(relativePath));
  if (!isPlain || leaves) throw new AppError('path.escapes', { facts: { path: relativePath.slice(0, 200) } });
  return join(root, ...segments);
}

/** Where an open file really lies; the kernel's own answer where it gives one, so that no swap can come between. */
async function realPathOf(handle: FileHandle, path: string): Promise<string> {
  if (process.platform === 'linux') return realpath(`/proc/self/fd/${handle.fd}`);
  const [there, opened] = await Promise.all([stat(path), handle.stat()]);
  if (there.ino !== opened.ino || there.dev !== opened.dev) throw new AppError('image.changedWhileRead');
  return realpath(path);
}

/**
 * Opens a plain file below the root for reading. No symlink is followed, neither as the file nor on the way to it
 * (the root itself may be one). O_NONBLOCK keeps a pipe with no writer from holding the open call for ever.
 */
export async function openWithStats(
  root: string,
  relativePath: string,
): Promise<{ readonly handle: FileHandle; readonly stats: Stats }> {
  const path = pathInside(root, relativePath);
  const facts = { path: relativePath.slice(0, 200) };
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) throw new AppError('image.noFile', { facts });
    const expected = join(await realpath(root), ...relativePath.split('/'));
    if ((await realPathOf(handle, path)) !== expected) throw new AppError('path.escapes', { facts });
    return { handle, stats };
  } catch (error) {
    await handle?.close();
    throw fileError(error, 'image.noFile', facts);
  }
}

/** `lstat` of a plain file below the root whose folders are real folders. */
export async function statInside(root: string, relativePath: string) {
  const path = pathInside(root, relativePath);
  const facts = { path: relativePath.slice(0, 200) };
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) throw new AppError('path.escapes', { facts });
    if (!found.isFile()) throw new AppError('image.noFile', { facts });
    const expected = join(await realpath(root), ...relativePath.split('/'));
    if ((await realpath(path)) !== expected) throw new AppError('path.escapes', { facts });
    return found;
  } catch (error) {
    throw fileError(error, 'image.noFile', facts);
  }
}

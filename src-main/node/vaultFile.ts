import { randomBytes } from 'node:crypto';
import { chmod, type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../contract/errors.ts';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** The file's bytes, or null when there is none. Rejects with `vault.unavailable`. */
export async function readVaultFile(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new AppError('vault.unavailable', { cause: error });
  }
}

/** A short write is not an error to the system, so the rest is written until nothing is left. */
async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.byteLength - offset);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    offset += bytesWritten;
  }
  await file.sync();
  const { size } = await file.stat();
  if (size !== bytes.byteLength) throw Object.assign(new Error('the file is shorter than written'), { code: 'EIO' });
}

/** Makes a rename durable. Windows has no such call for folders. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function prepareFolder(path: string): Promise<void> {
  const dir = dirname(path);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // The folder may be older than this rule, or made under a generous umask.
  await chmod(dir, 0o700);
  const left = (await readdir(dir)).filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.tmp'));
  for (const name of left) await rm(join(dir, name), { force: true });
}

/**
 * All or nothing: temporary file beside it (0600), whole write, fsync, length check, rename, fsync of the folder.
 * Rejects with `state.diskFull` or `vault.unavailable`; the former content stays then.
 */
export async function writeVaultFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await prepareFolder(path);
    const file = await open(temporary, 'wx', 0o600);
    try {
      await writeWhole(file, bytes);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOSPC' || code === 'EDQUOT' ? 'state.diskFull' : 'vault.unavailable', {
      cause: error,
    });
  }
}

/** Keeps a file that cannot be read, under a name that tells when; answers that name, null when it is gone. */
export async function putVaultFileAside(path: string): Promise<string | null> {
  const kept = `${path}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    await rename(path, kept);
    return basename(kept);
  } catch (error) {
    if (!isMissing(error)) throw new AppError('vault.unavailable', { cause: error });
    return null;
  }
}

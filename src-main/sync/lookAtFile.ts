import { AppError } from '../contract/errors.ts';
import { type FileStamp, isSameStamp } from '../domain/completeness.ts';
import { isImageFileName, parseImageFileName } from '../domain/imagePath.ts';
import type { Files, FoundFile, OpenedFile } from '../ports/files.ts';
import { readSif } from '../sif/readSif.ts';
import { architectureOf } from '../sif/summarizeSif.ts';
import type { KnownFile } from './folderStore.ts';

/** Whether a path below the image root is one of an image; uploads in progress, logos and listings are not. One whose names cannot be used is looked at to be told. */
export function isImagePath(relativePath: string): boolean {
  const name = parseImageFileName(relativePath);
  if (name === null) return isImageFileName(relativePath);
  return !name.containerCollection.startsWith('.') && !/^dummy-/i.test(name.tag);
}

export const stampOf = ({ device, inode, sizeBytes, modifiedAtMs, changedAtMs }: FileStamp): FileStamp => ({
  device,
  inode,
  sizeBytes,
  modifiedAtMs,
  changedAtMs,
});

/**
 * Reads a file whole and answers what is known of it then. Rejects: `image.incomplete`, `image.notSif`,
 * `image.corrupt` (by its own header), `image.changedWhileRead`, `image.digestMismatch` (its name says another md5),
 * `image.noFile`, or what reading it rejects with. Nothing about time is assumed: a file is ready when its header says
 * it is whole, nobody touched it while it was hashed, and its name agrees with its bytes.
 */
export async function lookAtFile(
  files: Files,
  root: string,
  relativePath: string,
  signal: AbortSignal,
  /** Told what was opened; false ends the look, with null as its answer. */
  isNews: (found: FoundFile) => boolean,
): Promise<KnownFile | null> {
  const file = await files.open(root, relativePath);
  try {
    return isNews(file.found) ? await lookAtOpen(file, signal) : null;
  } finally {
    await file.close();
  }
}

async function lookAtOpen(file: OpenedFile, signal: AbortSignal): Promise<KnownFile> {
  const { relativePath, sizeBytes } = file.found;
  const name = parseImageFileName(relativePath);
  if (name === null) throw new AppError('image.nameUnusable');
  const sif = await readSif({ sizeBytes, read: file.read });
  // A builder writes the descriptors last: a header alone is a file that has only begun.
  if (sif.objects.length === 0) throw new AppError('image.incomplete', { facts: { sizeBytes } });
  const digests = await file.digest(signal);
  const after = await file.again();
  if (after === null || !isSameStamp(file.found, after))
    throw new AppError('image.changedWhileRead', { facts: { path: relativePath } });
  if (name.md5 !== digests.md5) {
    throw new AppError('image.digestMismatch', { facts: { path: relativePath, md5: digests.md5 } });
  }
  return {
    ...stampOf(after),
    relativePath,
    ...digests,
    architecture: architectureOf(sif),
    builtAt: sif.header.createdAt,
  };
}

import { AppError } from '../contract/errors.ts';
import type { Digest } from '../contract/ids.ts';
import { type FileStamp, isSameStamp } from '../domain/completeness.ts';
import { type ImageFileName, isImageFileName, parseImageFileName } from '../domain/imagePath.ts';
import type { DigestedFile, Files, FoundFile, OpenedFile } from '../ports/files.ts';
import { readSif, type SifFile } from '../sif/readSif.ts';
import { architectureOf } from '../sif/summarizeSif.ts';
import type { KnownFile } from './folderStore.ts';

/** Whether a path below the image root is one of an image; uploads in progress, logos and listings are not. One whose names cannot be used is looked at to be told. */
export function isImagePath(relativePath: string): boolean {
  const name = parseImageFileName(relativePath);
  if (name === null) return isImageFileName(relativePath);
  return !name.containerCollection.startsWith('.') && !/^dummy-/i.test(name.tag);
}

/** Whether images may lie below a folder; a registry keeps uploads in progress in one that begins with `_`. */
export const mayHoldImages = (folder: string): boolean => !/^[_.]/.test(folder);

export const stampOf = ({ device, inode, sizeBytes, modifiedAtMs, changedAtMs }: FileStamp): FileStamp => ({
  device,
  inode,
  sizeBytes,
  modifiedAtMs,
  changedAtMs,
});

/** What a look at a file found. */
export type Look =
  | { readonly kind: 'whole'; readonly file: KnownFile }
  /** It is as it was known to be; nothing of it was read. */
  | { readonly kind: 'known' }
  /** `stamp` of what was opened, if it was. */
  | { readonly kind: 'wrong'; readonly stamp: FileStamp | null; readonly error: AppError };

const asAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  throw error;
};

/**
 * Reads files whole, all together, and tells of each what is known of it then. A `wrong` one says: `image.incomplete`,
 * `image.notSif`, `image.corrupt` (by its own header), `image.changedWhileRead`, `image.digestMismatch` (its name says
 * another md5), `image.noFile`, or what reading it rejects with. Nothing about time is assumed: a file is whole when
 * its header says so, nobody touched it while it was hashed, and its name agrees with its bytes.
 */
export async function lookAtFiles(
  { files, root }: { readonly files: Files; readonly root: string },
  relativePaths: readonly string[],
  /** Asked with what was opened; one that is no news is not read. */
  isNews: (found: FoundFile) => boolean,
  told: (relativePath: string, look: Look) => void,
  signal: AbortSignal,
): Promise<void> {
  const toDigest = new Map<OpenedFile, { readonly name: ImageFileName; readonly sif: SifFile }>();
  const opened = await files.open(root, relativePaths);
  const isOpen = (one: OpenedFile | AppError): one is OpenedFile => !(one instanceof AppError);
  try {
    for (const [at, one] of opened.entries()) {
      const path = relativePaths[at] ?? '';
      if (!isOpen(one)) told(path, { kind: 'wrong', stamp: null, error: one });
      else if (!isNews(one.found)) told(path, { kind: 'known' });
      else {
        const parsed = await parse(one).catch(asAppError);
        if (parsed instanceof AppError) told(path, { kind: 'wrong', stamp: stampOf(one.found), error: parsed });
        else toDigest.set(one, parsed);
      }
    }
    const onDigest = (file: OpenedFile, digested: DigestedFile | AppError): void => {
      const { relativePath } = file.found;
      const parsed = toDigest.get(file);
      if (parsed) told(relativePath, lookOf(file.found, parsed, digested));
    };
    if (toDigest.size > 0) await files.digest([...toDigest.keys()], onDigest, signal);
  } finally {
    files.release(opened.filter(isOpen));
  }
}

async function parse(file: OpenedFile): Promise<{ readonly name: ImageFileName; readonly sif: SifFile }> {
  const { relativePath, sizeBytes } = file.found;
  const name = parseImageFileName(relativePath);
  if (name === null) throw new AppError('image.nameUnusable');
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const isAtHand = offset + length <= file.head.length;
    return isAtHand ? file.head.subarray(offset, offset + length) : file.read(offset, length);
  };
  const sif = await readSif({ sizeBytes, read });
  // A builder writes the descriptors last: a header alone is a file that has only begun.
  if (sif.objects.length === 0) throw new AppError('image.incomplete', { facts: { sizeBytes } });
  return { name, sif };
}

function lookOf(
  found: FoundFile,
  { name, sif }: { readonly name: ImageFileName; readonly sif: SifFile },
  digested: DigestedFile | AppError,
): Look {
  const { relativePath } = found;
  const wrong = (error: AppError): Look => ({ kind: 'wrong', stamp: stampOf(found), error });
  if (digested instanceof AppError) return wrong(digested);
  const { digests, after } = digested;
  if (after === null || !isSameStamp(found, after))
    return wrong(new AppError('image.changedWhileRead', { facts: { path: relativePath } }));
  if (name.md5 !== digests.md5)
    return wrong(new AppError('image.digestMismatch', { facts: { path: relativePath, md5: digests.md5 } }));
  return {
    kind: 'whole',
    file: {
      device: after.device,
      inode: after.inode,
      sizeBytes: after.sizeBytes,
      modifiedAtMs: after.modifiedAtMs,
      changedAtMs: after.changedAtMs,
      relativePath,
      digest: `sha256:${digests.sha256}` as Digest,
      architecture: architectureOf(sif),
      builtAt: sif.header.createdAt,
    },
  };
}

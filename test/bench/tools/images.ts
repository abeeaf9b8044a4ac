import { createHash, randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSif } from '../../../src-main/lab/sifWriter.ts';

/** An image that lies ready to be renamed into the image folder. */
export interface StagedImage {
  /** `collection/name:tag@<md5>.sif` below the image root. */
  readonly relativePath: string;
  /** Where it lies now. */
  readonly stagedPath: string;
  /** Below the endpoint's folder, by the plain naming profile. */
  readonly arrivesAt: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export const mebibyte = 1024 * 1024;
const serialBytes = 16;
/** Header, descriptors and the front of the file system end before this. */
const headLimit = 64 * 1024;
/** The writer ends its partition with a stamp of this length; the serial number takes its place. */
const stampBytes = 512;

async function readHead(folder: string, sizeBytes: number): Promise<Buffer> {
  const path = join(folder, `template-${randomBytes(4).toString('hex')}`);
  await writeSif(path, {
    ...{ architecture: 'amd64', builtAtMs: Date.UTC(2026, 0, 1), sizeBytes, words: 'bench', labels: {} },
    ...{ definition: 'Bootstrap: docker\nFrom: alpine\n', environment: 'export LC_ALL=C\n' },
  });
  const head = Buffer.alloc(Math.min(headLimit, sizeBytes - stampBytes));
  const file = openSync(path, 'r');
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  await rm(path);
  return head.subarray(0, head.findLastIndex((byte) => byte !== 0) + 1);
}

/**
 * Makes valid images quickly: all alike but for a serial number in their last bytes, so that the digests of the rest are
 * taken once. Filled with noise, so that nobody takes holes for a shortcut, unless it is `isSparse`.
 */
export async function createImageMaker(
  folder: string,
  sizeBytes: number,
  { isSparse = false }: { readonly isSparse?: boolean } = {},
) {
  mkdirSync(folder, { recursive: true });
  const head = await readHead(folder, sizeBytes);
  const bodyBytes = sizeBytes - serialBytes;
  const filler = isSparse ? Buffer.alloc(Math.min(mebibyte, sizeBytes)) : randomBytes(Math.min(mebibyte, sizeBytes));

  /** The common bytes in pieces, in order. */
  function* body(): Generator<Buffer> {
    yield head;
    for (let at = head.length; at < bodyBytes; at += filler.length)
      yield filler.subarray(0, Math.min(filler.length, bodyBytes - at));
  }

  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  for (const piece of body()) {
    md5.update(piece);
    sha256.update(piece);
  }
  let serial = 0;

  const writeAll = (file: number, bytes: Buffer, at: number): void => {
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, at < 0 ? null : at + done);
  };

  const next = (container: string, tag = '1.0', containerCollection = 'bench') => {
    serial += 1;
    const tail = Buffer.alloc(serialBytes);
    tail.writeUInt32LE(serial, 0);
    randomBytes(8).copy(tail, 4);
    const digest = (hash: typeof md5) => hash.copy().update(tail).digest('hex');
    return {
      relativePath: `${containerCollection}/${container}:${tag}@${digest(md5)}.sif`,
      stagedPath: join(folder, `${serial}`),
      arrivesAt: `${containerCollection}/${container}_${tag}.sif`,
      sha256: digest(sha256),
      sizeBytes,
      tail,
    };
  };

  return {
    /** The next image without its file, for who writes it himself by `pieces`. */
    next,
    *pieces({ tail }: { readonly tail: Buffer }): Generator<Buffer> {
      yield* body();
      yield tail;
    },
    /** Writes the next image beside the others that wait. */
    stage(container: string, tag?: string, containerCollection?: string): StagedImage {
      const image = next(container, tag, containerCollection);
      const file = openSync(image.stagedPath, 'wx', 0o644);
      try {
        if (isSparse) {
          ftruncateSync(file, sizeBytes);
          writeAll(file, head, 0);
          writeAll(file, image.tail, bodyBytes);
        } else for (const piece of this.pieces(image)) writeAll(file, piece, -1);
      } finally {
        closeSync(file);
      }
      return image;
    },
  };
}
export type ImageMaker = Awaited<ReturnType<typeof createImageMaker>>;

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { assembleSif, type SifContents } from './sifAssembly.ts';
import type { Piece } from './sifPartition.ts';

export interface WrittenSif {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly md5: string;
}

const zeros = Buffer.alloc(4 * 1024 * 1024);

/** A file's bytes in order: the pieces and the zeros between them. */
function* runs(pieces: readonly Piece[], end: number): Generator<Buffer> {
  let at = 0;
  for (const piece of [...pieces, { offset: end, bytes: Buffer.alloc(0) }]) {
    for (; at < piece.offset; at += zeros.length) yield zeros.subarray(0, Math.min(zeros.length, piece.offset - at));
    yield piece.bytes;
    at = piece.offset + piece.bytes.length;
  }
}

async function digest(pieces: readonly Piece[], end: number): Promise<{ sha256: string; md5: string }> {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  for (const run of runs(pieces, end)) {
    sha256.update(run);
    md5.update(run);
    // Hashing a large image must not stop the lab's services.
    if (run.length === zeros.length) await new Promise((resolve) => setImmediate(resolve));
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

/**
 * Writes a new SIF file, sparse: only what is not zero takes room on disk. Fails when the file exists.
 * The digests are those of the whole file, zeros included.
 */
export async function writeSif(filePath: string, contents: SifContents): Promise<WrittenSif> {
  const pieces = await assembleSif(contents, async (inside, end) => (await digest(inside, end)).sha256);
  const file = await open(filePath, 'wx', 0o644);
  try {
    await file.truncate(contents.sizeBytes);
    for (const { bytes, offset } of pieces) await file.write(bytes, 0, bytes.length, offset);
  } finally {
    await file.close();
  }
  return { sizeBytes: contents.sizeBytes, ...(await digest(pieces, contents.sizeBytes)) };
}

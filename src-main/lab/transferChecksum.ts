import { createHash, type Hash } from 'node:crypto';
import { constants, type FileHandle, open } from 'node:fs/promises';
import type { ChecksumAlgorithm } from './transferTask.ts';

const largestBuffer = 1024 * 1024;

async function withFile<Result>(file: string, act: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await act(handle);
  } finally {
    await handle.close();
  }
}

/** Reads a file from its start to its end, one buffer after the other; the buffer is used again. */
async function* buffersOf(handle: FileHandle, signal: AbortSignal): AsyncGenerator<Buffer> {
  const { size } = await handle.stat();
  // One byte more than a small file has, so that its end shows without another large buffer.
  const buffer = Buffer.allocUnsafe(Math.min(size + 1, largestBuffer));
  for (let at = 0; ; ) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
    if (bytesRead < buffer.length && at >= size) return;
  }
}

const newHash = (algorithm: ChecksumAlgorithm): Hash => createHash(algorithm.toLowerCase());

/** The checksum of what is on disk now, lower-case hex. */
export async function checksumOf(
  file: string,
  algorithm: ChecksumAlgorithm,
  signal: AbortSignal,
): Promise<{ checksum: string; sizeBytes: number }> {
  return withFile(file, async (handle) => {
    const hash = newHash(algorithm);
    let sizeBytes = 0;
    for await (const bytes of buffersOf(handle, signal)) {
      hash.update(bytes);
      sizeBytes += bytes.length;
    }
    return { checksum: hash.digest('hex'), sizeBytes };
  });
}

/**
 * Reads both files again and says whether they hold the same, with the checksum of the second. Comparing bytes is
 * surer than comparing two checksums, and half the work.
 */
export async function compareFiles(
  from: string,
  to: string,
  algorithm: ChecksumAlgorithm,
  signal: AbortSignal,
): Promise<{ isSame: boolean; checksum: string; sizeBytes: number }> {
  return withFile(from, (source) =>
    withFile(to, async (copy) => {
      const hash = newHash(algorithm);
      const original = Buffer.allocUnsafe(Math.min((await source.stat()).size + 1, largestBuffer));
      let isSame = (await source.stat()).size === (await copy.stat()).size;
      let sizeBytes = 0;
      for await (const bytes of buffersOf(copy, signal)) {
        hash.update(bytes);
        isSame = isSame && (await holds(source, original, bytes, sizeBytes));
        sizeBytes += bytes.length;
      }
      return { isSame, checksum: hash.digest('hex'), sizeBytes };
    }),
  );
}

/** Whether a file has these bytes at a place. */
async function holds(handle: FileHandle, buffer: Buffer, expected: Buffer, place: number): Promise<boolean> {
  for (let done = 0; done < expected.length; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(expected.length - done, buffer.length), place + done);
    if (bytesRead === 0 || !buffer.subarray(0, bytesRead).equals(expected.subarray(done, done + bytesRead)))
      return false;
    done += bytesRead;
  }
  return true;
}

import { createHash } from 'node:crypto';
import { constants, open } from 'node:fs/promises';
import type { ChecksumAlgorithm } from './transferTask.ts';

const bufferBytes = 1024 * 1024;

/** The checksum of what is on disk now, lower-case hex. */
export async function checksumOf(
  file: string,
  algorithm: ChecksumAlgorithm,
  signal: AbortSignal,
): Promise<{ checksum: string; sizeBytes: number }> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const hash = createHash(algorithm.toLowerCase());
    const buffer = Buffer.allocUnsafe(bufferBytes);
    let sizeBytes = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, sizeBytes);
      if (bytesRead === 0) return { checksum: hash.digest('hex'), sizeBytes };
      hash.update(buffer.subarray(0, bytesRead));
      sizeBytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

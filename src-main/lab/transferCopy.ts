import { chmod, constants, open } from 'node:fs/promises';
import type { Pace } from './transferPace.ts';
import type { FileThreads } from './transferThreads.ts';

export interface Copy {
  readonly from: string;
  readonly to: string;
  readonly pace: Pace;
  readonly threads: FileThreads;
  readonly signal: AbortSignal;
  /** Called before every buffer; throws when an end has gone. */
  readonly check: () => void;
  readonly onBytes: (bytes: number) => void;
}

const noFollow = constants.O_NOFOLLOW;
const writableByOwner = 0o200;

/** The file system's own copy: as quick as the disk, nothing to watch on the way. */
async function copyAtOnce(
  { from, to, threads, signal, onBytes, check }: Copy,
  mode: number,
  sizeBytes: number,
): Promise<void> {
  check();
  await threads.copyFile(from, to, signal);
  // copyFile takes the source's mode along; what a transfer wrote stays writable to its owner.
  if ((mode & writableByOwner) === 0) await chmod(to, 0o644);
  onBytes(sizeBytes);
}

/**
 * Copies bytes under the final name, as Globus does: readers see a growing file. Neither end may be a link; the
 * caller has looked at the destination. Answers the bytes copied, which differ from `sizeBytes` when the source changes meanwhile.
 */
export async function copyBytes(copy: Copy, source: { mode: number; sizeBytes: number }): Promise<number> {
  const { from, to, pace, signal, check, onBytes } = copy;
  if (pace.isUnlimited()) {
    await copyAtOnce(copy, source.mode, source.sizeBytes);
    return source.sizeBytes;
  }
  const reader = await open(from, constants.O_RDONLY | noFollow);
  try {
    const writer = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noFollow, 0o644);
    try {
      const buffer = Buffer.allocUnsafe(pace.chunkBytes());
      let copied = 0;
      for (;;) {
        check();
        const { bytesRead } = await reader.read(buffer, 0, Math.min(buffer.length, pace.chunkBytes()), copied);
        if (bytesRead === 0) return copied;
        await pace.take(bytesRead, signal);
        await writer.write(buffer, 0, bytesRead, copied);
        copied += bytesRead;
        onBytes(bytesRead);
      }
    } finally {
      await writer.close();
    }
  } finally {
    await reader.close();
  }
}

/** Turns one byte in the middle around. */
export async function spoil(file: string): Promise<void> {
  const handle = await open(file, constants.O_RDWR | noFollow);
  try {
    const { size } = await handle.stat();
    if (size === 0) return;
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, size >> 1);
    byte[0] = (byte[0] ?? 0) ^ 0xff;
    await handle.write(byte, 0, 1, size >> 1);
  } finally {
    await handle.close();
  }
}

import { constants, open } from 'node:fs/promises';
import type { Pace } from './transferPace.ts';

export interface Copy {
  readonly from: string;
  readonly to: string;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Called before every buffer; throws when an end has gone. */
  readonly check: () => void;
  readonly onBytes: (bytes: number) => void;
}

const noFollow = constants.O_NOFOLLOW;

/**
 * Copies bytes under the final name, as Globus does: readers see a growing file. Neither end may be a link; the
 * caller has looked at the destination. Answers the bytes copied.
 */
export async function copyBytes({ from, to, pace, signal, check, onBytes }: Copy): Promise<number> {
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

import { AppError } from '../contract/errors.ts';

/** A file that is read in parts: a local file or one behind HTTP range requests. */
export interface RangedSource {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`; fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Exactly `length` bytes; `image.incomplete` when the source ends before them, whatever its stated size. */
export async function readExactly(source: RangedSource, offset: number, length: number): Promise<Uint8Array> {
  const whole = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const part = await source.read(offset + filled, length - filled);
    if (part.length === 0) throw new AppError('image.incomplete', { facts: { endedAtBytes: offset + filled } });
    const usable = part.subarray(0, length - filled);
    whole.set(usable, filled);
    filled += usable.length;
  }
  return whole;
}

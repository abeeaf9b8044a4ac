import { AppError } from '../contract/errors.ts';
import { type RangedSource, readExactly } from './rangedSource.ts';
import { parseDescriptors, type SifObject } from './sifDescriptor.ts';
import { descriptorBytes, headerBytes, parseHeader, type SifHeader, sifEnd } from './sifHeader.ts';

export interface SifFile {
  readonly header: SifHeader;
  readonly objects: readonly SifObject[];
}

/** Header and descriptors of nearly every image lie in the first 32 KiB, so one read serves both. */
const firstReadBytes = 32_768;

const incomplete = (sizeBytes: number, neededBytes: number): AppError =>
  new AppError('image.incomplete', { facts: { sizeBytes, neededBytes } });

/**
 * Header and objects of a whole SIF file. Rejects with `image.notSif`, `image.incomplete` (shorter than its own header
 * or descriptors say: it may still be growing) or `image.corrupt` (says what no file can be). Reads at most about 2.4 MB.
 */
export async function readSif(source: RangedSource): Promise<SifFile> {
  const first = await readExactly(source, 0, Math.min(firstReadBytes, source.sizeBytes));
  const header = parseHeader(first.subarray(0, Math.min(headerBytes, first.length)));
  if (source.sizeBytes < sifEnd(header)) throw incomplete(source.sizeBytes, sifEnd(header));
  const objects = parseDescriptors(await readTable(source, header, first), header);
  for (const object of objects) {
    const objectEnd = object.offset + object.sizeBytes;
    if (objectEnd > source.sizeBytes) throw incomplete(source.sizeBytes, objectEnd);
  }
  return { header, objects };
}

async function readTable(source: RangedSource, header: SifHeader, first: Uint8Array): Promise<Uint8Array> {
  const start = header.descriptorsOffset;
  const tableBytes = header.descriptorsTotal * descriptorBytes;
  if (start + tableBytes <= first.length) return first.subarray(start, start + tableBytes);
  return readExactly(source, start, tableBytes);
}

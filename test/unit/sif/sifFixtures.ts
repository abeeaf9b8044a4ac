import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RangedSource } from '../../../src-main/sif/rangedSource.ts';

const folder = fileURLToPath(new URL('../../../../shared/fixtures/sif/', import.meta.url));

/** SIF files other tools wrote, or null where they are not at hand: tests then skip and say so. */
export const sifFixture = (name: string): Uint8Array | null => {
  const path = `${folder}${name}.sif`;
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
};

/** A source that counts what is read of it. */
export function sourceOf(bytes: Uint8Array): RangedSource & { readonly bytesRead: () => number } {
  let bytesRead = 0;
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => {
      const part = bytes.slice(offset, offset + length);
      bytesRead += part.length;
      return part;
    },
    bytesRead: () => bytesRead,
  };
}

interface MadeObject {
  readonly type: number;
  readonly name?: string;
  readonly content: Uint8Array | string;
  readonly extra?: Uint8Array;
}

const encode = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** Writes a small SIF file: header, a table of 48 descriptors at 4096, data at 32768. */
export function makeSif(objects: readonly MadeObject[], options: { architecture?: string } = {}): Uint8Array {
  const dataOffset = 32_768;
  const contents = objects.map((object) => encode(object.content));
  const dataSize = contents.reduce((sum, content) => sum + content.length, 0);
  const bytes = new Uint8Array(dataOffset + dataSize);
  const view = new DataView(bytes.buffer);
  const text = (offset: number, value: string) => bytes.set(new TextEncoder().encode(value), offset);
  text(0, '#!/usr/bin/env run-singularity\n');
  text(32, 'SIF_MAGIC\0');
  text(42, '01\0');
  text(45, `${options.architecture ?? '02'}\0`);
  const numbers = [1_700_000_000, 1_700_000_000, 48 - objects.length, 48, 4096, 48 * 585, dataOffset, dataSize];
  for (const [index, value] of numbers.entries()) view.setBigInt64(64 + index * 8, BigInt(value), true);
  let offset = dataOffset;
  objects.forEach((object, index) => {
    const start = 4096 + index * 585;
    const content = contents[index] ?? new Uint8Array();
    view.setInt32(start, object.type, true);
    bytes[start + 4] = 1;
    view.setUint32(start + 5, index + 1, true);
    view.setUint32(start + 9, 0xf0000001, true);
    view.setBigInt64(start + 17, BigInt(offset), true);
    view.setBigInt64(start + 25, BigInt(content.length), true);
    text(start + 73, object.name ?? '');
    if (object.extra) bytes.set(object.extra, start + 201);
    bytes.set(content, offset);
    offset += content.length;
  });
  return bytes;
}

import { AppError } from '../contract/errors.ts';
import { plainText, untilNul } from './plainText.ts';

/** Bytes of the global header at the start of every SIF file. */
export const headerBytes = 128;
/** Bytes of one descriptor in format version 01. */
export const descriptorBytes = 585;
/** Builders reserve 48; a table beyond this is a lie or an attack, and would be the only large read here. */
const maxDescriptors = 4096;

const magic = 'SIF_MAGIC\0';
const magicOffset = 32;
/** What the format writes for "no time" (Go's zero time, in Unix seconds). */
const noTimeSeconds = -62_135_596_800;

const architectures: Readonly<Record<string, string>> = {
  '01': '386',
  '02': 'amd64',
  '03': 'arm',
  '04': 'arm64',
  '05': 'ppc64',
  '06': 'ppc64le',
  '07': 'mips',
  '08': 'mipsle',
  '09': 'mips64',
  '10': 'mips64le',
  '11': 's390x',
  '12': 'riscv64',
  '13': 'loong64',
};

export interface SifHeader {
  readonly launchScript: string;
  readonly version: string;
  /** Go's architecture name, null when the header names none that is known. */
  readonly architecture: string | null;
  /** 16 bytes, lower-case hex. */
  readonly uuid: string;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly descriptorsFree: number;
  readonly descriptorsTotal: number;
  readonly descriptorsOffset: number;
  readonly dataOffset: number;
  readonly dataSizeBytes: number;
}

export const corrupt = (reason: string): AppError => new AppError('image.corrupt', { facts: { reason } });

/** A stated offset or length: an int64 that must be a whole number a file can have. */
export function readLength(view: DataView, offset: number, name: string): number {
  const value = view.getBigInt64(offset, true);
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt(`${name} is ${value}`);
  return Number(value);
}

/** Unix seconds as ISO 8601, null for "none" and for what no calendar holds. */
function readTime(view: DataView, offset: number): string | null {
  const seconds = Number(view.getBigInt64(offset, true));
  if (seconds === noTimeSeconds || seconds <= 0 || Math.abs(seconds) > 8.64e12) return null;
  return new Date(seconds * 1000).toISOString();
}

export const architectureName = (code: Uint8Array): string | null =>
  architectures[plainText(untilNul(code.subarray(0, 3)))] ?? null;

/** How many bytes a whole file has at least. */
export const sifEnd = (header: SifHeader): number => header.dataOffset + header.dataSizeBytes;

/**
 * Whether the first bytes can still become a SIF file. `image.incomplete` while too few are there to tell.
 */
function checkMagic(bytes: Uint8Array): void {
  const there = new TextDecoder('latin1').decode(bytes.subarray(magicOffset, magicOffset + magic.length));
  if (!magic.startsWith(there)) throw new AppError('image.notSif');
  if (bytes.length < headerBytes) throw new AppError('image.incomplete', { facts: { endedAtBytes: bytes.length } });
}

/** Reads the global header from the file's first bytes; checks everything that the header alone can tell. */
export function parseHeader(bytes: Uint8Array): SifHeader {
  checkMagic(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = plainText(untilNul(bytes.subarray(42, 45)));
  if (version !== '01') throw new AppError('image.notSif', { facts: { version } });
  const header: SifHeader = {
    launchScript: plainText(untilNul(bytes.subarray(0, 32))),
    version,
    architecture: architectureName(bytes.subarray(45, 48)),
    uuid: Array.from(bytes.subarray(48, 64), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    createdAt: readTime(view, 64),
    modifiedAt: readTime(view, 72),
    descriptorsFree: readLength(view, 80, 'free descriptors'),
    descriptorsTotal: readLength(view, 88, 'descriptors'),
    descriptorsOffset: readLength(view, 96, 'descriptors offset'),
    dataOffset: readLength(view, 112, 'data offset'),
    dataSizeBytes: readLength(view, 120, 'data size'),
  };
  checkLayout(header);
  return header;
}

function checkLayout(header: SifHeader): void {
  if (header.descriptorsTotal > maxDescriptors) throw corrupt(`${header.descriptorsTotal} descriptors`);
  if (header.descriptorsFree > header.descriptorsTotal) throw corrupt('more free descriptors than there are');
  if (header.descriptorsOffset < headerBytes) throw corrupt('descriptors inside the header');
  const tableEnd = header.descriptorsOffset + header.descriptorsTotal * descriptorBytes;
  if (tableEnd > header.dataOffset) throw corrupt('descriptors overlap the data');
  if (!Number.isSafeInteger(sifEnd(header))) throw corrupt('data size beyond any file');
}

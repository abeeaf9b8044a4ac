/** Numbers of the SIF format, version 01. All integers are little-endian. */
export const descriptorsOffset = 4096;
const descriptorBytes = 585;
const descriptorSlots = 48;
export const dataOffset = descriptorsOffset + descriptorSlots * descriptorBytes;
/** The group that holds everything a signature covers; ids of groups carry the high nibble. */
export const groupOne = 0xf0000001;
export const noGroup = 0xf0000000;

export const objectTypes = {
  definition: 0x4001,
  environment: 0x4002,
  labels: 0x4003,
  partition: 0x4004,
  signature: 0x4005,
  genericJson: 0x4006,
} as const;

export type SifArchitecture = 'amd64' | 'arm64' | 'ppc64le' | 's390x' | 'riscv64';
const architectureCodes: Record<SifArchitecture, string> = {
  amd64: '02',
  arm64: '04',
  ppc64le: '06',
  s390x: '11',
  riscv64: '12',
};

/** Two digits and a NUL, as the header and a system partition spell the processor. */
export function architectureCode(architecture: SifArchitecture): Buffer {
  return Buffer.from(`${architectureCodes[architecture]}\0`, 'latin1');
}

/** One object of the file with the place it got. */
export interface PlacedObject {
  readonly type: number;
  readonly id: number;
  readonly groupId: number;
  readonly linkedId: number;
  readonly name: string;
  readonly extra: Buffer;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Counts the gap before it, as the reference writer does. */
  readonly paddedBytes: number;
  readonly createdAtSeconds: number;
}

function fixedText(text: string, length: number): Buffer {
  const field = Buffer.alloc(length);
  field.write(text, 0, length, 'utf8');
  return field;
}

export function encodeDescriptor(placed: PlacedObject): Buffer {
  const head = Buffer.alloc(17);
  head.writeInt32LE(placed.type, 0);
  head.writeUInt8(1, 4);
  head.writeUInt32LE(placed.id, 5);
  head.writeUInt32LE(placed.groupId, 9);
  head.writeUInt32LE(placed.linkedId, 13);
  const numbers = [
    placed.offset,
    placed.sizeBytes,
    placed.paddedBytes,
    placed.createdAtSeconds,
    placed.createdAtSeconds,
    0, // uid
    0, // gid
  ];
  const body = Buffer.alloc(numbers.length * 8);
  numbers.forEach((number, index) => {
    body.writeBigInt64LE(BigInt(number), index * 8);
  });
  const extra = Buffer.alloc(384);
  placed.extra.copy(extra);
  return Buffer.concat([head, body, fixedText(placed.name, 128), extra]);
}

interface HeaderFacts {
  readonly architecture: SifArchitecture;
  /** 16 bytes. */
  readonly uuid: Buffer;
  readonly createdAtSeconds: number;
  readonly objects: number;
  readonly dataBytes: number;
}

export function encodeHeader(facts: HeaderFacts): Buffer {
  const numbers = [
    facts.createdAtSeconds,
    facts.createdAtSeconds,
    descriptorSlots - facts.objects,
    descriptorSlots,
    descriptorsOffset,
    descriptorSlots * descriptorBytes,
    dataOffset,
    facts.dataBytes,
  ];
  const tail = Buffer.alloc(64);
  numbers.forEach((number, index) => {
    tail.writeBigInt64LE(BigInt(number), index * 8);
  });
  return Buffer.concat([
    fixedText('#!/usr/bin/env run-singularity\n', 32),
    Buffer.from('SIF_MAGIC\x0001\0', 'latin1'),
    architectureCode(facts.architecture),
    facts.uuid,
    tail,
  ]);
}

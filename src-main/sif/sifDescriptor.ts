import { plainText, untilNul } from './plainText.ts';
import { architectureName, corrupt, descriptorBytes, readLength, type SifHeader } from './sifHeader.ts';

const kinds: Readonly<Record<number, SifObjectKind>> = {
  16385: 'definition',
  16386: 'environment',
  16387: 'labels',
  16388: 'partition',
  16389: 'signature',
  16390: 'json',
  16391: 'generic',
  16392: 'cryptographicMessage',
  16393: 'sbom',
  16394: 'ociRootIndex',
  16395: 'ociBlob',
};

export type SifObjectKind =
  | 'definition'
  | 'environment'
  | 'labels'
  | 'partition'
  | 'signature'
  | 'json'
  | 'generic'
  | 'cryptographicMessage'
  | 'sbom'
  | 'ociRootIndex'
  | 'ociBlob'
  | 'unknown';

/** One object of a SIF file, as its descriptor tells. */
export interface SifObject {
  readonly id: number;
  readonly kind: SifObjectKind;
  /** Group and link ids as stored: groups carry the mask 0xf0000000. */
  readonly groupId: number;
  readonly linkedId: number;
  readonly name: string;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Of a partition; null elsewhere. */
  readonly architecture: string | null;
  /** Of a partition: the one that is run. */
  readonly isPrimarySystem: boolean;
}

/** Part type of the partition that holds the system a container runs. */
const primarySystem = 2;

function parseDescriptor(bytes: Uint8Array, header: SifHeader): SifObject | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Any value but 0 says "in use" to the reference reader.
  if (bytes[4] === 0) return null;
  const kind = kinds[view.getInt32(0, true)] ?? 'unknown';
  const offset = readLength(view, 17, 'object offset');
  const sizeBytes = readLength(view, 25, 'object size');
  if (offset < header.dataOffset) throw corrupt('object outside the data');
  if (!Number.isSafeInteger(offset + sizeBytes)) throw corrupt('object beyond any file');
  const extra = bytes.subarray(201, descriptorBytes);
  const isPartition = kind === 'partition';
  return {
    id: view.getUint32(5, true),
    kind,
    groupId: view.getUint32(9, true),
    linkedId: view.getUint32(13, true),
    name: plainText(untilNul(bytes.subarray(73, 201))),
    offset,
    sizeBytes,
    architecture: isPartition ? architectureName(extra.subarray(8, 11)) : null,
    isPrimarySystem: isPartition && view.getInt32(205, true) === primarySystem,
  };
}

/** The used descriptors of the table, in its order. */
export function parseDescriptors(table: Uint8Array, header: SifHeader): readonly SifObject[] {
  const objects: SifObject[] = [];
  for (let start = 0; start + descriptorBytes <= table.length; start += descriptorBytes) {
    const object = parseDescriptor(table.subarray(start, start + descriptorBytes), header);
    if (object !== null) objects.push(object);
  }
  return objects;
}

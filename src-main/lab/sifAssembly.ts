import { createHash } from 'node:crypto';
import {
  architectureCode,
  dataOffset,
  descriptorsOffset,
  encodeDescriptor,
  encodeHeader,
  groupOne,
  noGroup,
  objectTypes,
  type PlacedObject,
  type SifArchitecture,
} from './sifLayout.ts';
import { type Piece, partitionPieces, smallestPartitionBytes } from './sifPartition.ts';
import { type SifSigner, signedEnvelope } from './sifSignature.ts';

export interface SifContents {
  readonly architecture: SifArchitecture;
  readonly builtAtMs: number;
  readonly definition: string;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Length of the whole file; at least 40 960, more when the recipe is long or a signature is wanted. */
  readonly sizeBytes: number;
  /** Same words, same bytes; other words, other digest. */
  readonly words: string;
  readonly signer?: SifSigner | undefined;
}

type Shape = Pick<PlacedObject, 'type' | 'groupId' | 'linkedId' | 'name' | 'extra' | 'sizeBytes'>;

const partitionAlignment = 4096;
const alignedUp = (offset: number, alignment: number) => Math.ceil(offset / alignment) * alignment;

/** Gives objects their places one after the other, and collects what they hold. */
function createPlacer(createdAtSeconds: number) {
  let end = dataOffset;
  const placed: PlacedObject[] = [];
  const pieces: Piece[] = [];
  return {
    placed,
    pieces,
    end: () => end,
    place(shape: Shape, inside: readonly Piece[], alignment = 1): PlacedObject {
      const offset = alignedUp(end, alignment);
      const paddedBytes = offset - end + shape.sizeBytes;
      const one = { ...shape, id: placed.length + 1, offset, paddedBytes, createdAtSeconds };
      end = offset + shape.sizeBytes;
      placed.push(one);
      pieces.push(...inside.map((piece) => ({ offset: offset + piece.offset, bytes: piece.bytes })));
      return one;
    },
  };
}

function partitionShape(architecture: SifArchitecture, sizeBytes: number): Shape {
  const extra = Buffer.alloc(11);
  extra.writeInt32LE(1, 0); // squashfs
  extra.writeInt32LE(2, 4); // primary system
  architectureCode(architecture).copy(extra, 8);
  return { type: objectTypes.partition, groupId: groupOne, linkedId: 0, name: 'squashfs.img', extra, sizeBytes };
}

function signatureShape(sizeBytes: number): Shape {
  const extra = Buffer.alloc(4 + 256);
  extra.writeInt32LE(1, 0); // SHA-256; a DSSE signature leaves the PGP fingerprint empty
  return { type: objectTypes.signature, groupId: noGroup, linkedId: groupOne, name: '', extra, sizeBytes };
}

function uuidOf(words: string): Buffer {
  const uuid = createHash('sha256').update(`uuid\n${words}`).digest().subarray(0, 16);
  uuid.writeUInt8((uuid.readUInt8(6) & 0x0f) | 0x40, 6);
  uuid.writeUInt8((uuid.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuid;
}

function textObjects(contents: SifContents) {
  return [
    { type: objectTypes.definition, name: 'Singularity', bytes: Buffer.from(contents.definition) },
    { type: objectTypes.environment, name: 'environment', bytes: Buffer.from(contents.environment) },
    { type: objectTypes.labels, name: 'labels.json', bytes: Buffer.from(JSON.stringify(contents.labels)) },
  ];
}

/** Digest of a partition, asked only when the image is signed. */
type PartitionDigest = (pieces: readonly Piece[], sizeBytes: number) => Promise<string>;

/** Everything of the file that is not zero, ascending; the rest up to `sizeBytes` is zeros. */
export async function assembleSif(contents: SifContents, digestOfPartition: PartitionDigest): Promise<Piece[]> {
  const createdAtSeconds = Math.floor(contents.builtAtMs / 1000);
  const headerOf = (objects: number) =>
    encodeHeader({
      architecture: contents.architecture,
      uuid: uuidOf(contents.words),
      createdAtSeconds,
      objects,
      dataBytes: contents.sizeBytes - dataOffset,
    });
  const placer = createPlacer(createdAtSeconds);
  const covered = textObjects(contents).map(({ bytes, ...named }) => {
    const shape = { ...named, groupId: groupOne, linkedId: 0, extra: Buffer.alloc(0), sizeBytes: bytes.length };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { placed: placer.place(shape, [{ offset: 0, bytes }]), firstId: 1, sha256 };
  });
  const envelope = (placed: PlacedObject, sha256: string, signer: SifSigner) =>
    signedEnvelope({ header: headerOf(0), objects: [...covered, { placed, firstId: 1, sha256 }] }, signer);
  const draft = { ...partitionShape(contents.architecture, 0), id: 4, offset: 0, paddedBytes: 0, createdAtSeconds };
  // The envelope's length is known before what it signs: digests and signature have fixed lengths.
  const signatureBytes = contents.signer ? envelope(draft, '0'.repeat(64), contents.signer).length : 0;
  const partitionBytes = contents.sizeBytes - signatureBytes - alignedUp(placer.end(), partitionAlignment);
  if (partitionBytes < smallestPartitionBytes)
    throw new RangeError(`An image of ${contents.sizeBytes} bytes has no room for its file system`);
  const inside = partitionPieces(contents.words, partitionBytes, createdAtSeconds);
  const partition = placer.place(partitionShape(contents.architecture, partitionBytes), inside, partitionAlignment);
  if (contents.signer) {
    const bytes = envelope(partition, await digestOfPartition(inside, partitionBytes), contents.signer);
    placer.place(signatureShape(bytes.length), [{ offset: 0, bytes }]);
  }
  const descriptors = { offset: descriptorsOffset, bytes: Buffer.concat(placer.placed.map(encodeDescriptor)) };
  return [{ offset: 0, bytes: headerOf(placer.placed.length) }, descriptors, ...placer.pieces];
}

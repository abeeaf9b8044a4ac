import { createHash, type KeyObject, sign } from 'node:crypto';
import type { PlacedObject } from './sifLayout.ts';

const payloadType = 'application/vnd.sylabs.sif-metadata+json';

/** Who signs; the key is Ed25519. */
export interface SifSigner {
  readonly privateKey: KeyObject;
  /** `SHA256:<base64>` of the public key, as key lists show it. */
  readonly keyId: string;
}

/** What one signature covers. */
interface SignedFacts {
  /** The file's first 128 bytes. */
  readonly header: Buffer;
  readonly objects: readonly { readonly placed: PlacedObject; readonly firstId: number; readonly sha256: string }[];
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function int64(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 8);
  numbers.forEach((number, index) => {
    bytes.writeBigInt64LE(BigInt(number), index * 8);
  });
  return bytes;
}

/** A descriptor's signed fields, in the format's order; offsets and ids may change without breaking a signature. */
function descriptorDigest(placed: PlacedObject, firstId: number): string {
  const head = Buffer.alloc(13);
  head.writeInt32LE(placed.type, 0);
  head.writeUInt8(1, 4);
  head.writeUInt32LE(placed.id - firstId, 5);
  head.writeUInt32LE(placed.linkedId, 9);
  const name = Buffer.alloc(128);
  name.write(placed.name);
  const extra = Buffer.alloc(384);
  placed.extra.copy(extra);
  return sha256(Buffer.concat([head, int64(placed.sizeBytes, placed.createdAtSeconds, 0, 0), name, extra]));
}

/** A DSSE envelope over a group's objects. Its length does not depend on the digests or on the key. */
export function signedEnvelope(facts: SignedFacts, signer: SifSigner): Buffer {
  // Launch script, magic, version and UUID; architecture, times and sizes are not under the signature.
  const signedHeader = Buffer.concat([facts.header.subarray(0, 45), facts.header.subarray(48, 64)]);
  const statement = JSON.stringify({
    version: 1,
    header: { digest: `sha256:${sha256(signedHeader)}` },
    objects: facts.objects.map(({ placed, firstId, sha256: objectSha256 }) => ({
      relativeId: placed.id - firstId,
      descriptorDigest: `sha256:${descriptorDigest(placed, firstId)}`,
      objectDigest: `sha256:${objectSha256}`,
    })),
  });
  // DSSE v1 pre-authentication encoding: lengths count bytes.
  const toSign = `DSSEv1 ${payloadType.length} ${payloadType} ${Buffer.byteLength(statement)} ${statement}`;
  const signature = sign(null, Buffer.from(toSign), signer.privateKey);
  return Buffer.from(
    JSON.stringify({
      payloadType,
      payload: Buffer.from(statement).toString('base64'),
      signatures: [{ keyid: signer.keyId, sig: signature.toString('base64') }],
    }),
  );
}

import { createHash } from 'node:crypto';

const magic = 0x73717368; // "hsqs"
const nothing = 0xffffffffffffffffn;
const superblockBytes = 96;
/** Least room a partition needs: superblock, tables and one stamp. */
export const smallestPartitionBytes = 4096;
/** A stamp of the image's own bytes this often, so that a copy with a piece missing differs. */
const stampEveryBytes = 16 * 1024 * 1024;
const stampBytes = 512;

/** A whole squashfs of one empty root folder, uncompressed tables (format 4.0). */
function emptySquashfs(madeAtSeconds: number): Buffer {
  const inode = Buffer.alloc(2 + 32);
  inode.writeUInt16LE(0x8000 | 32, 0); // stored block of 32 bytes
  inode.writeUInt16LE(1, 2); // basic directory
  inode.writeUInt16LE(0o755, 4);
  inode.writeUInt32LE(madeAtSeconds, 10);
  inode.writeUInt32LE(1, 14); // inode number
  inode.writeUInt32LE(2, 22); // links
  inode.writeUInt16LE(3, 26); // length of an empty listing
  inode.writeUInt32LE(2, 30); // the root's parent: one more than the last inode
  const directoryTable = superblockBytes + inode.length;
  const ids = Buffer.alloc(2 + 4 + 8);
  ids.writeUInt16LE(0x8000 | 4, 0);
  ids.writeBigUInt64LE(BigInt(directoryTable), 6);
  const idTable = directoryTable + 6;
  const superblock = Buffer.alloc(superblockBytes);
  superblock.writeUInt32LE(magic, 0);
  superblock.writeUInt32LE(1, 4); // inodes
  superblock.writeUInt32LE(madeAtSeconds, 8);
  superblock.writeUInt32LE(131_072, 12);
  superblock.writeUInt16LE(1, 20); // gzip
  superblock.writeUInt16LE(17, 22); // log2 of the block size
  superblock.writeUInt16LE(0x0001 | 0x0010 | 0x0200, 24); // inodes stored, no fragments, no extended attributes
  superblock.writeUInt16LE(1, 26); // ids
  superblock.writeUInt16LE(4, 28);
  superblock.writeBigUInt64LE(BigInt(idTable + 8), 40);
  superblock.writeBigUInt64LE(BigInt(idTable), 48);
  superblock.writeBigUInt64LE(nothing, 56);
  superblock.writeBigUInt64LE(BigInt(superblockBytes), 64);
  superblock.writeBigUInt64LE(BigInt(directoryTable), 72);
  superblock.writeBigUInt64LE(nothing, 80);
  superblock.writeBigUInt64LE(nothing, 88);
  return Buffer.concat([superblock, inode, ids]);
}

export interface Piece {
  readonly offset: number;
  readonly bytes: Buffer;
}

function stamp(words: string, index: number): Buffer {
  return createHash('shake256', { outputLength: stampBytes }).update(`${words}\n${index}`).digest();
}

/**
 * What a partition of `sizeBytes` holds that is not zero, in ascending order, offsets from its start: a squashfs at the
 * front (readers look at its magic number), then stamps made of `words`, the last one at the very end.
 */
export function partitionPieces(words: string, sizeBytes: number, madeAtSeconds: number): Piece[] {
  const pieces: Piece[] = [{ offset: 0, bytes: emptySquashfs(madeAtSeconds) }];
  const last = sizeBytes - stampBytes;
  for (let offset = stampBytes, index = 0; offset + stampBytes <= last; offset += stampEveryBytes, index += 1)
    pieces.push({ offset, bytes: stamp(words, index) });
  pieces.push({ offset: last, bytes: stamp(words, -1) });
  return pieces;
}

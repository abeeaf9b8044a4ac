import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceSigner } from '../../../src-main/lab/seedImages.ts';
import type { SifContents } from '../../../src-main/lab/sifAssembly.ts';
import { writeSif } from '../../../src-main/lab/sifWriter.ts';

/** An own small reader, so that writer and reader cannot share a mistake. */
function parse(file: Buffer) {
  const number = (offset: number) => Number(file.readBigInt64LE(offset));
  const header = {
    launch: file.subarray(0, 32).toString('latin1').replace(/\0+$/, ''),
    magic: file.subarray(32, 42).toString('latin1'),
    version: file.subarray(42, 45).toString('latin1'),
    architecture: file.subarray(45, 48).toString('latin1'),
    uuid: file.subarray(48, 64),
    createdAt: number(64),
    modifiedAt: number(72),
    free: number(80),
    total: number(88),
    descriptorsOffset: number(96),
    descriptorsSize: number(104),
    dataOffset: number(112),
    dataSize: number(120),
  };
  const objects = [];
  for (let slot = 0; slot < header.total; slot += 1) {
    const at = header.descriptorsOffset + slot * 585;
    if (file.readUInt8(at + 4) === 0) continue;
    const offset = number(at + 17);
    const size = number(at + 25);
    objects.push({
      type: file.readInt32LE(at),
      id: file.readUInt32LE(at + 5),
      group: file.readUInt32LE(at + 9),
      link: file.readUInt32LE(at + 13),
      offset,
      size,
      padded: number(at + 33),
      createdAt: number(at + 41),
      name: file
        .subarray(at + 73, at + 201)
        .toString('utf8')
        .replace(/\0+$/, ''),
      extra: file.subarray(at + 201, at + 585),
      rawDescriptor: file.subarray(at, at + 585),
      bytes: file.subarray(offset, offset + size),
    });
  }
  return { header, objects };
}

const contents: SifContents = {
  architecture: 'amd64',
  builtAtMs: Date.UTC(2025, 4, 6, 7, 8, 9),
  definition: 'Bootstrap: docker\nFrom: alpine\n',
  environment: 'export LC_ALL=C\n',
  labels: { maintainer: 'Practice Lab' },
  sizeBytes: 300_001,
  words: 'lab/thing:1',
};
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-sif-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function written(changes: Partial<SifContents> = {}) {
  const path = join(folder, `${Math.floor(performance.now() * 1000)}.sif`);
  const facts = await writeSif(path, { ...contents, ...changes });
  const file = await readFile(path);
  return { path, facts, file, ...parse(file) };
}

describe('writeSif', () => {
  it('writes a header that states the file', async () => {
    const { header, file } = await written();
    expect(header).toMatchObject({
      launch: '#!/usr/bin/env run-singularity\n',
      magic: 'SIF_MAGIC\0',
      version: '01\0',
      architecture: '02\0',
      createdAt: Date.UTC(2025, 4, 6, 7, 8, 9) / 1000,
      free: 44,
      total: 48,
      descriptorsOffset: 4096,
      descriptorsSize: 48 * 585,
      dataOffset: 32_176,
    });
    expect(header.dataOffset + header.dataSize).toBe(file.length);
    expect(file.length).toBe(300_001);
  });

  it('holds recipe, environment, labels and a primary partition, each inside the file', async () => {
    const { objects, file } = await written();
    expect(objects.map(({ type, id, group, link }) => [type, id, group, link])).toEqual([
      [0x4001, 1, 0xf0000001, 0],
      [0x4002, 2, 0xf0000001, 0],
      [0x4003, 3, 0xf0000001, 0],
      [0x4004, 4, 0xf0000001, 0],
    ]);
    let end = 32_176;
    for (const { offset, size, padded } of objects) {
      expect(offset).toBeGreaterThanOrEqual(end);
      expect(padded).toBe(offset - end + size);
      end = offset + size;
    }
    expect(end).toBe(file.length);
    expect(objects[0]?.bytes.toString()).toBe(contents.definition);
    expect(objects[1]?.bytes.toString()).toBe(contents.environment);
    expect(JSON.parse(objects[2]?.bytes.toString() ?? '')).toEqual(contents.labels);
    const partition = objects[3];
    expect((partition?.offset ?? 1) % 4096).toBe(0);
    expect([partition?.extra.readInt32LE(0), partition?.extra.readInt32LE(4)]).toEqual([1, 2]);
    expect(partition?.extra.subarray(8, 11).toString('latin1')).toBe('02\0');
  });

  it('starts the partition with a squashfs whose tables lie inside it', async () => {
    const { objects } = await written();
    const partition = objects[3]?.bytes ?? Buffer.alloc(0);
    expect(partition.subarray(0, 4).toString()).toBe('hsqs');
    expect([partition.readUInt16LE(28), partition.readUInt16LE(30)]).toEqual([4, 0]);
    const used = Number(partition.readBigUInt64LE(40));
    const [idTable, inodeTable, directoryTable] = [48, 64, 72].map((at) => Number(partition.readBigUInt64LE(at)));
    expect(inodeTable).toBe(96);
    expect(partition.readUInt16LE(96)).toBe(0x8020); // one stored block of 32 bytes
    expect(partition.readUInt16LE(98)).toBe(1); // a folder
    expect(partition.readUInt32LE(98 + 12)).toBe(1);
    expect(directoryTable).toBe(130);
    const idBlock = Number(partition.readBigUInt64LE(idTable ?? 0));
    expect(partition.readUInt16LE(idBlock)).toBe(0x8004);
    expect((idTable ?? 0) + 8).toBe(used);
  });

  it('tells the digests of the bytes on disk', async () => {
    for (const sizeBytes of [40_960, 65_537, 4_194_304, 20_000_003]) {
      const { facts, file } = await written({ sizeBytes });
      expect(facts).toEqual({
        sizeBytes,
        sha256: sha256(file),
        md5: createHash('md5').update(file).digest('hex'),
      });
      expect(file.length).toBe(sizeBytes);
    }
  });

  it('makes the same bytes of the same words, and others of others', async () => {
    const [first, again, other] = [await written(), await written(), await written({ words: 'lab/thing:2' })];
    expect(first.facts).toEqual(again.facts);
    expect(other.facts.sha256).not.toBe(first.facts.sha256);
    expect(other.header.uuid).not.toEqual(first.header.uuid);
  });

  it('takes little room on disk for a large image', async () => {
    const { path, facts } = await written({ sizeBytes: 64_000_000 });
    const { size, blocks } = await stat(path);
    expect(size).toBe(facts.sizeBytes);
    expect(blocks * 512).toBeLessThan(1_000_000);
  });

  it.each([
    ['arm64', '04\0'],
    ['ppc64le', '06\0'],
    ['s390x', '11\0'],
    ['riscv64', '12\0'],
  ] as const)('spells %s as %j', async (architecture, code) => {
    const { header, objects } = await written({ architecture });
    expect(header.architecture).toBe(code);
    expect(objects[3]?.extra.subarray(8, 11).toString('latin1')).toBe(code);
  });

  it('refuses a size without room, and an existing file', async () => {
    const path = join(folder, 'small.sif');
    await expect(writeSif(path, { ...contents, sizeBytes: 36_000 })).rejects.toThrow(RangeError);
    expect(existsSync(path)).toBe(false);
    await writeSif(path, contents);
    await expect(writeSif(path, contents)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('signs so that anybody with the key can tell', async () => {
    const signer = practiceSigner();
    const { objects, file, facts } = await written({ signer });
    expect(facts.sha256).toBe(sha256(file));
    const signature = objects[4];
    expect(signature).toMatchObject({ type: 0x4005, group: 0xf0000000, link: 0xf0000001 });
    const envelope = JSON.parse(signature?.bytes.toString() ?? '');
    const statement = Buffer.from(envelope.payload, 'base64');
    const signed = Buffer.from(
      `DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${statement.length} ${statement}`,
    );
    const [{ keyid, sig }] = envelope.signatures;
    expect(keyid).toBe(signer.keyId);
    expect(verify(null, signed, createPublicKey(signer.privateKey), Buffer.from(sig, 'base64'))).toBe(true);
    const { header, objects: covered } = JSON.parse(statement.toString());
    expect(header.digest).toBe(`sha256:${sha256(Buffer.concat([file.subarray(0, 45), file.subarray(48, 64)]))}`);
    expect(covered.map((one: { objectDigest: string }) => one.objectDigest)).toEqual(
      objects.slice(0, 4).map(({ bytes }) => `sha256:${sha256(bytes)}`),
    );
    expect(covered.map((one: { descriptorDigest: string }) => one.descriptorDigest)).toEqual(
      objects.slice(0, 4).map(({ rawDescriptor, id }) => `sha256:${sha256(signedDescriptor(rawDescriptor, id - 1))}`),
    );
  });
});

/** type, used, relative id, link, size, createdAt, uid, gid, name, extra. */
function signedDescriptor(raw: Buffer, relativeId: number): Buffer {
  const id = Buffer.alloc(4);
  id.writeUInt32LE(relativeId);
  return Buffer.concat([
    raw.subarray(0, 5),
    id,
    raw.subarray(13, 17),
    raw.subarray(25, 33),
    raw.subarray(41, 49),
    raw.subarray(57),
  ]);
}

describe('the layout of files that others wrote', () => {
  const foreign = join(import.meta.dirname, '../../../../shared/fixtures/sif/one-group-signed-dsse.sif');
  it.skipIf(!existsSync(foreign))('has the same header numbers, grouping and signed fields', async () => {
    const theirs = parse(readFileSync(foreign));
    const ours = await written();
    for (const name of ['magic', 'version', 'total', 'descriptorsOffset', 'descriptorsSize', 'dataOffset'] as const)
      expect(ours.header[name]).toBe(theirs.header[name]);
    const [theirPartition, signature] = theirs.objects.slice(1);
    expect(ours.objects[3]?.group).toBe(theirPartition?.group);
    const { objects } = JSON.parse(
      Buffer.from(JSON.parse(signature?.bytes.toString() ?? '').payload, 'base64').toString(),
    );
    const digest = sha256(signedDescriptor(theirPartition?.rawDescriptor ?? Buffer.alloc(585), 1));
    expect(objects[1].descriptorDigest).toBe(`sha256:${digest}`);
  });
});

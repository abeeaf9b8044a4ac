import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabClock } from '../../../src-main/lab/labClock.ts';
import { labPeople } from '../../../src-main/lab/people.ts';
import { createPush, FrozenTagError } from '../../../src-main/lab/push.ts';
import { createRegistryStore } from '../../../src-main/lab/registryStore.ts';
import { seedImages } from '../../../src-main/lab/seedImages.ts';

let imagesDir: string;
let clock: LabClock;
beforeEach(async () => {
  imagesDir = await mkdtemp(join(tmpdir(), 'portolan-push-'));
  clock = new LabClock();
});
afterEach(() => rm(imagesDir, { recursive: true, force: true }));

function makeRegistry(hashingMs = 20, restored?: unknown) {
  const store = createRegistryStore({ clock, people: labPeople, changed: () => {}, restored });
  return { store, ...createPush({ store, imagesDir, clock, hashingMs }) };
}

async function digests(relativePath: string) {
  const bytes = await readFile(join(imagesDir, relativePath));
  const hex = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return { md5: hex('md5'), digest: `sha256:${hex('sha256')}`, sizeBytes: bytes.length };
}

const leftovers = async () =>
  (await readdir(join(imagesDir, '_upload'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );

describe('pushing an image', () => {
  it('puts a file named after its md5 below the image root and a row beside it', async () => {
    const { push, stop, store } = makeRegistry();
    const pushed = await push({ name: 'lab/thing:1.0', sizeBytes: 100_000 });
    expect(pushed).toMatchObject({
      name: 'lab/thing:1.0',
      relativePath: `lab/thing:1.0@${pushed.md5}.sif`,
      ...(await digests(pushed.relativePath)),
    });
    expect(await leftovers()).toEqual([]);
    expect(store.images().map(({ name, tag }) => `${name}:${tag}`)).toEqual(['thing:1.0']);
    await stop();
  });

  it('lets the finished file appear in its folder at once, whole', async () => {
    const { push, stop } = makeRegistry();
    await mkdir(join(imagesDir, 'lab'));
    const sizes: Promise<number>[] = [];
    const watcher = watch(join(imagesDir, 'lab'), (_event, name) => {
      if (name?.startsWith('thing')) sizes.push(stat(join(imagesDir, 'lab', name)).then(({ size }) => size));
    });
    await push({ name: 'lab/thing:1', sizeBytes: 3_000_000 });
    await expect.poll(() => sizes.length).toBeGreaterThan(0);
    watcher.close();
    expect(new Set(await Promise.all(sizes))).toEqual(new Set([3_000_000]));
    await stop();
  });

  it('shows a passing tag while it writes, the md5 just after, and the sha256 at last', async () => {
    const { push, stop, store } = makeRegistry();
    const pushing = push({ name: 'lab/thing', sizeBytes: 20_000_000 });
    await expect.poll(() => store.images().map(({ tag }) => tag)).toEqual([expect.stringMatching(/^DUMMY-/)]);
    const { md5, digest } = await pushing;
    const row = () => store.images().map(({ tag, version }) => [tag, version]);
    expect(row()).toEqual([['latest', md5]]);
    await expect.poll(row).toEqual([['latest', digest.replace(':', '.')]]);
    await stop();
  });

  it('replaces the file and the id when a tag is pushed again', async () => {
    const { push, stop, store } = makeRegistry();
    const first = await push({ name: 'lab/thing:1' });
    const [before] = store.images();
    const seen: string[][] = [];
    const folder = join(imagesDir, 'lab');
    const watcher = watch(folder, () => void readdir(folder).then((names) => seen.push(names)));
    const second = await push({ name: 'lab/thing:1' });
    const [after, ...others] = store.images();
    watcher.close();
    expect(others).toEqual([]);
    expect(after?.id).toBeGreaterThan(before?.id ?? 0);
    expect(second.digest).not.toBe(first.digest);
    expect(await readdir(folder)).toEqual([`thing:1@${second.md5}.sif`]);
    expect(seen.every((names) => names.length > 0)).toBe(true); // never a moment without the tag's file
    await stop();
  });

  it('refuses a frozen tag and writes nothing', async () => {
    const { push, stop, store } = makeRegistry();
    await seedImages(store, { imagesDir, scale: 'small' });
    const before = await readdir(imagesDir, { recursive: true });
    await expect(push({ name: 'genomics/samtools:1.19' })).rejects.toThrow(FrozenTagError);
    expect(await readdir(imagesDir, { recursive: true })).toEqual(before);
    await stop();
  });

  it('goes on after a push that failed, and leaves nothing of it', async () => {
    const { push, stop, store } = makeRegistry();
    const tooSmall = push({ name: 'lab/thing:1', sizeBytes: 1000 });
    const next = push({ name: 'lab/thing:2' });
    await expect(tooSmall).rejects.toThrow(RangeError);
    await next;
    expect(store.images().map(({ tag }) => tag)).toEqual(['2']);
    expect(await leftovers()).toEqual([]);
    await stop();
  });

  it('hashes after a restart what was unhashed before', async () => {
    const first = makeRegistry(60_000);
    const { digest, md5 } = await first.push({ name: 'lab/thing:1' });
    await first.stop();
    const kept: unknown = JSON.parse(JSON.stringify(first.store.snapshot()));
    expect(first.store.images()[0]?.version).toBe(md5);
    const second = makeRegistry(10, kept);
    await expect.poll(() => second.store.images()[0]?.version).toBe(digest.replace(':', '.'));
    await second.stop();
  });
});

describe('the seed', () => {
  it('is the same in every lab: 24 images on disk, 4 container collections, one of them private', async () => {
    const { store } = makeRegistry();
    await seedImages(store, { imagesDir, scale: 'small' });
    expect(store.containerCollections().map(({ name, isPrivate }) => [name, isPrivate])).toEqual([
      ['lab', false],
      ['genomics', false],
      ['tools', false],
      ['teaching', true],
    ]);
    expect(store.images()).toHaveLength(24);
    expect(store.images().filter(({ isFrozen }) => isFrozen)).toHaveLength(1);
    for (const row of store.images()) {
      const { md5, digest, sizeBytes } = await digests(row.relativePath ?? '');
      expect([row.md5, `sha256:${row.sha256}`, row.sizeBytes]).toEqual([md5, digest, sizeBytes]);
    }
    const [torch] = store.images();
    const other = await mkdtemp(join(tmpdir(), 'portolan-push-'));
    const again = createRegistryStore({ clock, people: labPeople, changed: () => {} });
    await seedImages(again, { imagesDir: other, scale: 'small' });
    expect(again.images().map(({ sha256 }) => sha256)).toEqual(store.images().map(({ sha256 }) => sha256));
    expect(torch?.relativePath).toMatch(/^lab\/torch:2\.4@[0-9a-f]{32}\.sif$/);
    await rm(other, { recursive: true });
  });
});

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { FolderHealth } from '../../../src-main/contract/registry.ts';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import { createSystemClock } from '../../../src-main/node/systemClock.ts';
import type { Database } from '../../../src-main/ports/database.ts';
import type { Files } from '../../../src-main/ports/files.ts';
import type { FolderWatcher } from '../../../src-main/ports/folderWatcher.ts';
import { type Arrivals, createArrivals } from '../../../src-main/sync/arrivals.ts';
import { createFolderStore } from '../../../src-main/sync/folderStore.ts';
import { createFakeImageSource, type FakeImageSource } from '../../fakes/fakeImageSource.ts';
import { createMemoryDatabase } from '../../fakes/memoryDatabase.ts';
import { createPromptLedger } from '../../fakes/promptLedger.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { makeSif } from '../../unit/sif/sifFixtures.ts';
import { harbour, registryId } from '../../unit/sync/syncBench.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';

const newFolder = temporaryFolders();
let root: string;
let database: Database;
let images: FakeImageSource;
let files: ReturnType<typeof createNodeFiles>;
let arrivals: Arrivals;
let digested: string[];
let watcher: FolderWatcher;
let rescanMs: number;
let readable: (path: string) => boolean;

const sifBytes = (seed: string, size = 50_000) =>
  Buffer.from(
    makeSif([
      { type: 0x4001, content: seed.padEnd(size, seed) },
      { type: 0x4004, content: seed.repeat(100) },
    ]),
  );
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');
const pathOf = (name: string, bytes: Buffer) => `lab/${name}@${md5(bytes)}.sif`;
const upload = (name: string, bytes: Buffer): string => {
  const part = join(root, '_upload', '3', '0000000001');
  mkdirSync(dirname(part), { recursive: true });
  mkdirSync(join(root, 'lab'), { recursive: true });
  writeFileSync(part, bytes);
  renameSync(part, join(root, pathOf(name, bytes)));
  return pathOf(name, bytes);
};
const listed = () =>
  images
    .images(registryId)
    .map(({ relativePath }) => relativePath)
    .sort();
const health = (): FolderHealth | undefined => images.health.at(-1)?.health;
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000, interval: 20 });

/** Tells of nothing; `problem` is what stands in its way. */
const noWatcher = (problem: AppError | null): FolderWatcher => ({
  watch: (_root, on) => {
    if (problem) setImmediate(() => on.problem(problem));
    return { folder: () => {}, listed: () => {}, close: async () => {} };
  },
});

/** The real files, and a note of every file that is hashed. */
const noting = (real: Files): Files => ({
  ...real,
  open: async (folder, paths) => {
    const shut = (path: string) => new AppError('folder.unreadable', { facts: { path, reason: 'EACCES' } });
    const opened = (await real.open(folder, paths.filter(readable))).values();
    return paths.map((path) => (readable(path) ? (opened.next().value ?? shut(path)) : shut(path)));
  },
  digest: (opened, told, signal) => {
    digested.push(...opened.map(({ found }) => found.relativePath));
    return real.digest(opened, told, signal);
  },
});

function begin(): void {
  arrivals = createArrivals({
    clock: createSystemClock(),
    files: noting(files),
    watcher,
    store: createFolderStore(createPromptLedger(database)),
    images,
    logger: createRecordingLogger(),
    rescanMs: () => rescanMs,
    onChange: () => {},
  });
  void arrivals.registriesChanged();
}

async function beginAgain(): Promise<void> {
  await arrivals.stop();
  begin();
}

beforeEach(() => {
  root = join(newFolder(), 'images');
  mkdirSync(root);
  database = createMemoryDatabase();
  images = createFakeImageSource();
  images.setRegistry({
    id: registryId,
    name: 'Lab',
    url: 'https://r/',
    harbour: { endpointId: harbour, basePath: '/' },
    imagesDir: root,
  });
  files = createNodeFiles();
  watcher = createChokidarWatcher();
  digested = [];
  rescanMs = 3_600_000;
  readable = () => true;
});
afterEach(async () => {
  await arrivals.stop();
  await files.close();
});

const watching = () => eventually(() => health()?.state).toBe('watching');

describe('images that arrive', () => {
  it('by renaming: seen with digest, size, architecture; uploads, logos and lists are not', async () => {
    const before = sifBytes('old');
    upload('old:1', before);
    begin();
    await watching();
    await eventually(listed).toEqual([pathOf('old:1', before)]);
    const bytes = sifBytes('new');
    mkdirSync(join(root, 'teams'));
    writeFileSync(join(root, 'teams', `logo:1@${md5(bytes)}.png`), bytes);
    writeFileSync(join(root, 'lab', `DUMMY-1:DUMMY-2@${md5(bytes)}.sif`), bytes);
    writeFileSync(join(root, 'lab', 'plain.sif'), bytes);
    const path = upload('torch:2.4', bytes);
    await eventually(listed).toEqual([pathOf('old:1', before), path].sort());
    expect(images.images(registryId).find(({ relativePath }) => relativePath === path)).toMatchObject({
      containerCollection: 'lab',
      container: 'torch',
      tag: '2.4',
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      sizeBytes: bytes.length,
      architecture: 'amd64',
      builtAt: '2023-11-14T22:13:20.000Z',
    });
    expect(health()).toMatchObject({ state: 'watching', files: 2, problem: null, lastChangeAt: expect.any(String) });
    expect(digested).toHaveLength(2);
  });

  it('by a slow writer with pauses: never before it is whole', async () => {
    begin();
    await watching();
    const bytes = sifBytes('slow', 400_000);
    const path = pathOf('slow:1', bytes);
    mkdirSync(join(root, 'lab'));
    const steps = 12;
    for (let step = 0; step < steps; step += 1) {
      const [from, to] = [step, step + 1].map((at) => Math.floor((bytes.length * at) / steps));
      appendFileSync(join(root, path), bytes.subarray(from, to));
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (step < steps - 1) expect(listed()).toEqual([]);
    }
    await eventually(listed).toEqual([path]);
    expect(digested).toEqual([path]);
  });

  it('by a writer that reserves the whole length first', async () => {
    begin();
    await watching();
    const bytes = sifBytes('reserved', 300_000);
    const path = pathOf('reserved:1', bytes);
    mkdirSync(join(root, 'lab'));
    writeFileSync(join(root, path), bytes.subarray(0, 40_000));
    truncateSync(join(root, path), bytes.length);
    await eventually(() => digested.length).toBeGreaterThan(0);
    expect(listed()).toEqual([]);
    writeFileSync(join(root, path), bytes);
    await eventually(listed).toEqual([path]);
  });

  it('a push over the same tag: the later file has the last word; the older one goes', async () => {
    const [first, second] = [sifBytes('one'), sifBytes('two')];
    const firstPath = upload('torch:1', first);
    begin();
    await eventually(listed).toEqual([firstPath]);
    const secondPath = upload('torch:1', second);
    await eventually(listed).toEqual([secondPath]);
    rmSync(join(root, firstPath));
    await eventually(() => health()?.files).toBe(1);
    expect(listed()).toEqual([secondPath]);
  });

  it('what is cut, of another kind or other than its name says is told and never listed', async () => {
    const good = sifBytes('good');
    mkdirSync(join(root, 'lab'));
    writeFileSync(join(root, pathOf('cut:1', good)), good.subarray(0, good.length - 1));
    const page = Buffer.from('<!doctype html>'.repeat(20));
    writeFileSync(join(root, pathOf('page:1', page)), page);
    writeFileSync(join(root, `lab/other:1@${'0'.repeat(32)}.sif`), good);
    symlinkSync(join(root, pathOf('cut:1', good)), join(root, `lab/link:1@${md5(good)}.sif`));
    const old = new Date(Date.now() - 120_000);
    for (const name of [pathOf('cut:1', good), pathOf('page:1', page)]) utimesSync(join(root, name), old, old);
    const path = upload('good:1', good);
    begin();
    await eventually(listed).toEqual([path]);
    await eventually(() => digested.includes(`lab/other:1@${'0'.repeat(32)}.sif`)).toBe(true);
    expect(listed()).toEqual([path]);
    appendFileSync(join(root, pathOf('cut:1', good)), good.subarray(good.length - 1));
    await eventually(listed).toEqual([pathOf('cut:1', good), path].sort());
  });

  it('what becomes right under the same inode, size and time is read again', async () => {
    rescanMs = 150;
    const [bytes, wrong] = [sifBytes('x'), sifBytes('y')];
    const path = pathOf('mended:1', bytes);
    const at = new Date(Date.now() - 120_000);
    mkdirSync(join(root, 'lab'));
    const write = (content: Buffer) => {
      writeFileSync(join(root, path), content);
      utimesSync(join(root, path), at, at);
    };
    write(wrong);
    begin();
    await eventually(() => health()?.problem?.code).toBe('image.digestMismatch');
    write(bytes);
    await eventually(listed).toEqual([path]);
    expect(health()?.problem).toBeNull();
    write(wrong);
    await eventually(listed).toEqual([]);
  });

  it('one that may not be read is named, and taken once it may', async () => {
    rescanMs = 150;
    watcher = noWatcher(null);
    const [shut, open] = [upload('shut:1', sifBytes('shut')), upload('open:1', sifBytes('open'))];
    let isShut = true;
    readable = (path) => !isShut || path !== shut;
    begin();
    await eventually(listed).toEqual([open]);
    await eventually(() => health()?.problem?.facts).toMatchObject({ path: shut, image: 'lab/shut:1' });
    isShut = false;
    await eventually(listed).toEqual([open, shut]);
    expect(health()?.problem).toBeNull();
  });

  it('what a ledger of earlier versions knows is not read again, and dated', async () => {
    const path = upload('old:1', sifBytes('old'));
    begin();
    await eventually(listed).toEqual([path]);
    await arrivals.stop();
    database.run('UPDATE image_file SET changed_at_ms = NULL');
    await beginAgain();
    await watching();
    await eventually(() => database.get('SELECT changed_at_ms FROM image_file')?.changed_at_ms).toBeGreaterThan(0);
    expect(digested).toEqual([path]);
  });

  it('a restart hashes nothing again, and forgets what went meanwhile', async () => {
    const [a, b] = [sifBytes('a'), sifBytes('b')];
    const [aPath, bPath] = [upload('a:1', a), upload('b:1', b)];
    begin();
    await eventually(listed).toEqual([aPath, bPath]);
    expect(digested).toHaveLength(2);
    await arrivals.stop();
    rmSync(join(root, bPath));
    images.folderRead(registryId, []);
    begin();
    await eventually(listed).toEqual([aPath]);
    expect(digested).toHaveLength(2);
    const now = new Date();
    utimesSync(join(root, aPath), now, now);
    await beginAgain();
    await eventually(() => digested.length).toBe(3);
  });
});

describe('without a watch', () => {
  it('the scan finds everything, and the limit is told', async () => {
    rescanMs = 150;
    watcher = noWatcher(new AppError('folder.watchLimit', { facts: { reason: 'ENOSPC' } }));
    begin();
    await eventually(health).toMatchObject({ state: 'scanningOnly', problem: { code: 'folder.watchLimit' } });
    const bytes = sifBytes('found');
    const path = upload('found:1', bytes);
    await eventually(listed).toEqual([path]);
    rmSync(join(root, path));
    await eventually(listed).toEqual([]);
  });
});

describe('a folder that is not ours any more', () => {
  beforeEach(() => {
    rescanMs = 150;
  });
  const paused = (code: string) => eventually(health).toMatchObject({ state: 'paused', problem: { code } });

  it('renamed away, replaced by another, and brought back', async () => {
    const bytes = sifBytes('ours');
    const path = upload('ours:1', bytes);
    begin();
    await eventually(listed).toEqual([path]);
    renameSync(root, `${root}.away`);
    await paused('folder.missing');
    expect(listed()).toEqual([path]);
    expect(arrivals.pausedBy(registryId)?.code).toBe('folder.missing');
    mkdirSync(root);
    const theirs = sifBytes('theirs');
    const theirPath = upload('theirs:1', theirs);
    await paused('folder.replaced');
    expect(listed()).toEqual([path]);
    expect(digested).not.toContain(theirPath);
    renameSync(root, `${root}.theirs`);
    renameSync(`${root}.away`, root);
    await watching();
    expect(arrivals.pausedBy(registryId)).toBeNull();
    const later = upload('later:1', sifBytes('later'));
    await eventually(listed).toEqual([later, path].sort());
    expect(digested.filter((one) => one === path)).toHaveLength(1);
  });

  it('replaced by a link, while the app was off', async () => {
    const path = upload('ours:1', sifBytes('ours'));
    begin();
    await eventually(listed).toEqual([path]);
    await arrivals.stop();
    renameSync(root, `${root}.away`);
    const elsewhere = newFolder();
    symlinkSync(elsewhere, root);
    begin();
    await paused('folder.replaced');
    expect(listed()).toEqual([path]);
  });

  it('the same files under another device number are the same folder', async () => {
    const path = upload('ours:1', sifBytes('ours'));
    begin();
    await eventually(listed).toEqual([path]);
    await arrivals.stop();
    database.run('UPDATE folder SET device = device + 1');
    database.run('UPDATE image_file SET device = device + 1');
    begin();
    await watching();
    expect(listed()).toEqual([path]);
    expect(digested).toEqual([path]);
  });

  it('another folder is chosen: begun anew; none: off', async () => {
    upload('ours:1', sifBytes('ours'));
    begin();
    await eventually(() => listed().length).toBe(1);
    const other = join(newFolder(), 'other');
    mkdirSync(other);
    const registry = images.registries()[0]!;
    images.setRegistry({ ...registry, imagesDir: other });
    void arrivals.registriesChanged();
    await eventually(listed).toEqual([]);
    await watching();
    images.setRegistry({ ...registry, imagesDir: null });
    await arrivals.registriesChanged();
    expect(health()?.state).toBe('off');
  });
});

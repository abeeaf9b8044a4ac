import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { createNodeFiles } from '../../../src-main/node/nodeFiles.ts';
import { type OpenedDatabase, openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { createSystemClock } from '../../../src-main/node/systemClock.ts';
import { createSync, type Sync } from '../../../src-main/sync/createSync.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { createFakeEndpointDirectory, endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createFakeImageSource, type FakeImageSource } from '../../fakes/fakeImageSource.ts';
import { createFakeTransfers, type FakeTransfers } from '../../fakes/fakeTransfers.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { makeSif } from '../../unit/sif/sifFixtures.ts';
import { harbour, registryId, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';

// Each wait has a limit of its own; on a busy machine several of them may be long.
vi.setConfig({ testTimeout: 120_000 });

const newFolder = temporaryFolders();
const files = createNodeFiles();
let root: string;
let stateFile: string;
let opened: OpenedDatabase;
let images: FakeImageSource;
let transfers: FakeTransfers;
let sync: Sync;

const push = (name: string): void => {
  const bytes = makeSif([{ type: 0x4004, content: name.padEnd(2000, name) }]);
  const md5 = createHash('md5').update(bytes).digest('hex');
  mkdirSync(join(root, 'lab'), { recursive: true });
  writeFileSync(join(root, `part-${name}`), bytes);
  renameSync(join(root, `part-${name}`), join(root, 'lab', `${name}:1@${md5}.sif`));
};

async function begin(): Promise<void> {
  opened = await openSqliteDatabase({ file: stateFile, schema: ledgerSchema });
  const usual = settingsSchema.parse({});
  const settings = { ...usual, sync: { ...usual.sync, rescanSeconds: 0.3 } };
  sync = createSync({
    clock: createSystemClock(),
    database: opened.db,
    backUp: opened.backUp,
    files,
    watcher: createChokidarWatcher(),
    transfers,
    endpoints: createFakeEndpointDirectory([endpointNamed(harbour, 'Lab'), endpointNamed(sherlock, 'Sherlock')]),
    images,
    settings: { read: () => settings },
    publish: () => {},
    notifier: { notify: () => {} },
    logger: createRecordingLogger(),
    random: () => 0.5,
  });
  sync.start();
}

async function end(): Promise<void> {
  await sync.stop();
  opened.db.close();
}

beforeEach(async () => {
  root = join(newFolder(), 'images');
  stateFile = join(newFolder(), 'state.db');
  mkdirSync(root);
  images = createFakeImageSource();
  const place = { endpointId: harbour, basePath: '/images/' };
  images.setRegistry({ id: registryId, name: 'Lab', url: 'https://r/', harbour: place, imagesDir: root });
  transfers = createFakeTransfers(createSystemClock());
  transfers.finishAtOnce(true);
  await begin();
});
afterEach(end);

const sent = () => transfers.allTasks.flatMap(({ order }) => order.files.map(({ destinationPath }) => destinationPath));
const counts = async () => (await sync.subscriptions.list())[0]?.counts;
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 25_000, interval: 50 });

it('images that are pushed arrive, in few tasks, each once, over a restart', async () => {
  for (let n = 0; n < 20; n += 1) push(`before${n}`);
  // How many tasks a stream makes depends on how fast this machine reads; of what is known already it is one.
  await eventually(() => images.images(registryId).length).toBe(20);
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await eventually(counts).toEqual({ upToDate: 20, onTheirWay: 0, problems: 0 });
  expect(transfers.allTasks).toHaveLength(1);
  for (let n = 0; n < 20; n += 1) push(`after${n}`);
  await eventually(counts).toEqual({ upToDate: 40, onTheirWay: 0, problems: 0 });
  await end();
  push('meanwhile');
  await begin();
  await eventually(counts).toEqual({ upToDate: 41, onTheirWay: 0, problems: 0 });
  expect(new Set(sent()).size).toBe(41);
  expect(sent()).toHaveLength(41);
  expect(transfers.allTasks[0]?.order.files[0]?.sourcePath).toMatch(/^\/images\/lab\/before\d+:1@[0-9a-f]{32}\.sif$/);
});

it('another folder in place of the image folder is never sent from', async () => {
  push('ours');
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await eventually(sent).toEqual(['/containers/lab/ours_1.sif']);
  renameSync(root, `${root}.away`);
  mkdirSync(root);
  push('theirs');
  await eventually(() => images.health.at(-1)?.health).toMatchObject({
    state: 'paused',
    problem: { code: 'folder.replaced' },
  });
  expect((await sync.subscriptions.list())[0]).toMatchObject({
    state: 'problem',
    problem: { code: 'folder.replaced' },
  });
  renameSync(root, `${root}.theirs`);
  renameSync(`${root}.away`, root);
  push('later');
  await eventually(sent).toEqual(['/containers/lab/ours_1.sif', '/containers/lab/later_1.sif']);
});

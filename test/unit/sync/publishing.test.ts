import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { digestOf } from '../../fakes/fakeImageSource.ts';
import { createSyncBench, registryId, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

const large = { sizeBytes: 64 * 1024 ** 2 };
const incoming = '/containers/.portolan-incoming/';

let bench: SyncBench;
let sync: Sync;
let renames: [string, string][];
const taskIds = () => bench.transfers.allTasks.map(({ task }) => task.taskId);
const placed = async () => (await sync.activity.placements(null)).map(({ path, state }) => [path, state]);
const finishAll = async () => {
  for (const { task } of bench.transfers.allTasks) if (task.status === 'active') bench.transfers.finish(task.taskId);
  await bench.clock.advance(10_000);
};

beforeEach(() => {
  bench = createSyncBench();
  bench.transfers.setFileBytes(large.sizeBytes);
  renames = [];
  const rename = bench.transfers.rename;
  bench.transfers.rename = async (id, from, to) => {
    await rename(id, from, to);
    renames.push([from, to]);
  };
  sync = bench.make();
  sync.start();
});
afterEach(async () => {
  await sync.stop();
  expect(bench.clock.sleepers).toBe(0);
  expect(bench.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('a copy gets its name when it is whole', () => {
  it('large images travel under a name of ours, small new ones straight', async () => {
    bench.put('lab/large:1', large);
    bench.put('lab/small:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    const [sent] = bench.transfers.allTasks;
    const staged = `${incoming}${sent?.order.submissionId}/lab/large_1.sif`;
    expect(sent?.order.files.map(({ destinationPath, publishAs }) => [destinationPath, publishAs])).toEqual([
      [staged, '/containers/lab/large_1.sif'],
      ['/containers/lab/small_1.sif', undefined],
    ]);
    expect(await placed()).toEqual([
      [null, 'onItsWay'],
      [null, 'onItsWay'],
    ]);
    await finishAll();
    expect(renames).toEqual([[staged, '/containers/lab/large_1.sif']]);
    expect(await placed()).toEqual([
      ['/containers/lab/large_1.sif', 'upToDate'],
      ['/containers/lab/small_1.sif', 'upToDate'],
    ]);
    expect(bench.transfers.removals).toMatchObject([
      { endpointId: sherlock, paths: [`${incoming}${sent?.order.submissionId}/`], withFolders: true },
    ]);
  });

  it('a replaced name keeps the old image until the new one is whole', async () => {
    bench.put('lab/tool:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    await finishAll();
    expect(renames).toEqual([]);
    bench.put('lab/tool:1', { digest: digestOf('second') });
    sync.registriesChanged();
    await bench.clock.advance(1000);
    expect(bench.transfers.allTasks[1]?.order.files[0]?.destinationPath).toMatch(/\.portolan-incoming/);
    bench.transfers.fail(taskIds()[1]!, 'CONNECT_FAILED');
    await bench.clock.advance(10_000);
    expect(renames).toEqual([]);
    expect(await placed()).toEqual([['/containers/lab/tool_1.sif', 'older']]);
    await bench.clock.advance(3_600_000);
    await finishAll();
    expect(renames.map(([, to]) => to)).toEqual(['/containers/lab/tool_1.sif']);
    expect(await placed()).toEqual([['/containers/lab/tool_1.sif', 'upToDate']]);
  });

  it('a folder that is new is published by one step, one that is there file by file', async () => {
    for (const name of ['a', 'b', 'c']) bench.put(`lab/${name}:1`, large);
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    await finishAll();
    expect(renames.map(([, to]) => to)).toEqual(['/containers/lab/']);
    for (const name of ['d', 'e']) bench.put(`lab/${name}:1`, large);
    sync.registriesChanged();
    await bench.clock.advance(1000);
    await finishAll();
    expect(renames.map(([, to]) => to)).toEqual([
      '/containers/lab/',
      '/containers/lab/d_1.sif',
      '/containers/lab/e_1.sif',
    ]);
    expect((await placed()).every(([, state]) => state === 'upToDate')).toBe(true);
  });

  it('endpoints without dot folders get a plain one', async () => {
    const made: string[] = [];
    bench.transfers.makeFolder = async (_id, path) => {
      if (path.includes('/.')) throw new AppError('endpoint.permissionDenied');
      made.push(path);
    };
    bench.put('lab/large:1', large);
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    expect(made).toEqual(['/containers/portolan-incoming/']);
    expect(bench.transfers.allTasks[0]?.order.files[0]?.destinationPath).toMatch(/^\/containers\/portolan-incoming\//);
  });
});

describe('publishing survives', () => {
  /** The answers of these renames are lost; the endpoint has done them. */
  const loseRenames = (count: number) => {
    const rename = bench.transfers.rename;
    let lost = 0;
    bench.transfers.rename = async (id, from, to) => {
      await rename(id, from, to);
      lost += 1;
      if (lost <= count) throw new AppError('network.timeout');
    };
  };

  it('lost answers: what lies at its place was published', async () => {
    loseRenames(2);
    for (const name of ['a', 'b']) bench.put(`${name}/tool:1`, large);
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    await finishAll();
    await bench.clock.advance(60_000);
    expect(renames.map(([, to]) => to)).toEqual(['/containers/a/tool_1.sif', '/containers/b/tool_1.sif']);
    expect((await placed()).map(([, state]) => state)).toEqual(['upToDate', 'upToDate']);
    expect(bench.transfers.posts).toHaveLength(1);
  });

  it('a restart in the middle, and tidies up what was left', async () => {
    loseRenames(1);
    bench.put('lab/large:1', large);
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    bench.transfers.finish(taskIds()[0]!);
    await bench.clock.advance(2_000);
    await sync.stop();
    sync = bench.make();
    sync.start();
    await bench.clock.advance(60_000);
    expect(await placed()).toEqual([['/containers/lab/large_1.sif', 'upToDate']]);
    expect(renames).toHaveLength(1);
    expect(bench.transfers.removals).toHaveLength(1);
  });

  it('never more than ten requests a second', async () => {
    const at: number[] = [];
    const rename = bench.transfers.rename;
    bench.transfers.rename = async (id, from, to) => {
      at.push(bench.clock.monotonic());
      await rename(id, from, to);
    };
    for (let n = 0; n < 25; n += 1) bench.put(`lab${n}/tool:1`, large);
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    await finishAll();
    expect(at).toHaveLength(25);
    expect(at.every((time, index) => index < 10 || time - (at[index - 10] ?? 0) >= 1000)).toBe(true);
  });
});

it('what changed on its way is not delivered, nor published', async () => {
  const changing: string[] = [];
  await sync.stop();
  const root = '/images-root';
  bench.images.setRegistry({
    id: registryId,
    name: 'Lab',
    url: 'https://containers.lab.edu/',
    harbour: { endpointId: '11111111-0000-4000-8000-000000000001' as EndpointId, basePath: '/images/' },
    imagesDir: root,
  });
  const found = (relativePath: string) => ({
    ...{ relativePath, sizeBytes: 1000, device: 1, inode: 2 },
    modifiedAtMs: changing.includes(relativePath) ? 2 : 1,
    changedAtMs: 1,
  });
  const path = `lab/tool:1@${'0'.repeat(32)}.sif`;
  bench.database.run(
    `INSERT INTO image_file (registry_id, relative_path, device, inode, size_bytes, modified_at_ms, md5, sha256,
       checked_at) VALUES (?, ?, 1, 2, 1000, 1, ?, ?, '')`,
    registryId,
    path,
    '0'.repeat(32),
    'a'.repeat(64),
  );
  sync = bench.make({
    files: {
      identity: async () => ({ device: 1, inode: 1 }),
      scan: async function* () {
        yield { files: [{ relativePath: path, found: found(path) }], changedAtMs: 1 };
      },
      stat: async (_root, relativePath) => found(relativePath),
      peek: async (_root, relativePaths) => relativePaths.map(found),
      read: () => Promise.reject(new AppError('image.noFile')),
      open: async (_root, relativePaths) => relativePaths.map(() => new AppError('image.noFile')),
      digest: async () => {},
      release: () => {},
    },
  });
  sync.start();
  await bench.clock.advance(100);
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1000);
  expect(bench.transfers.allTasks).toHaveLength(1);
  changing.push(path);
  bench.transfers.finish(taskIds()[0]!);
  await bench.clock.advance(5_000);
  const [activity] = (await sync.activity.list({ tab: 'history', limit: 1, offset: 0 })).activities;
  expect(activity).toMatchObject({
    state: 'problem',
    images: [{ state: 'failed', problem: { code: 'image.changedWhileRead' } }],
  });
  expect(await placed()).not.toContainEqual(['/containers/lab/tool_1.sif', 'upToDate']);
});

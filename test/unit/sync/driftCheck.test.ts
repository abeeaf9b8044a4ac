import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { Transfers } from '../../../src-main/ports/transfers.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createSyncBench, laptop, registryId, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

const hourMs = 3_600_000;
let bench: SyncBench;
let sync: Sync;
/** Folders that were listed, as `endpoint path`. */
let listed: string[];
let asleep: Set<string>;

const watched = (): Transfers => ({
  ...bench.transfers,
  list: async (endpointId, path) => {
    listed.push(`${endpointId} ${path}`);
    if (asleep.has(endpointId)) throw new AppError('endpoint.asleep', { facts: { endpointId } });
    return bench.transfers.list(endpointId, path);
  },
});
const posts = () => bench.transfers.posts.length;
const stateOf = async (name: string) => {
  const id = bench.images.images(registryId).find((image) => image.id.endsWith(name))?.id;
  const all = await sync.activity.placements(id === undefined ? [] : [id]);
  return all.find(({ endpointId }) => endpointId === sherlock);
};
const deliver = async (endpoints = [sherlock]) => {
  const made = await sync.subscriptions.create(subscriptionTo(endpoints));
  await bench.clock.advance(20_000);
  expect((await sync.subscriptions.list())[0]?.counts.onTheirWay).toBe(0);
  listed = [];
  return made;
};

beforeEach(() => {
  bench = createSyncBench();
  bench.transfers.finishAtOnce(true);
  listed = [];
  asleep = new Set();
  for (const name of ['a', 'b', 'c']) bench.put(`lab/${name}:1`);
  sync = bench.make({ transfers: watched() });
  sync.start();
});
afterEach(async () => {
  await sync.stop();
  expect(bench.clock.sleepers).toBe(0);
  expect(bench.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('what others do at an endpoint', () => {
  it('a file removed by hand is found within hours, told, and delivered again', async () => {
    await deliver();
    bench.transfers.removeFile(sherlock, '/containers/lab/b_1.sif');
    bench.transfers.finishAtOnce(false);
    const before = posts();
    await bench.clock.advance(2 * hourMs);
    expect(posts() - before).toBe(1);
    expect(await stateOf('b:1')).toMatchObject({ state: 'onItsWay', path: null });
    expect(bench.transfers.allTasks.at(-1)?.order.files.map(({ destinationPath }) => destinationPath)).toEqual([
      '/containers/lab/b_1.sif',
    ]);
    expect(bench.events).toContainEqual({ kind: 'placements.changed', endpointId: sherlock });
    bench.transfers.finishAtOnce(true);
    await bench.clock.advance(60_000);
    expect(await stateOf('b:1')).toMatchObject({ state: 'upToDate', verified: 'digest' });
  });

  it('another size is found at the first look, another time of writing at a later one; the file is replaced whole', async () => {
    await deliver();
    bench.transfers.putFile(sherlock, '/containers/lab/a_1.sif', 7);
    await bench.clock.advance(2 * hourMs);
    expect(posts()).toBe(2);
    const again = bench.transfers.allTasks.at(-1)?.order.files;
    expect(again).toEqual([expect.objectContaining({ publishAs: '/containers/lab/a_1.sif' })]);
    expect(await stateOf('a:1')).toMatchObject({ state: 'upToDate' });
    bench.transfers.putFile(sherlock, '/containers/lab/c_1.sif', 1000, '2026-12-01T00:00:00.000Z');
    await bench.clock.advance(2 * hourMs);
    expect(posts()).toBe(3);
    expect(await stateOf('c:1')).toMatchObject({ state: 'upToDate' });
    await bench.clock.advance(10 * hourMs);
    expect(posts()).toBe(3);
  });

  it('while it cannot be replaced, what lies there is an older version of unknown content', async () => {
    await deliver();
    bench.transfers.putFile(sherlock, '/containers/lab/a_1.sif', 7);
    bench.transfers.refuseAll('endpoint.permissionDenied');
    await bench.clock.advance(2 * hourMs);
    expect(await stateOf('a:1')).toMatchObject({ state: 'older', digest: null, verified: null });
    expect((await sync.subscriptions.list())[0]).toMatchObject({ counts: { upToDate: 2, problems: 1 } });
  });

  it('a paused subscription asks nothing and an endpoint that a person alone sends to neither', async () => {
    const { id } = await deliver();
    await sync.subscriptions.update({ id, isPaused: true });
    bench.transfers.removeFile(sherlock, '/containers/lab/b_1.sif');
    await bench.clock.advance(24 * hourMs);
    expect(listed).toEqual([]);
    await sync.subscriptions.update({ id, isPaused: false });
    await bench.clock.advance(2 * hourMs);
    expect(posts()).toBe(2);
  });
});

describe('how often', () => {
  it('each folder at most once an hour, one at a time, in turn', async () => {
    for (let n = 0; n < 30; n += 1) bench.put(`group${n}/tool:1`);
    await deliver([sherlock, laptop]);
    let most = 0;
    let before = 0;
    for (let minute = 0; minute < 60 * 24; minute += 1) {
      await bench.clock.advance(60_000);
      most = Math.max(most, listed.length - before);
      before = listed.length;
    }
    expect(most).toBe(1);
    expect(listed.length).toBeLessThanOrEqual(24 * 8);
    expect(listed.length).toBeGreaterThan(24 * 7);
    const counts = [...Map.groupBy(listed, (key) => key).values()].map((all) => all.length);
    expect(counts).toHaveLength(62);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('an endpoint asleep is asked ever more seldom, its copies stay as they were known; back, it is looked at again', async () => {
    await deliver([sherlock, laptop]);
    asleep.add(laptop);
    await bench.clock.advance(48 * hourMs);
    const asked = listed.filter((key) => key.startsWith(laptop)).length;
    expect(asked).toBeGreaterThanOrEqual(4);
    expect(asked).toBeLessThanOrEqual(7);
    expect(bench.endpoints.observations).toContainEqual({ id: laptop, outcome: 'endpoint.asleep' });
    expect((await sync.subscriptions.list())[0]?.counts).toEqual({ upToDate: 6, onTheirWay: 0, problems: 0 });
    expect(posts()).toBe(2);
    asleep.clear();
    bench.transfers.removeFile(laptop, '/~/containers/lab/b_1.sif');
    bench.endpoints.set(endpointNamed(laptop, 'Laptop', { kind: 'personal', folder: '/~/containers/' }));
    sync.endpointsChanged();
    await bench.clock.advance(hourMs);
    expect(posts()).toBe(3);
  });

  it('a folder that may not be listed does not keep the others from being looked at', async () => {
    bench.put('other/tool:1');
    await deliver();
    const list = bench.transfers.list;
    bench.transfers.list = async (endpointId, path) => {
      if (path.endsWith('/lab/')) throw new AppError('endpoint.permissionDenied');
      return list(endpointId, path);
    };
    bench.transfers.removeFile(sherlock, '/containers/other/tool_1.sif');
    await bench.clock.advance(3 * hourMs);
    expect(posts()).toBe(2);
    expect(await stateOf('a:1')).toMatchObject({ state: 'upToDate' });
  });
});

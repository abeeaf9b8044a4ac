import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import type { Transfers } from '../../../src-main/ports/transfers.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createSyncBench, harbour, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

/* What older programs that move registry images over Globus are known to do wrong. */
let bench: SyncBench;
let sync: Sync;
/** Calls that change what lies at an endpoint. */
let written: string[];

const noting = (transfers: Transfers): Transfers => ({
  ...transfers,
  submit: (order) => {
    written.push(`${order.destinationEndpointId} submit`);
    return transfers.submit(order);
  },
  makeFolder: (endpointId, path) => {
    written.push(`${endpointId} makeFolder ${path}`);
    return transfers.makeFolder(endpointId, path);
  },
  rename: (endpointId, from, to) => {
    written.push(`${endpointId} rename ${from}`);
    return transfers.rename(endpointId, from, to);
  },
  removeFiles: (order) => {
    written.push(`${order.endpointId} removeFiles`);
    return transfers.removeFiles(order);
  },
});
const orders = () => bench.transfers.allTasks.map(({ order }) => order);

beforeEach(() => {
  bench = createSyncBench();
  bench.transfers.finishAtOnce(true);
  written = [];
  sync = bench.make({ transfers: noting(bench.transfers) });
  sync.start();
});
afterEach(() => sync.stop());

describe("the registry's own endpoint can be written to by everybody", () => {
  it('and yet nothing is ever written, renamed or removed there', async () => {
    bench.put('lab/tool:1', { builtAt: '2026-01-01T00:00:00.000Z', sizeBytes: 6e9 });
    const kept = subscriptionTo([sherlock]);
    await sync.subscriptions.create({ ...kept, after: { ...kept.after, keepLast: 1 }, confirmed: true });
    await bench.clock.advance(60_000);
    bench.put('lab/tool:2', { builtAt: '2026-02-01T00:00:00.000Z', sizeBytes: 6e9 });
    sync.registriesChanged();
    await bench.clock.advance(3_600_000);
    // It did write, rename and remove, elsewhere.
    const verbs = new Set(written.map((one) => one.split(' ')[1]));
    expect(verbs).toEqual(new Set(['submit', 'makeFolder', 'rename', 'removeFiles']));
    expect(written.filter((one) => one.startsWith(harbour))).toEqual([]);
    expect(orders().every(({ sourceEndpointId }) => sourceEndpointId === harbour)).toBe(true);
  });

  it('and an image is never sent onto itself', async () => {
    const image = bench.images.put(bench.images.registries()[0]!.id, 'lab/tool:1');
    const [folder, name] = ['/images/', image.relativePath];
    expect(name).toContain('lab/tool');
    const preview = await sync.sends.preview({ imageIds: [image.id], endpointIds: [harbour], folder });
    expect(
      preview.copies.map(({ outcome, destinationPath }) => [outcome, destinationPath === `/images/${name}`]),
    ).toEqual([['send', false]]);
    const itself = { relativePath: 'lab/tool_1.sif' };
    bench.put('lab/tool:1', itself);
    const again = await sync.sends.preview({ imageIds: [image.id], endpointIds: [harbour], folder });
    expect(again.copies).toMatchObject([{ outcome: 'refused', problem: { code: 'endpoint.exists' } }]);
  });
});

describe('what was pushed with library:// is no file in the image folder', () => {
  it('so it is told, not sent as something else, and goes by itself once the registry has its file', async () => {
    const id: ImageId = bench.put('lab/tool:1', { relativePath: null });
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(5_000);
    expect((await sync.subscriptions.list())[0]?.problem).toMatchObject({ code: 'image.noFile', facts: { image: id } });
    expect(orders()).toEqual([]);
    bench.put('lab/tool:1');
    sync.registriesChanged();
    await bench.clock.advance(60_000);
    expect((await sync.subscriptions.list())[0]).toMatchObject({ problem: null, counts: { upToDate: 1 } });
  });
});

describe('every transfer has the same label and goes to the default folder', () => {
  it('labels tell one from the other, and the folder is the one that was chosen', async () => {
    const ids = [bench.put('lab/tool:1'), bench.put('lab/other:2')];
    for (const [at, folder] of ['/incoming/', '/group/shared/'].entries()) {
      await sync.sends.send({ imageIds: [ids[at]!], endpointIds: [sherlock], folder });
      await bench.clock.advance(10_000);
    }
    const [first, second] = orders();
    expect(first?.label).not.toBe(second?.label);
    expect([first?.label, second?.label]).toEqual([expect.stringContaining('tool'), expect.stringContaining('other')]);
    expect(orders().flatMap(({ files }) => files.map(({ destinationPath }) => destinationPath))).toEqual([
      '/incoming/lab/tool_1.sif',
      '/group/shared/lab/other_2.sif',
    ]);
  });
});

describe('the own endpoint is filtered by comparing its name with an id', () => {
  it('so one that has only the name of the registry is a place like any other', async () => {
    const namesake = '44444444-0000-4000-8000-000000000001' as EndpointId;
    bench.endpoints.set(endpointNamed(namesake, 'Lab registry', { folder: '/images/' }));
    const id = bench.put('lab/tool:1', { relativePath: 'lab/tool_1.sif' });
    const preview = await sync.sends.preview({ imageIds: [id], endpointIds: [namesake, harbour] });
    expect(preview.copies.map(({ endpointId, outcome }) => [endpointId, outcome])).toEqual([
      [namesake, 'send'],
      [harbour, 'refused'],
    ]);
  });
});

describe('a 404 may come from a sick server', () => {
  const gone = (path: string) => bench.transfers.removeFile(sherlock, path);
  const hours = (count: number) => bench.clock.advance(count * 3_600_000);
  const delivered = async () => {
    bench.put('lab/tool:1');
    bench.put('lab/tool:2');
    bench.put('tools/x:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(30_000);
    expect((await sync.subscriptions.list())[0]?.counts.upToDate).toBe(3);
    return orders().length;
  };

  it('so images are not missing while the folder above still has theirs', async () => {
    await sync.stop();
    let isSick = false;
    const sick: Transfers = {
      ...bench.transfers,
      list: (endpointId, path) =>
        bench.transfers.list(endpointId, isSick && path === '/containers/lab/' ? '/no/' : path),
    };
    sync = bench.make({ transfers: sick });
    sync.start();
    const before = await delivered();
    isSick = true;
    await hours(12);
    expect(orders()).toHaveLength(before);
    expect((await sync.subscriptions.list())[0]?.counts.upToDate).toBe(3);
    expect(bench.logger.lines.some(({ message }) => message.includes('could not be looked at'))).toBe(true);
  });

  it('and are when the folder above has it no more', async () => {
    const before = await delivered();
    gone('/containers/lab/tool_1.sif');
    gone('/containers/lab/tool_2.sif');
    await hours(6);
    expect(orders().length).toBe(before + 1);
    expect((await sync.subscriptions.list())[0]?.counts.upToDate).toBe(3);
  });
});

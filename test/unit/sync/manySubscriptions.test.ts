import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src-main/ports/database.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { createSyncBench, registryId, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

const many = 400;
let bench: SyncBench;
let sync: Sync;
/** How often all subscriptions were read from the ledger. */
let wholeReads: number;
/** How often an image was asked what container it is of. */
let asked: number;

const counting = (database: Database): Database => ({
  ...database,
  all: (sql, ...values) => {
    if (/FROM subscription\b/.test(sql)) wholeReads += 1;
    return database.all(sql, ...values);
  },
});
const push = (n: number, tag: string): void => {
  const image = bench.images.put(registryId, `lab/tool${n}:${tag}`);
  const { container } = image;
  Object.defineProperty(image, 'container', {
    enumerable: true,
    get: () => {
      asked += 1;
      return container;
    },
  });
};

beforeEach(async () => {
  bench = createSyncBench();
  bench.transfers.finishAtOnce(true);
  wholeReads = 0;
  sync = bench.make({ database: counting(bench.database) });
  sync.start();
  for (let n = 0; n < many; n += 1)
    await sync.subscriptions.create(subscriptionTo([sherlock], { name: `n${n}`, container: `tool${n}` }));
  for (let n = 0; n < many; n += 1) push(n, '1');
  sync.registriesChanged();
  await bench.clock.advance(2 * 3_600_000);
  expect(bench.transfers.allTasks.flatMap(({ order }) => order.files)).toHaveLength(many);
  [wholeReads, asked] = [0, 0];
});
afterEach(() => sync.stop());

describe(`with ${many} subscriptions`, () => {
  it('an image that comes asks those that it concerns, and nobody reads all of them again', async () => {
    push(7, '2');
    await bench.clock.advance(2 * 3_600_000);
    expect(bench.transfers.allTasks.flatMap(({ order }) => order.files)).toHaveLength(many + 1);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(many / 4);
    expect(wholeReads).toBe(0);
  });

  it('a registry that lists the same again asks nobody', async () => {
    await bench.clock.advance(6 * 3_600_000);
    expect([asked, wholeReads]).toEqual([0, 0]);
  });

  it('their list looks at each image a few times, not once for each of them', async () => {
    expect(await sync.subscriptions.list()).toHaveLength(many);
    expect(asked / many).toBeLessThan(10);
    expect(wholeReads).toBe(0);
  });
});

it('with "keep last", one that comes takes the place of one that could not go yet', async () => {
  await sync.stop();
  const quiet = createSyncBench();
  quiet.transfers.finishAtOnce(true);
  const other = quiet.make();
  other.start();
  const wanted = subscriptionTo([sherlock], { container: 'tool' });
  await other.subscriptions.create({ ...wanted, after: { ...wanted.after, keepLast: 1 } });
  quiet.put('lab/other:1');
  other.registriesChanged();
  await quiet.clock.advance(3_600_000);
  quiet.transfers.failCalls('network.unreachable');
  quiet.put('lab/tool:1', { builtAt: '2026-01-01T00:00:00.000Z' });
  await quiet.clock.advance(3_600_000);
  quiet.put('lab/tool:2', { builtAt: '2026-02-01T00:00:00.000Z' });
  await quiet.clock.advance(3_600_000);
  quiet.transfers.failCalls(null);
  await quiet.clock.advance(3_600_000);
  const sent = () => quiet.transfers.allTasks.flatMap(({ order }) => order.files.map((file) => file.destinationPath));
  expect(sent()).toEqual(['/containers/lab/tool_2.sif']);
  await other.stop();
});

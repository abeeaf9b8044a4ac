import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src-main/ports/database.ts';
import type { Transfers } from '../../../src-main/ports/transfers.ts';
import { createSyncBench, laptop, type SyncBench, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';

class Killed extends Error {}

/**
 * Counts every crossing between sync and what outlives it (each statement, each end of a transaction, each call to
 * Globus before and after its effect). From the chosen crossing on nothing works any more: as if the process had been
 * killed there.
 */
function createGuillotine(killAt: number) {
  let crossings = 0;
  const cross = (): void => {
    crossings += 1;
    if (crossings >= killAt) throw new Killed();
  };
  const around = <A extends readonly unknown[], R>(call: (...args: A) => R) => {
    return (...args: A): R => {
      cross();
      const result = call(...args);
      if (result instanceof Promise) {
        return result.then((value) => {
          cross();
          return value;
        }) as R;
      }
      return result;
    };
  };
  const database = (real: Database): Database => ({
    run: around(real.run),
    get: around(real.get),
    all: around(real.all),
    close: () => {},
    transaction: (work) => {
      cross();
      const result = real.transaction(() => {
        const done = work();
        cross();
        return done;
      });
      cross();
      return result;
    },
  });
  const transfers = (real: Transfers): Transfers => ({
    newSubmissionId: around(real.newSubmissionId),
    submit: around(real.submit),
    task: around(real.task),
    tasks: around(real.tasks),
    tasksByLabel: around(real.tasksByLabel),
    events: around(real.events),
    arrivedFiles: around(real.arrivedFiles),
    cancel: around(real.cancel),
    list: around(real.list),
    makeFolder: around(real.makeFolder),
    removeFiles: around(real.removeFiles),
    rename: around(real.rename),
  });
  return { database, transfers, crossings: () => crossings, isDown: () => crossings >= killAt };
}

const fill = (bench: SyncBench): void => {
  for (const name of ['a', 'b', 'c']) bench.put(`lab/${name}:1`);
  bench.transfers.finishAtOnce(true);
};

/** The life of a subscription and of one send, from a new ledger to everything delivered; killed at one crossing. */
async function live(bench: SyncBench, killAt: number): Promise<{ crossings: number; isSubscribed: boolean }> {
  const guillotine = createGuillotine(killAt);
  let isSubscribed = false;
  try {
    const sync = bench.make({
      database: guillotine.database(bench.database),
      transfers: guillotine.transfers(bench.transfers),
    });
    sync.start();
    try {
      await sync.subscriptions.create(subscriptionTo([sherlock, laptop]));
      isSubscribed = true;
      await bench.clock.advance(2_500);
      const image = bench.put('lab/sent:1');
      await sync.sends.send({ imageIds: [image], endpointIds: [sherlock] });
      await bench.clock.advance(10_000);
    } finally {
      await sync.stop();
    }
  } catch (error) {
    if (!guillotine.isDown()) throw error;
  }
  return { crossings: guillotine.crossings(), isSubscribed };
}

/** Another process over the same ledger. */
async function recover(bench: SyncBench, isSubscribed: boolean): Promise<void> {
  bench.put('lab/sent:1');
  const sync = bench.make();
  sync.start();
  if (!isSubscribed && (await sync.subscriptions.list()).length === 0) {
    await sync.subscriptions.create(subscriptionTo([sherlock, laptop]));
  }
  await bench.clock.advance(400_000);
  const [subscription] = await sync.subscriptions.list();
  expect(subscription).toMatchObject({ state: 'running', counts: { upToDate: 8, onTheirWay: 0, problems: 0 } });
  const { activities } = await sync.activity.list({ tab: 'all', limit: 100, offset: 0 });
  expect(activities.every(({ state }) => state === 'done')).toBe(true);
  expect(activities.length).toBe(bench.transfers.allTasks.length);
  await sync.stop();
}

function eachOnce(bench: SyncBench): void {
  const copies = bench.transfers.allTasks.flatMap(({ order }) =>
    order.files.map(({ destinationPath }) => `${order.destinationEndpointId} ${destinationPath}`),
  );
  expect(copies).toHaveLength(8);
  expect(new Set(copies).size).toBe(8);
  const bodies = Map.groupBy(bench.transfers.posts, ({ submissionId }) => submissionId);
  for (const posts of bodies.values()) expect(new Set(posts.map(({ body }) => body)).size).toBe(1);
}

describe('killed at every crossing', () => {
  it('each image is sent to each place by exactly one task', { timeout: 120_000 }, async () => {
    const whole = createSyncBench();
    fill(whole);
    const { crossings } = await live(whole, Number.POSITIVE_INFINITY);
    expect(crossings).toBeGreaterThan(100);
    let killed = 0;
    for (let killAt = 1; killAt <= crossings; killAt += 1) {
      const bench = createSyncBench();
      fill(bench);
      const { isSubscribed } = await live(bench, killAt);
      await recover(bench, isSubscribed);
      eachOnce(bench);
      killed += 1;
    }
    expect(killed).toBe(crossings);
  });

  it('and when Globus loses answers as well', { timeout: 120_000 }, async () => {
    const faults = ['dropAfter', 'error500After', 'dropBefore', 'answer.cut'] as const;
    for (let killAt = 20; killAt <= 320; killAt += 3) {
      const bench = createSyncBench();
      fill(bench);
      bench.transfers.failSubmits(...faults.slice(killAt % 4), ...faults.slice(0, killAt % 4));
      const { isSubscribed } = await live(bench, killAt);
      await recover(bench, isSubscribed);
      eachOnce(bench);
    }
  });
});

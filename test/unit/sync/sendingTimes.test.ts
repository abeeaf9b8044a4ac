import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { createSyncBench, laptop, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

const hour = 3_600_000;
let bench: SyncBench;
let sync: Sync;

beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make();
  sync.start();
});
afterEach(() => sync.stop());

const setPaused = (isPaused: boolean) => {
  bench.setSettings({ transfers: { isPaused } });
  sync.settingsChanged();
};
const tasksTo = (endpointId: string) =>
  bench.transfers.allTasks.filter(({ order }) => order.destinationEndpointId === endpointId).length;

describe('while all is paused', () => {
  it('nothing new reaches Globus, neither of subscriptions nor of people; resuming sends all of it', async () => {
    setPaused(true);
    bench.put('lab/tool:1');
    const { id } = await sync.subscriptions.create(subscriptionTo([sherlock]));
    const { activities } = await sync.sends.send({ imageIds: [bench.put('lab/own:1')], endpointIds: [laptop] });
    await bench.clock.advance(24 * hour);
    expect(bench.transfers.posts).toEqual([]);
    expect(activities).toMatchObject([{ state: 'queued' }]);
    const [listed] = await sync.subscriptions.list();
    expect(listed).toMatchObject({ state: 'running', problem: { code: 'transfer.allPaused' } });
    expect(await sync.subscriptions.backlog(id)).toMatchObject({ owed: 2, heldBy: { code: 'transfer.allPaused' } });
    setPaused(false);
    await bench.clock.advance(2000);
    expect([tasksTo(sherlock), tasksTo(laptop)]).toEqual([1, 1]);
    expect((await sync.subscriptions.list())[0]?.problem).toBeNull();
  });

  it('what runs at Globus runs on and is told', async () => {
    bench.put('lab/tool:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(2000);
    setPaused(true);
    const [running] = bench.transfers.allTasks;
    if (running) bench.transfers.finish(running.task.taskId);
    await bench.clock.advance(5000);
    expect((await sync.subscriptions.list())[0]?.counts).toEqual({ upToDate: 1, onTheirWay: 0, problems: 0 });
  });
});

describe('a subscription with hours', () => {
  // The bench's clock begins at noon; tests run in UTC.
  const nightly = (name = 'nightly', hours: string | null = '20:00-07:00') => {
    const wanted = subscriptionTo([sherlock], { name });
    return { ...wanted, conditions: { ...wanted.conditions, hours } };
  };

  it('waits for them, says so, and then sends everything as one task', async () => {
    for (const name of ['a', 'b']) bench.put(`lab/${name}:1`);
    const { id } = await sync.subscriptions.create(nightly());
    await bench.clock.advance(7.9 * hour);
    expect(bench.transfers.posts).toEqual([]);
    expect((await sync.subscriptions.list())[0]).toMatchObject({
      state: 'running',
      problem: { code: 'subscription.outsideHours', facts: { hours: '20:00-07:00' } },
    });
    expect((await sync.subscriptions.backlog(id)).heldBy?.code).toBe('subscription.outsideHours');
    await bench.clock.advance(0.2 * hour);
    expect(bench.transfers.allTasks.map(({ order }) => order.files.length)).toEqual([2]);
  });

  it('does not hold back what another one wants at any time, nor what a person sends', async () => {
    const tool = bench.put('lab/tool:1');
    await sync.subscriptions.create(nightly());
    await bench.clock.advance(1000);
    await sync.sends.send({ imageIds: [tool], endpointIds: [laptop] });
    await bench.clock.advance(2000);
    expect([tasksTo(sherlock), tasksTo(laptop)]).toEqual([0, 1]);
    await sync.subscriptions.create(nightly('at once', null));
    await bench.clock.advance(2000);
    expect(tasksTo(sherlock)).toBe(1);
  });

  it('"Run now" does not wait for them, also for what is found a little later; then they count again', async () => {
    bench.put('lab/tool:1');
    const { id } = await sync.subscriptions.create(nightly());
    await sync.subscriptions.runNow(id);
    await bench.clock.advance(2000);
    expect(tasksTo(sherlock)).toBe(1);
    await bench.clock.advance(60_000);
    bench.put('lab/later:1');
    sync.registriesChanged();
    await bench.clock.advance(2000);
    expect(tasksTo(sherlock)).toBe(2);
    await bench.clock.advance(hour);
    bench.put('lab/muchLater:1');
    sync.registriesChanged();
    await bench.clock.advance(hour);
    expect(tasksTo(sherlock)).toBe(2);
  });

  it('keeps them unless a change says otherwise', async () => {
    const { id } = await sync.subscriptions.create(nightly());
    const renamed = await sync.subscriptions.update({ id, name: 'renamed' });
    expect(renamed.conditions).toEqual({
      architecture: null,
      maxSizeBytes: null,
      includesExisting: true,
      hours: '20:00-07:00',
    });
    const freed = await sync.subscriptions.update({ id, conditions: { ...renamed.conditions, hours: null } });
    expect(freed.conditions).not.toHaveProperty('hours');
  });

  it('is written to subscriptions.yml and read from it; hours that are none are a fault at their line', async () => {
    await sync.subscriptions.create(nightly());
    const { text } = await sync.subscriptions.exportText();
    expect(text).toContain('hours: 20:00-07:00');
    expect(await sync.subscriptions.importText({ text, dryRun: true })).toMatchObject({ unchanged: ['nightly'] });
    const wrong = text.replace('20:00-07:00', '20-7');
    const { faults } = await sync.subscriptions.importText({ text: wrong, dryRun: true });
    expect(faults).toMatchObject([
      { code: 'notAllowed', line: wrong.split('\n').findIndex((l) => l.includes('hours')) + 1 },
    ]);
  });
});

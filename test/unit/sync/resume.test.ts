import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';
import { createSyncBench, laptop, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make();
  sync.start();
});
afterEach(() => sync.stop());

const minuteMs = 60_000;
const lastTask = () => bench.transfers.allTasks.at(-1)!.task.taskId;
const tasks = () => bench.transfers.allTasks.length;
const only = async () => (await sync.subscriptions.list())[0]!;

it('a full disk is tried again after a minute, ever more seldom, and is over when there is room', async () => {
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1000);
  for (const pauses of [1, 2, 4]) {
    bench.transfers.fail(lastTask(), 'QUOTA_EXCEEDED');
    const before = tasks();
    await bench.clock.advance(pauses * minuteMs - 10_000);
    expect(tasks()).toBe(before);
    expect(await only()).toMatchObject({ state: 'problem', problem: { code: 'endpoint.full' } });
    await bench.clock.advance(20_000);
    expect(tasks()).toBe(before + 1);
  }
  bench.transfers.finish(lastTask());
  await bench.clock.advance(15_000);
  expect(await only()).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 1, problems: 0 } });
  const settled = tasks();
  await bench.clock.advance(120 * minuteMs);
  expect(tasks()).toBe(settled);
});

it('what failed for want of a consent goes on with the sign-in, not with its pause', async () => {
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1000);
  bench.transfers.fail(lastTask(), 'CONSENT_REQUIRED');
  await bench.clock.advance(5000);
  expect(await only()).toMatchObject({ state: 'waitingForYou', problem: { code: 'consent.needed' } });
  expect(tasks()).toBe(1);
  sync.wake();
  await bench.clock.advance(1000);
  expect(tasks()).toBe(2);
});

it('what failed because a laptop slept goes on when the laptop is there again, and only that', async () => {
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([laptop, sherlock]));
  await bench.clock.advance(1000);
  const failAll = (code: string) => {
    for (const { task } of bench.transfers.allTasks) bench.transfers.fail(task.taskId, code);
  };
  failAll('GC_NOT_CONNECTED');
  const asleep = endpointNamed(laptop, 'Laptop', { folder: '/~/containers/', state: 'asleep' });
  bench.endpoints.set(asleep);
  bench.endpoints.set(endpointNamed(sherlock, 'Sherlock', { state: 'asleep' }));
  await bench.clock.advance(5000);
  sync.endpointsChanged();
  await bench.clock.advance(5000);
  expect(tasks()).toBe(2);
  // The copies wait for the two; none of it is a problem of the person in front of the app.
  expect((await sync.subscriptions.list())[0]).toMatchObject({ problem: { code: 'endpoint.asleep' } });
  expect(sync.statusFacts().problems).toBe(0);
  bench.endpoints.set({ ...asleep, state: 'online' });
  sync.endpointsChanged();
  await bench.clock.advance(1000);
  expect(tasks()).toBe(3);
  expect(bench.transfers.allTasks[2]?.order.destinationEndpointId).toBe(laptop);
  sync.endpointsChanged();
  await bench.clock.advance(1000);
  expect(tasks()).toBe(3);
});

it('a request that an endpoint refused while away is sent as soon as it is back', async () => {
  bench.transfers.failSubmits('endpoint.asleep');
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([laptop]));
  await bench.clock.advance(1000);
  expect(tasks()).toBe(0);
  sync.endpointsChanged();
  await bench.clock.advance(1000);
  expect(tasks()).toBe(1);
});

it('what a person stopped stays stopped, whoever comes back', async () => {
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([laptop]));
  await bench.clock.advance(1000);
  const [activity] = (await sync.activity.list({ tab: 'all', limit: 1, offset: 0 })).activities;
  await sync.activity.cancel(activity!.id);
  await bench.clock.advance(5000);
  sync.wake();
  sync.endpointsChanged();
  await bench.clock.advance(5000);
  expect(tasks()).toBe(1);
});

it('each error event of a task comes with what it means', async () => {
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1000);
  const [activity] = (await sync.activity.list({ tab: 'all', limit: 1, offset: 0 })).activities;
  bench.transfers.addError(lastTask(), 'PERMISSION_DENIED');
  const told = {
    code: 'PERMISSION_DENIED',
    explanation: { code: 'endpoint.permissionDenied', action: 'chooseFolder' },
  };
  expect(await sync.activity.events(activity!.id)).toMatchObject([told]);
  bench.transfers.fail(lastTask(), 'PERMISSION_DENIED');
  await bench.clock.advance(5000);
  expect(await sync.activity.events(activity!.id)).toMatchObject([told]);
});

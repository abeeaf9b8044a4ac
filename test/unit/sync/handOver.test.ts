import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import type { TimerJob, TimerOrder, Timers } from '../../../src-main/ports/timers.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { createSyncBench, harbour, laptop, registryId, type SyncBench, sherlock } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
let jobs: Map<string, TimerJob>;
let orders: TimerOrder[];
/** Made all the same, but the answer does not come. */
let losesAnswers: number;
let refusesAfter: number;

const timers: Timers = {
  async create(order) {
    if (orders.length >= refusesAfter) throw new AppError('service.unavailable');
    orders.push(order);
    const jobId = `7b0aed60-575c-11eb-87bb-0218738900${String(orders.length).padStart(2, '0')}`;
    jobs.set(jobId, {
      ...{ jobId, name: order.name, intervalSeconds: order.intervalSeconds, state: 'active', nextRunAt: null },
      ...{ lastRunAt: null, runs: 0, errors: 0, lastRuns: [], problem: null },
    });
    losesAnswers -= 1;
    if (losesAnswers >= 0) throw new AppError('network.timeout');
    return { jobId };
  },
  async job(jobId) {
    const found = jobs.get(jobId);
    if (!found) throw new AppError('timer.notFound');
    return found;
  },
  named: async (text) => [...jobs.values()].filter(({ name }) => name.includes(text)),
  pause: async () => undefined,
  resume: async () => undefined,
  remove: async (jobId) => void jobs.delete(jobId),
};

beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make({ timers });
  sync.start();
  jobs = new Map();
  orders = [];
  losesAnswers = 0;
  refusesAfter = Number.POSITIVE_INFINITY;
});
afterEach(async () => {
  await sync.stop();
  expect(bench.clock.sleepers).toBe(0);
});

const subscribe = () =>
  sync.subscriptions.create(
    createSubscriptionSchema.parse({
      name: 'nightly',
      source: { registryId, containerCollection: 'lab', container: 'torch' },
      destinations: [sherlock, laptop].map((endpointId) => ({ endpointId, namingProfile: 'registry' })),
    }),
  );

it('each endpoint gets a timer of its own: one folder, the files that are meant, nothing else', async () => {
  const { id } = await subscribe();
  const handed = await sync.subscriptions.handOver({ id, intervalMinutes: 15 });
  expect(handed).toMatchObject({ runsAt: 'globus', timers: [{ endpointId: sherlock }, { endpointId: laptop }] });
  expect(orders[0]).toMatchObject({
    name: expect.stringMatching(/^Portolan: nightly to Sherlock \[[0-9a-f]{8}-22222222\]$/),
    intervalSeconds: 900,
    sourceEndpointId: harbour,
    sourceFolder: '/images/lab/',
    destinationFolder: '/containers/lab/',
    rules: [{ method: 'include', name: 'torch:*@*.sif' }, { method: 'exclude' }, { method: 'exclude' }],
  });
  expect(orders[1]?.destinationFolder).toBe('/~/containers/lab/');
  bench.put('lab/torch:1');
  sync.registriesChanged();
  await bench.clock.advance(60_000);
  expect(bench.transfers.posts).toEqual([]);
  await sync.subscriptions.handOver({ id, intervalMinutes: 15 });
  expect(orders).toHaveLength(2);
});

it('what was written down but not sent yet is taken back first', async () => {
  bench.transfers.failSubmits('consent.needed', 'consent.needed');
  bench.put('lab/torch:1');
  const { id } = await subscribe();
  await bench.clock.advance(1000);
  await sync.subscriptions.handOver({ id, intervalMinutes: 15 });
  sync.wake();
  await bench.clock.advance(600_000);
  expect(bench.transfers.allTasks).toEqual([]);
});

it('an answer that was lost leaves no second timer', async () => {
  losesAnswers = 1;
  const { id } = await subscribe();
  await expect(sync.subscriptions.handOver({ id, intervalMinutes: 15 })).rejects.toMatchObject({
    code: 'network.timeout',
  });
  expect((await sync.subscriptions.list())[0]?.runsAt).toBe('here');
  await sync.subscriptions.handOver({ id, intervalMinutes: 15 });
  expect(jobs.size).toBe(2);
});

it('all endpoints or none: a timer that cannot be made takes the others with it', async () => {
  refusesAfter = 1;
  const { id } = await subscribe();
  await expect(sync.subscriptions.handOver({ id, intervalMinutes: 15 })).rejects.toMatchObject({
    code: 'service.unavailable',
  });
  expect(jobs.size).toBe(0);
  expect((await sync.subscriptions.list())[0]).toMatchObject({ runsAt: 'here', timers: [] });
});

it('a subscription that is removed takes its timers along', async () => {
  const { id } = await subscribe();
  await sync.subscriptions.handOver({ id, intervalMinutes: 15 });
  await sync.subscriptions.remove(id);
  expect(jobs.size).toBe(0);
});

it('timers that nobody looks at cost little: one look in ten minutes each', async () => {
  let looks = 0;
  const job = timers.job;
  Object.assign(timers, {
    job: (jobId: string) => {
      looks += 1;
      return job(jobId);
    },
  });
  const { id } = await subscribe();
  await sync.subscriptions.handOver({ id, intervalMinutes: 15 });
  await bench.clock.advance(3_600_000);
  Object.assign(timers, { job });
  expect(looks).toBeLessThanOrEqual(16);
});

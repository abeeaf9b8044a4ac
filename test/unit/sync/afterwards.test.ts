import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { CreateSubscription } from '../../../src-main/contract/subscription.ts';
import type { Http, HttpRequest } from '../../../src-main/ports/http.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { digestOf } from '../../fakes/fakeImageSource.ts';
import { createFakeVault } from '../../fakes/memoryVault.ts';
import { createSyncBench, laptop, registryId, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
let posted: HttpRequest[];
/** What the receiver answers, one after another; then 200. */
let answers: (number | AppError)[];
const vault = createFakeVault();
const http: Http = {
  async send(request) {
    posted.push(request);
    const answer = answers.shift() ?? 200;
    if (answer instanceof AppError) throw answer;
    return { status: answer, headers: {}, body: new Uint8Array() };
  },
};
const start = () => {
  sync = bench.make({ outside: { http, vault } });
  sync.start();
};
beforeEach(() => {
  bench = createSyncBench();
  bench.transfers.finishAtOnce(true);
  posted = [];
  answers = [];
  start();
});
afterEach(async () => {
  await sync.stop();
  expect(bench.clock.sleepers).toBe(0);
});

const settle = () => bench.clock.advance(60_000);
const subscribe = (after: Partial<CreateSubscription['after']>, to = [sherlock]) =>
  sync.subscriptions.create({
    ...subscriptionTo(to),
    after: { keepLast: null, notify: true, webhookUrl: null, ...after },
  });
const push = async (name: string, builtAt: string) => {
  const id = bench.put(name, { builtAt });
  sync.registriesChanged();
  await settle();
  return id;
};
const removed = () => bench.transfers.removals.map(({ paths }) => paths);
const path = (tag: string) => `/containers/lab/tool_${tag}.sif`;

describe('keep last', () => {
  it('sends the newest only, and lets the oldest go once a newer one has arrived', async () => {
    bench.put('lab/tool:1', { builtAt: '2026-01-01T00:00:00Z' });
    bench.put('lab/tool:2', { builtAt: '2026-01-02T00:00:00Z' });
    bench.put('lab/tool:3', { builtAt: '2026-01-03T00:00:00Z' });
    bench.put('lab/other:1');
    const { skipped } = await sync.subscriptions.preview({
      ...subscriptionTo([sherlock]),
      after: { keepLast: 2, notify: true, webhookUrl: null },
    });
    expect(skipped).toEqual([{ imageId: expect.stringContaining('tool:1'), reason: 'newerOnesKept' }]);
    await subscribe({ keepLast: 2 });
    await settle();
    expect(bench.transfers.allTasks[0]?.order.files.map(({ destinationPath }) => destinationPath)).toEqual([
      path('2'),
      path('3'),
      '/containers/lab/other_1.sif',
    ]);
    expect(removed()).toEqual([]);
    await push('lab/tool:4', '2026-01-04T00:00:00Z');
    expect(removed()).toEqual([[path('2')]]);
    expect(bench.transfers.removals[0]).toMatchObject({ endpointId: sherlock });
    await settle();
    await settle();
    expect(removed()).toHaveLength(1);
    expect(bench.transfers.posts).toHaveLength(2);
    expect(sync.chartFacts().here.get(sherlock)?.images).toBe(3);
  });

  it('an image that the registry has no more counts, and goes when it is the oldest', async () => {
    const first = await push('lab/tool:1', '2026-01-01T00:00:00Z');
    await subscribe({ keepLast: 1 });
    await settle();
    bench.images.remove(first);
    await push('lab/tool:2', '2026-01-02T00:00:00Z');
    expect(removed()).toEqual([[path('1')]]);
  });

  it('never touches what a person sent, what another subscription wants, or what changed there', async () => {
    bench.put('lab/tool:1', { builtAt: '2026-01-01T00:00:00Z' });
    const sent = bench.put('lab/tool:2', { builtAt: '2026-01-02T00:00:00Z' });
    bench.put('lab/tool:3', { builtAt: '2026-01-03T00:00:00Z' });
    await sync.sends.send({ imageIds: [sent], endpointIds: [sherlock] });
    await settle();
    await sync.subscriptions.create({
      ...subscriptionTo([sherlock], { name: 'all of one' }),
      source: { registryId, containerCollection: '*', container: '*', tag: '1' },
    });
    await settle();
    const made = await subscribe({});
    await settle();
    expect(sync.chartFacts().here.get(sherlock)?.images).toBe(3);
    await push('lab/tool:4', '2026-01-04T00:00:00Z');
    // Somebody put another file under the name of tool:3.
    bench.transfers.putFile(sherlock, path('3'), 4242);
    await sync.subscriptions.update({ id: made.id, after: { ...made.after, keepLast: 1 } });
    await settle();
    expect(removed()).toEqual([]);
  });

  it('a lower number applies at once; a removal that Globus refuses is told and leaves the image known', async () => {
    for (const n of [1, 2, 3]) bench.put(`lab/tool:${n}`, { builtAt: `2026-01-0${n}T00:00:00Z` });
    const made = await subscribe({});
    await settle();
    bench.transfers.failRemovals('PERMISSION_DENIED');
    await sync.subscriptions.update({ id: made.id, after: { ...made.after, keepLast: 1 } });
    await settle();
    expect(removed()).toEqual([[path('1'), path('2')]]);
    expect(sync.chartFacts().here.get(sherlock)?.images).toBe(3);
    expect(bench.logger.lines.map(({ message }) => message)).toContain('older images were not removed');
    bench.transfers.failRemovals(null);
    await sync.subscriptions.runNow(made.id);
    await settle();
    expect(sync.chartFacts().here.get(sherlock)?.images).toBe(1);
  });

  it('a crash after the request was written sends it again by the same id', async () => {
    bench.put('lab/tool:1', { builtAt: '2026-01-01T00:00:00Z' });
    await subscribe({ keepLast: 1 });
    await settle();
    bench.put('lab/tool:2', { builtAt: '2026-01-02T00:00:00Z' });
    await sync.stop();
    const lost = { ...bench.transfers };
    lost.removeFiles = async (order) => {
      await bench.transfers.removeFiles(order);
      throw new AppError('network.timeout');
    };
    sync = bench.make({ transfers: lost });
    sync.start();
    await settle();
    await sync.stop();
    start();
    await settle();
    await settle();
    expect(bench.transfers.removals).toHaveLength(1);
    expect(sync.chartFacts().here.get(sherlock)?.images).toBe(1);
  });
});

describe('notify', () => {
  it('brings images without a word when told so', async () => {
    bench.put('lab/tool:1');
    await subscribe({ notify: false });
    await settle();
    expect(bench.notices).toEqual([]);
  });
});

describe('a webhook', () => {
  const bodies = () => posted.map(({ json }) => json as Record<string, unknown>);
  const url = 'https://hooks.lab.edu/arrivals';

  it('is told of each batch, signed', async () => {
    bench.put('lab/tool:1');
    bench.put('lab/tool:2');
    const { id } = await subscribe({ webhookUrl: url }, [sherlock, laptop]);
    await settle();
    expect(posted).toHaveLength(2);
    expect(bodies()[0]).toMatchObject({
      event: 'images.arrived',
      subscription: { id, name: 'nightly' },
      endpoint: { id: sherlock, name: 'Sherlock' },
      taskId: expect.any(String),
      arrived: [
        { name: 'lab/tool:1', digest: digestOf('lab/tool:1'), sizeBytes: 1000, path: path('1') },
        { name: 'lab/tool:2' },
      ],
      failed: [],
    });
    const { secret } = await sync.subscriptions.webhookSecret({ renew: false });
    const [request] = posted;
    const expected = createHmac('sha256', secret).update(JSON.stringify(request?.json)).digest('hex');
    expect(request).toMatchObject({ method: 'POST', url });
    expect(request?.headers?.['X-Portolan-Signature']).toBe(`sha256=${expected}`);
    expect(request?.headers?.['X-Portolan-Delivery']).toBe(bodies()[0]?.id);
    await bench.clock.advance(3_600_000);
    expect(posted).toHaveLength(2);
  });

  it('is called again, ever more seldom, with the same message; a restart forgets nothing', async () => {
    answers = [500, new AppError('network.unreachable'), 302];
    bench.put('lab/tool:1');
    await subscribe({ webhookUrl: url });
    await bench.clock.advance(5000);
    expect(posted).toHaveLength(1);
    await sync.stop();
    start();
    await bench.clock.advance(90_000);
    expect(posted).toHaveLength(4);
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(1);
    await bench.clock.advance(3_600_000);
    expect(posted).toHaveLength(4);
  });

  it('is given up after about a day', async () => {
    answers = Array.from({ length: 1000 }, () => 410);
    bench.put('lab/tool:1');
    await subscribe({ webhookUrl: url });
    for (let hour = 0; hour < 72; hour += 1) await bench.clock.advance(3_600_000);
    expect(posted).toHaveLength(30);
  });

  it('another secret signs what is sent from then on', async () => {
    const { secret } = await sync.subscriptions.webhookSecret({ renew: false });
    expect(secret).toHaveLength(43);
    const { secret: newer } = await sync.subscriptions.webhookSecret({ renew: true });
    expect(newer).not.toBe(secret);
    expect(await sync.subscriptions.webhookSecret({ renew: false })).toEqual({ secret: newer });
  });
});

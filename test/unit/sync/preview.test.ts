import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { createSubscriptionSchema, updateSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { createSyncBench, laptop, registryId, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make();
  sync.start();
  bench.setSettings({ transfers: { parallelTasks: 3, encryptsData: false, confirmAboveBytes: 2500 } });
});
afterEach(() => sync.stop());

const wanted = (conditions: object, after: object = {}) =>
  createSubscriptionSchema.parse({
    name: 'thought of',
    source: { registryId, container: 'tool*' },
    conditions,
    destinations: [{ endpointId: sherlock }, { endpointId: laptop }],
    after,
  });

it('a preview tells copies, skips with their reason, bytes, and room by endpoint', async () => {
  bench.put('lab/tool1:1');
  bench.put('lab/tool2:1', { architecture: 'arm64' });
  bench.put('lab/tool3:1', { sizeBytes: 5000 });
  bench.put('lab/tool4:1', { sizeBytes: null });
  bench.put('lab/tool5:1', { relativePath: null });
  bench.put('lab/other:1');
  const preview = await sync.subscriptions.preview(wanted({ architecture: 'amd64', maxSizeBytes: 4000 }));
  expect(preview.totalBytes).toBe(2000);
  expect(preview.needsConfirmation).toBe(false);
  expect(preview.room).toEqual([
    { endpointId: sherlock, images: 1, bytes: 1000 },
    { endpointId: laptop, images: 1, bytes: 1000 },
  ]);
  expect(preview.skipped.map(({ imageId, reason }) => [imageId.split('/').at(-1), reason])).toEqual([
    ['tool2:1', 'architecture'],
    ['tool3:1', 'tooLarge'],
    ['tool4:1', 'sizeNotKnown'],
  ]);
  expect(preview.copies.map(({ outcome, problem }) => [outcome, problem?.code ?? null])).toEqual([
    ['send', null],
    ['send', null],
    ['refused', 'image.noFile'],
    ['refused', 'image.noFile'],
  ]);
  expect(bench.transfers.posts).toEqual([]);
});

it('what was there before a subscription for new ones only is skipped, and says so', async () => {
  bench.put('lab/tool1:1');
  sync.registriesChanged();
  await bench.clock.advance(1000);
  const preview = await sync.subscriptions.preview(wanted({ includesExisting: false }));
  expect(preview.copies).toEqual([]);
  expect(preview.skipped).toEqual([{ imageId: expect.stringContaining('tool1'), reason: 'existedBefore' }]);
});

it('a send above the limit asks first, and goes when a person says yes', async () => {
  const imageIds = [bench.put('lab/tool1:1'), bench.put('lab/tool2:1')];
  const request = { imageIds, endpointIds: [sherlock, laptop] };
  expect(await sync.sends.preview(request)).toMatchObject({ totalBytes: 4000, needsConfirmation: true });
  await expect(sync.sends.send(request)).rejects.toMatchObject({
    code: 'transfer.needsConfirmation',
    facts: { totalBytes: 4000, confirmAboveBytes: 2500, copies: 4 },
  });
  await bench.clock.advance(1000);
  expect(bench.transfers.posts).toEqual([]);
  expect((await sync.sends.send({ ...request, confirmed: true })).activities).toHaveLength(2);
});

it('an endpoint that refuses at the last moment keeps the others back from nothing, and is named', async () => {
  bench.setSettings({ sync: { ...settingsSchema.parse({}).sync, publishAtomicallyAboveBytes: 1 } });
  const refuse = new Set([sherlock, laptop]);
  bench.transfers.makeFolder = async (id) => {
    if (refuse.has(id)) throw new AppError('endpoint.full');
  };
  const request = { imageIds: [bench.put('lab/tool1:1')], endpointIds: [sherlock, laptop] };
  await expect(sync.sends.send(request)).rejects.toMatchObject({
    code: 'endpoint.full',
    facts: { endpointId: sherlock },
  });
  refuse.delete(laptop);
  const { activities, outcome } = await sync.sends.send(request);
  expect(activities.map(({ destinationEndpointId }) => destinationEndpointId)).toEqual([laptop]);
  expect(outcome.copies.map(({ endpointId, outcome: went, problem }) => [endpointId, went, problem?.code])).toEqual([
    [sherlock, 'refused', 'endpoint.full'],
    [laptop, 'send', undefined],
  ]);
  expect(outcome).toMatchObject({ totalBytes: 1000, room: [{ endpointId: laptop }] });
});

it("a subscription's first run above the limit asks first; nothing is made until then", async () => {
  for (const name of ['lab/tool1:1', 'lab/tool2:1']) bench.put(name);
  const request = subscriptionTo([sherlock, laptop]);
  await expect(sync.subscriptions.create(request)).rejects.toMatchObject({ code: 'transfer.needsConfirmation' });
  expect(await sync.subscriptions.list()).toEqual([]);
  const made = await sync.subscriptions.create({ ...request, confirmed: true });
  await bench.clock.advance(1000);
  expect(bench.transfers.posts).toHaveLength(2);
  // What is only renamed is no first run, however much of it is still on its way.
  await sync.subscriptions.update({
    id: made.id,
    name: 'other',
    source: made.source,
    destinations: request.destinations,
  });
});

it('a subscription that is widened asks again for what that adds', async () => {
  for (const name of ['lab/tool1:1', 'lab/big:1', 'lab/big:2', 'lab/big:3']) bench.put(name);
  const made = await sync.subscriptions.create(subscriptionTo([sherlock], { container: 'tool*' }));
  const wider = { id: made.id, source: { ...made.source, container: '*' } };
  await expect(sync.subscriptions.update(wider)).rejects.toMatchObject({ code: 'transfer.needsConfirmation' });
  expect((await sync.subscriptions.list())[0]?.source.container).toBe('tool*');
  expect((await sync.subscriptions.update({ ...wider, confirmed: true })).source.container).toBe('*');
});

it('a collision is told before anything is sent, and the other image still goes', async () => {
  bench.put('lab/a-b:c');
  bench.put('lab/a:b-c');
  const request = createSubscriptionSchema.parse({
    name: 'flat',
    source: { registryId },
    destinations: [{ endpointId: sherlock, namingProfile: 'nextflow' }],
  });
  const { copies, totalBytes } = await sync.subscriptions.preview(request);
  expect(copies.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'send']);
  expect(copies.find(({ outcome }) => outcome === 'refused')?.problem).toMatchObject({
    code: 'subscription.nameCollision',
    facts: { path: '/containers/containers.lab.edu-lab-a-b-c.img' },
  });
  expect(totalBytes).toBe(1000);
});

it.each([
  ['plain', '/containers/lab/tool1_1.sif'],
  ['nextflow', '/containers/containers.lab.edu-lab-tool1-1.img'],
  ['shpc', '/containers/lab/tool1/1/lab-tool1-1.sif'],
  ['digest', expect.stringMatching(/^\/containers\/sha256\.[0-9a-f]{64}\.sif$/)],
  ['registry', `/containers/lab/tool1:1@${'0'.repeat(32)}.sif`],
])('names by %s', async (namingProfile, path) => {
  bench.put('lab/tool1:1');
  const request = { ...wanted({}), destinations: [{ endpointId: sherlock, namingProfile }] };
  const { copies } = await sync.subscriptions.preview(createSubscriptionSchema.parse(request));
  expect(copies[0]?.destinationPath).toEqual(path);
});

it('an update of one field leaves the others as they are', () => {
  const update = { id: '6c54cade-bde5-45c1-8001-000000000001', isPaused: true };
  expect(updateSubscriptionSchema.parse(update)).toEqual(update);
});

it('a webhook goes to https, or to this computer', () => {
  const url = (webhookUrl: string) => () => wanted({}, { webhookUrl });
  for (const fine of ['https://hooks.lab.edu/x', 'http://127.0.0.1:8080/', 'http://localhost/x', 'http://[::1]:1/'])
    expect(url(fine)).not.toThrow();
  for (const bad of ['http://hooks.lab.edu/', 'https://u:p@hooks.lab.edu/', 'ftp://x/', 'http://127.evil.org/'])
    expect(url(bad)).toThrow();
});

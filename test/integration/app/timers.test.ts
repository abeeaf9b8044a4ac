import { existsSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EndpointId, imageIdSchema, type RegistryId } from '../../../src-main/contract/ids.ts';
import { createSubscriptionSchema, type Subscription } from '../../../src-main/contract/subscription.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
let registryId: RegistryId;
beforeAll(async () => {
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
  registryId = await bench.connect();
});
afterAll(() => bench.stop());

const minuteMs = 60_000;
const subscribe = (name: string, endpointId: EndpointId, more: object = {}) =>
  bench.services().subscriptions.create(
    createSubscriptionSchema.parse({
      name,
      source: { registryId, containerCollection: 'genomics', container: 's*' },
      destinations: [{ endpointId, folder: `/${name}/`, namingProfile: 'registry' }],
      ...more,
    }),
  );
const view = async ({ id }: Subscription) =>
  (await bench.services().subscriptions.list()).find((one) => one.id === id) ?? null;
const pushed = async (name: string) => (await bench.lab.push({ name, sizeBytes: 40_960 })).relativePath;
const isThere = (endpointId: EndpointId, path: string) => existsSync(bench.fileAt(endpointId, path));

it('what a timer cannot do is refused with every reason, and nothing changes', async () => {
  const made = await subscribe('refused', places.partnerShare, {
    destinations: [{ endpointId: places.partnerShare, namingProfile: 'plain' }],
    after: { keepLast: 2 },
  });
  await expect(bench.services().subscriptions.handOver({ id: made.id, intervalMinutes: 5 })).rejects.toMatchObject({
    code: 'subscription.notForTimer',
    facts: { reasons: ['naming', 'keepLast'] },
  });
  expect(await view(made)).toMatchObject({ runsAt: 'here', timers: [] });
  await bench.services().subscriptions.remove(made.id);
});

it('Globus brings what matches by itself, tells its runs, and gives the subscription back', async () => {
  const made = await subscribe('timer', places.partnerShare);
  await bench.services().subscriptions.handOver({ id: made.id, intervalMinutes: 1 });
  await eventually(() => view(made)).toMatchObject({
    runsAt: 'globus',
    state: 'running',
    timers: [{ endpointId: places.partnerShare, intervalSeconds: 60, state: 'active', lastRuns: [{ state: 'done' }] }],
  });
  const first = await pushed('genomics/seqtk:9');
  const other = await pushed('genomics/zzz:9');
  bench.lab.world.clock.hurry(minuteMs);
  await eventually(() => isThere(places.partnerShare, `/timer/${first}`)).toBe(true);
  expect(isThere(places.partnerShare, `/timer/${other}`)).toBe(false);
  await eventually(async () => (await view(made))?.timers[0]?.lastRuns.length).toBe(2);
  // The app itself sent nothing meanwhile.
  expect((await bench.activities()).filter(({ label }) => label.includes('seqtk'))).toEqual([]);

  await expect(bench.services().subscriptions.runNow(made.id)).rejects.toMatchObject({
    code: 'subscription.runsInGlobus',
  });
  const wider = { id: made.id, source: { ...made.source, container: '*' } };
  await expect(bench.services().subscriptions.update(wider)).rejects.toMatchObject({
    code: 'subscription.runsInGlobus',
  });
  expect((await bench.services().subscriptions.update({ id: made.id, name: 'other name' })).name).toBe('other name');

  const before = statSync(bench.fileAt(places.partnerShare, `/timer/${first}`)).ino;
  const back = await bench.services().subscriptions.takeBack(made.id);
  expect(back).toMatchObject({ runsAt: 'here', timers: [] });
  await eventually(() => view(made)).toMatchObject({ state: 'running', counts: { onTheirWay: 0, problems: 0 } });
  await eventually(async () => (await view(made))?.counts.upToDate ?? 0).toBeGreaterThan(1);
  const imageId = imageIdSchema.parse(`${registryId}/genomics/seqtk:9`);
  const [placement] = (await bench.services().activity.placements([imageId])).filter(({ path }) => path !== null);
  expect(placement).toMatchObject({ state: 'upToDate', path: `/timer/${first}`, verified: 'digest' });
  // It was compared, not copied again.
  expect(statSync(bench.fileAt(places.partnerShare, `/timer/${first}`)).ino).toBe(before);
  await bench.services().subscriptions.remove(made.id);
});

it('pausing pauses the timer; one that is removed at Globus is told; a restart knows where it runs', async () => {
  const made = await subscribe('paused', places.partnerShare);
  await bench.services().subscriptions.handOver({ id: made.id, intervalMinutes: 1 });
  await bench.services().subscriptions.update({ id: made.id, isPaused: true });
  await eventually(() => view(made)).toMatchObject({ state: 'paused', timers: [{ state: 'paused' }] });
  await bench.services().subscriptions.update({ id: made.id, isPaused: false });
  await eventually(() => view(made)).toMatchObject({ timers: [{ state: 'active' }] });
  await bench.end();
  await bench.start();
  await eventually(() => view(made)).toMatchObject({ runsAt: 'globus', timers: [{ state: 'active' }] });
  const jobId = (await view(made))?.timers[0]?.jobId ?? '';
  const token = bench.lab.world.tokens.issue(
    {
      kind: 'access',
      resourceServer: '524230d7-ea86-4a52-8312-86065a9e0417',
      scopes: ['https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer'],
      personId: bench.lab.world.people[0]?.id ?? '',
      clientId: 'the test',
    },
    3600,
  ).token;
  const removed = await fetch(new URL(`jobs/${jobId}`, bench.lab.info.timers), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(removed.status).toBe(200);
  await eventually(() => view(made)).toMatchObject({ state: 'problem', problem: { code: 'timer.notFound' } });
  expect((await bench.services().subscriptions.takeBack(made.id)).runsAt).toBe('here');
  await bench.services().subscriptions.remove(made.id);
});

it('a timer that lacks a consent waits for the user, and the sign-in lets it go on', async () => {
  const made = await subscribe('consent', places.scratch);
  await bench.services().subscriptions.handOver({ id: made.id, intervalMinutes: 1 });
  await eventually(() => view(made)).toMatchObject({
    state: 'waitingForYou',
    problem: { code: 'consent.needed' },
    timers: [{ state: 'waitingForYou' }],
  });
  // Nobody names the endpoint or a scope: what Globus asked for was kept.
  await bench.signIn();
  await eventually(() => view(made)).toMatchObject({
    state: 'running',
    problem: null,
    timers: [{ state: 'active', lastRuns: [{ state: 'done' }, { state: 'problem' }] }],
  });
  await bench.services().subscriptions.remove(made.id);
});

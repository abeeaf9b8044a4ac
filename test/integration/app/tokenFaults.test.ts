import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
beforeEach(async () => {
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
  await bench.connect();
});
afterEach(() => bench.stop());

const globus = { kind: 'globus' } as const;
const signInState = () => bench.services().signIn.state(globus).kind;

/** Slow enough that what happens meanwhile happens in the middle. */
const slowly = () => {
  bench.lab.world.transferRate.bytesPerSecond = 400_000;
};
const quickly = () => {
  bench.lab.world.transferRate.bytesPerSecond = 1e9;
};
const isMoving = ({ id }: Activity) => eventually(async () => (await bench.activity(id)).bytesDone).toBeGreaterThan(0);

async function arrived({ id }: Activity): Promise<void> {
  await eventually(async () => (await bench.activity(id)).state).toBe('done');
  const { images, destinationEndpointId } = await bench.activity(id);
  const [image] = images;
  const listed = (await bench.services().containers.list({ refresh: false })).images;
  const source = listed.find((one) => one.id === image?.imageId)?.relativePath ?? '';
  const bytesOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  const copy = bench.fileAt(destinationEndpointId, image?.destinationPath ?? '');
  expect(bytesOf(copy)).toBe(bytesOf(join(bench.lab.info.registry.imagesDir, source)));
}

it('access tokens that expire in the middle of a transfer: it goes on, and nobody is asked', async () => {
  slowly();
  const sent = await bench.send('lab/torch:2.4', places.partnerShare);
  await isMoving(sent);
  bench.fault('token-expired', true);
  const before = (await bench.activity(sent.id)).bytesDone;
  await eventually(async () => (await bench.activity(sent.id)).bytesDone).toBeGreaterThan(before);
  expect(signInState()).toBe('signedIn');
  expect(bench.services().status().waitingForYou).toBe(0);
  quickly();
  await arrived(sent);
  expect(await bench.tasksAtLab()).toHaveLength(1);
});

it('a sign-in that is revoked in the middle: it waits for the person, and is found again once', async () => {
  slowly();
  const sent = await bench.send('lab/torch:2.4', places.partnerShare);
  const subscription = await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
  await isMoving(sent);
  bench.fault('token-revoked', true);
  await eventually(signInState).toBe('failed');
  await bench.lab.push({ name: 'tools/fresh:1', sizeBytes: 70_000 });
  await eventually(async () => {
    const [one] = await bench.services().subscriptions.list();
    return { state: one?.state, code: one?.problem?.code };
  }).toEqual({ state: 'waitingForYou', code: 'signIn.needed' });
  await eventually(async () => {
    const { state, problem } = await bench.activity(sent.id);
    return { state, code: problem?.code };
  }).toEqual({ state: 'waitingForYou', code: 'signIn.needed' });
  expect(bench.services().status().waitingForYou).toBeGreaterThan(0);
  quickly();
  await bench.signIn();
  await arrived(sent);
  const counts = async () => (await bench.services().subscriptions.list())[0]?.counts;
  await eventually(counts).toEqual({ upToDate: 6, onTheirWay: 0, problems: 0 });
  expect((await bench.services().subscriptions.list())[0]).toMatchObject({ id: subscription.id, state: 'running' });
  expect(bench.services().status().waitingForYou).toBe(0);
  const tasks = await bench.tasksAtLab();
  expect(tasks.filter(({ label }) => label.includes('lab/torch:2.4'))).toHaveLength(1);
  const files = (await bench.activities()).flatMap(({ images }) =>
    images.map(({ destinationPath }) => destinationPath),
  );
  expect(files.toSorted()).toEqual([...new Set(files)].toSorted());
});

it('a consent that is withdrawn: it waits for the person, and one sign-in repairs it', async () => {
  const preflight = () => bench.services().endpoints.preflight(places.scratch, []);
  await bench.services().endpoints.list({ refresh: true });
  await preflight();
  await bench.signIn({ consentFor: [places.scratch] });
  const first = await bench.send('tools/curl:8.9', places.scratch);
  await arrived(first);
  bench.fault('consent-revoked', true);
  const second = await bench.send('tools/busybox:1.36', places.scratch);
  await eventually(async () => {
    const { state, problem } = await bench.activity(second.id);
    return { state, code: problem?.code };
  }).toEqual({ state: 'waitingForYou', code: 'consent.needed' });
  expect(bench.services().status().waitingForYou).toBe(1);
  await bench.signIn({ consentFor: [places.scratch] });
  await arrived(second);
  expect(await bench.tasksAtLab()).toHaveLength(2);
});

it('a consent that is withdrawn while a task runs', async () => {
  await bench.services().endpoints.list({ refresh: true });
  await bench.signIn({ consentFor: [places.scratch] });
  slowly();
  const sent = await bench.send('lab/torch:2.4', places.scratch);
  await isMoving(sent);
  bench.fault('consent-revoked', true);
  await eventually(async () => {
    const { state, problem } = await bench.activity(sent.id);
    return { state, code: problem?.code };
  }).toEqual({ state: 'waitingForYou', code: 'consent.needed' });
  quickly();
  await bench.signIn({ consentFor: [places.scratch] });
  await arrived(sent);
  expect(await bench.tasksAtLab()).toHaveLength(1);
});

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppErrorCode } from '../../../src-main/contract/errors.ts';
import type { LabFaultName } from '../../../src-main/contract/lab.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
beforeAll(async () => {
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
  await bench.connect();
});
afterEach(() => bench.lab.reset());
afterAll(() => bench.stop());

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The copy is whole: what the registry has, byte for byte. */
async function arrived(activity: Activity): Promise<void> {
  const [image] = activity.images;
  const source = (await bench.services().containers.list({ refresh: false })).images.find(
    ({ id }) => id === image?.imageId,
  );
  const copy = bench.fileAt(activity.destinationEndpointId, image?.destinationPath ?? '');
  expect(sha256(copy)).toBe(sha256(join(bench.lab.info.registry.imagesDir, source?.relativePath ?? '')));
}

const shown = async ({ id }: Activity) => {
  const { state, problem } = await bench.activity(id);
  return { state, code: problem?.code ?? null };
};
const tasksOf = async (name: string) => (await bench.tasksAtLab()).filter(({ label }) => label.includes(`${name} to`));

describe('a task that Globus keeps trying says what is wrong, and goes on when that is over', () => {
  it.each<[LabFaultName, keyof typeof places | null, AppErrorCode, Activity['state'], number, string]>([
    ['permission-denied', 'partnerShare', 'endpoint.permissionDenied', 'problem', 1, 'tools/busybox:1.36'],
    ['source-missing', null, 'transfer.sourceMissing', 'problem', 1, 'tools/hello-world:1.0'],
    ['checksum-mismatch', 'partnerShare', 'transfer.checksumMismatch', 'running', 0, 'genomics/bwa:0.7.18'],
    // It goes on by itself when the endpoint wakes: nobody has to do anything.
    ['endpoint-asleep', 'partnerShare', 'endpoint.asleep', 'problem', 0, 'genomics/multiqc:1.22'],
  ])('%s', async (fault, where, code, state, problems, name) => {
    bench.fault(fault, true, where === null ? undefined : places[where]);
    const sent = await bench.send(name, places.partnerShare);
    await eventually(() => shown(sent)).toEqual({ state, code });
    expect(bench.services().status().problems).toBe(problems);
    bench.lab.reset();
    await eventually(() => shown(sent)).toEqual({ state: 'done', code: null });
    expect(bench.services().status().problems).toBe(0);
    await arrived(await bench.activity(sent.id));
    expect(await tasksOf(name)).toHaveLength(1);
  });
});

describe('a task that failed says what is wrong, and what did not arrive is sent again when asked', () => {
  it('disk-full', async () => {
    bench.fault('disk-full', true, places.partnerShare);
    const sent = await bench.send('tools/curl:8.9', places.partnerShare);
    await eventually(() => shown(sent)).toEqual({ state: 'problem', code: 'endpoint.full' });
    bench.lab.reset();
    const [again] = await bench.services().activity.retry(sent.id);
    if (!again) throw new Error('nothing was sent again');
    await eventually(() => shown(again)).toEqual({ state: 'done', code: null });
    await arrived(await bench.activity(again.id));
  });

  it('an endpoint without room, named with what is needed and where', async () => {
    const sent = await bench.send('genomics/samtools:1.20', places.fullDisk);
    await eventually(() => shown(sent)).toEqual({ state: 'problem', code: 'endpoint.full' });
    const { problem, images } = await bench.activity(sent.id);
    const [image] = images;
    expect(problem?.facts).toMatchObject({ folder: '/containers/genomics/', neededBytes: image?.sizeBytes });
    expect(image).toMatchObject({ state: 'failed', problem: { code: 'endpoint.full' } });
    expect(existsSync(bench.fileAt(places.fullDisk, image?.destinationPath ?? ''))).toBe(false);
  });

  it('a subscription says it too, and its run tries again', async () => {
    bench.fault('disk-full', true, places.partnerShare);
    const made = await bench.subscribe(places.partnerShare, { containerCollection: 'genomics', container: 'fastqc' });
    const view = async () => (await bench.services().subscriptions.list()).find(({ id }) => id === made.id);
    await eventually(view).toMatchObject({
      state: 'problem',
      problem: { code: 'endpoint.full', facts: { folder: '/containers/genomics/' } },
      counts: { upToDate: 0, problems: 1 },
    });
    bench.lab.reset();
    await bench.services().subscriptions.runNow(made.id);
    await eventually(view).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 1, problems: 0 } });
    await bench.services().subscriptions.remove(made.id);
  });
});

it('an archive that may only be read says so', async () => {
  const sent = await bench.send('tools/curl:8.9', places.archive);
  await eventually(async () => (await shown(sent)).code).toMatch(/^endpoint\.(permissionDenied|readOnly)$/);
  expect((await shown(sent)).state).toBe('problem');
  await bench.services().activity.cancel(sent.id);
  await eventually(async () => (await shown(sent)).state).toBe('stopped');
});

it('a laptop that sleeps when it is sent to gets its image when it wakes', async () => {
  const sent = await bench.send('tools/busybox:1.36', places.laptop);
  await eventually(async () => (await bench.activity(sent.id)).problem?.code).toBe('endpoint.asleep');
  const laptop = bench.lab.world.endpoints.get(places.laptop);
  if (laptop) laptop.isConnected = true;
  await eventually(() => shown(sent)).toEqual({ state: 'done', code: null });
  await arrived(await bench.activity(sent.id));
});

it('an answer that gets lost makes exactly one task', async () => {
  bench.fault('lost-answer', true);
  const sent = await bench.send('genomics/samtools:1.19', places.partnerShare);
  await eventually(() => tasksOf('genomics/samtools:1.19')).toHaveLength(1);
  await eventually(async () => (await bench.activity(sent.id)).problem?.code).toMatch(/^(answer|network)\./);
  expect((await bench.activity(sent.id)).taskId).toBeNull();
  bench.fault('lost-answer', false);
  await eventually(() => shown(sent)).toEqual({ state: 'done', code: null });
  await arrived(await bench.activity(sent.id));
  expect(await tasksOf('genomics/samtools:1.19')).toHaveLength(1);
});

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
let imagesDir: string;
beforeEach(async () => {
  bench = await startAppBench();
  imagesDir = bench.lab.info.registry.imagesDir;
  await bench.start();
  await bench.signIn();
  await bench.connect();
  await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
  await eventually(async () => (await subscription())?.counts.upToDate).toBe(5);
});
afterEach(() => bench.stop());

const subscription = async () => (await bench.services().subscriptions.list())[0];
const folder = async () => (await bench.services().registries.list())[0]?.folder;
const listedProblems = async () =>
  (await bench.services().containers.list({ refresh: false })).problems.map(({ problem }) => problem);
const delivered = () =>
  readdirSync(bench.fileAt(places.partnerShare, '/containers/tools/'), { recursive: true }).sort();
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

/** The bytes of an image that is whole. */
function wholeImage(): Buffer {
  const name = readdirSync(join(imagesDir, 'lab')).find((file) => file.startsWith('julia:1.10@'));
  return readFileSync(join(imagesDir, 'lab', name ?? ''));
}
const long = new Date(Date.now() - 3_600_000);

describe('files that are not what they should be, in a folder that is subscribed', () => {
  it('damaged, cut off, and of another kind: named, never sent; the others are', async () => {
    const whole = wholeImage();
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 4096, 4096 + 585); // the first descriptor
    const page = Buffer.from('<!doctype html>'.repeat(9000));
    const put = (name: string, bytes: Buffer, named = bytes) => {
      const file = join(imagesDir, 'tools', `${name}@${md5(named)}.sif`);
      writeFileSync(file, bytes);
      utimesSync(file, long, long);
    };
    put('damaged:1', damaged);
    await eventually(async () => (await folder())?.problem).toMatchObject({
      code: 'image.corrupt',
      facts: { image: 'tools/damaged:1', path: expect.stringContaining('tools/damaged:1@') },
    });
    put('cut:1', whole.subarray(0, whole.length - 1000), whole);
    put('page:1', page);
    put('other:1', whole, page);
    await eventually(async () => (await folder())?.problem?.facts.otherFiles).toBe(3);
    expect(await listedProblems()).toMatchObject([{ code: expect.stringMatching(/^image\./) }]);
    await bench.lab.push({ name: 'tools/good:1', sizeBytes: 70_000 });
    await eventually(async () => (await subscription())?.counts.upToDate).toBe(6);
    expect(delivered().filter((name) => /damaged|cut|page|other/.test(String(name)))).toEqual([]);
    for (const file of readdirSync(join(imagesDir, 'tools')))
      if (/^(damaged|cut|page|other):/.test(file)) rmSync(join(imagesDir, 'tools', file));
    await eventually(async () => (await folder())?.problem).toBeNull();
    expect(await listedProblems()).toEqual([]);
  });

  it('still growing: not sent before it is whole, then once', async () => {
    const whole = wholeImage();
    const file = join(imagesDir, 'tools', `growing:1@${md5(whole)}.sif`);
    const steps = 8;
    for (let step = 0; step < steps; step += 1) {
      const [from = 0, to = 0] = [step, step + 1].map((at) => Math.floor((whole.length * at) / steps));
      appendFileSync(file, whole.subarray(from, to));
      if (step === steps - 1) break;
      // A whole rescan of the app's hurried time goes by between two writes.
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect((await bench.tasksAtLab()).filter(({ label }) => label.includes('growing'))).toEqual([]);
    }
    const copy = bench.fileAt(places.partnerShare, '/containers/tools/growing_1.sif');
    await eventually(() => existsSync(copy) && md5(readFileSync(copy))).toBe(md5(whole));
    await eventually(async () => (await subscription())?.counts.upToDate).toBe(6);
    expect((await bench.tasksAtLab()).filter(({ label }) => label.includes('growing'))).toHaveLength(1);
    expect((await folder())?.problem).toBeNull();
  });
});

describe('an image folder that is not there, or another one', () => {
  it('renamed away: the subscription says so and waits, deletes nothing, and goes on when it is back', async () => {
    const before = delivered();
    renameSync(imagesDir, `${imagesDir}.away`);
    await eventually(subscription).toMatchObject({
      state: 'problem',
      problem: { code: 'folder.missing', facts: { path: imagesDir } },
    });
    expect(await folder()).toMatchObject({ state: 'paused', problem: { code: 'folder.missing' } });
    expect(await listedProblems()).toMatchObject([{ code: 'folder.missing' }]);
    expect((await bench.services().containers.list({ refresh: false })).images.length).toBeGreaterThan(20);
    expect(bench.services().status().problems).toBe(1);
    renameSync(`${imagesDir}.away`, imagesDir);
    await eventually(subscription).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 5 } });
    await bench.lab.push({ name: 'tools/back:1', sizeBytes: 70_000 });
    await eventually(async () => (await subscription())?.counts.upToDate).toBe(6);
    expect(delivered()).toEqual([...before, 'back_1.sif'].sort());
    expect(await bench.filesAtLab()).toBe(6);
  });

  it('missing when the app starts: the same', async () => {
    await bench.end();
    renameSync(imagesDir, `${imagesDir}.away`);
    await bench.start();
    await eventually(subscription).toMatchObject({ state: 'problem', problem: { code: 'folder.missing' } });
    renameSync(`${imagesDir}.away`, imagesDir);
    await eventually(subscription).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 5 } });
    expect(await bench.filesAtLab()).toBe(5);
  });

  it('replaced: nothing of the impostor is sent until a person says that it is meant', async () => {
    const before = delivered();
    const whole = wholeImage();
    renameSync(imagesDir, `${imagesDir}.away`);
    mkdirSync(join(imagesDir, 'tools'), { recursive: true });
    writeFileSync(join(imagesDir, 'tools', `impostor:1@${md5(whole)}.sif`), whole);
    await eventually(subscription).toMatchObject({ state: 'problem', problem: { code: 'folder.replaced' } });
    const [registry] = await bench.services().registries.list();
    if (!registry) throw new Error('no registry');
    await bench.services().subscriptions.runNow((await subscription())?.id ?? ('' as never));
    await eventually(subscription).toMatchObject({ state: 'problem', problem: { code: 'folder.replaced' } });
    expect(delivered()).toEqual(before);
    await bench.services().registries.update({ id: registry.id, imagesDir });
    await eventually(delivered).toEqual([...before, 'impostor_1.sif'].sort());
    await eventually(async () => (await folder())?.problem).toBeNull();
  });
});

import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { fillUp, makeRoom, mountSmall } from '../promises/tmpfs.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
let unmount = (): void => {};
beforeEach(async () => {
  bench = await startAppBench();
});
afterEach(async () => {
  await bench.end();
  unmount();
  await bench.stop();
});

it('a full disk is told on every page, refuses changes, loses nothing, and is over by itself when there is room', {
  timeout: 120_000,
}, async ({ skip }) => {
  const mounted = mountSmall(bench.dataFolder, 24);
  if (mounted === null) return skip('a small file system can only be mounted by root');
  unmount = mounted.unmount;
  await bench.start();
  await bench.signIn();
  const registryId = await bench.connect();
  await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
  const counts = async () =>
    (await bench.services().subscriptions.list()).find(({ name }) => name === 'keep tools')?.counts;
  await eventually(counts).toEqual({ upToDate: 5, onTheirWay: 0, problems: 0 });
  expect(bench.services().status().notices).toEqual([]);

  fillUp(bench.dataFolder);
  const acknowledged: string[] = [];
  let refusal: unknown = null;
  // The log still has some room of its own.
  for (let n = 0; n < 3_000 && refusal === null; n += 1) {
    const request = createSubscriptionSchema.parse({
      name: `more ${n} ${'x'.repeat(100)}`,
      source: { registryId, container: 'none' },
      destinations: [{ endpointId: places.partnerShare }],
    });
    await bench
      .services()
      .subscriptions.create(request)
      .then(
        ({ name }) => acknowledged.push(name),
        (error: unknown) => {
          refusal = error;
        },
      );
  }
  expect(refusal).toMatchObject({ code: 'state.diskFull' });
  expect(bench.services().status().notices).toEqual([{ code: 'state.diskFull', facts: {} }]);
  await bench.lab.push({ name: 'tools/late:1', sizeBytes: 40_960 });
  await eventually(() => bench.services().subscriptions.backlog(null)).toMatchObject({
    heldBy: { code: 'state.diskFull' },
  });
  const late = bench.fileAt(places.partnerShare, '/incoming/tools/late_1.sif');
  expect(existsSync(late)).toBe(false);

  makeRoom(bench.dataFolder);
  await eventually(() => bench.services().status().notices).toEqual([]);
  await eventually(counts).toEqual({ upToDate: 6, onTheirWay: 0, problems: 0 });
  expect(await bench.services().subscriptions.backlog(null)).toMatchObject({ owed: 0, heldBy: null });
  const names = new Set((await bench.services().subscriptions.list()).map(({ name }) => name));
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
  expect(await bench.filesAtLab()).toBe(6);
});

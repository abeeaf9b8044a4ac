import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { labManager } from '../../../src-main/lab/people.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
beforeAll(async () => {
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
});
afterAll(() => bench.stop());

it('images of a registry on another machine are sent from its harbour, each once, a push included', async () => {
  bench.services().settings.update({ sync: { rescanSeconds: 5, pollSeconds: 30 } });
  const { id: registryId } = await bench.services().registries.add({
    url: bench.lab.info.registry.url,
    token: labManager.registryToken,
    harbour: { endpointId: places.registryImages, basePath: '/images/' },
  });
  await bench.services().subscriptions.create(
    createSubscriptionSchema.parse({
      name: 'afar',
      source: { registryId, containerCollection: 'genomics', container: 'fastqc' },
      destinations: [{ endpointId: places.partnerShare, folder: '/afar/' }],
    }),
  );
  const view = async () => (await bench.services().subscriptions.list())[0];
  await eventually(view).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 1, problems: 0 } });
  // Its digest is an md5 at first and a sha256 a moment later: one image, one task.
  await bench.lab.push({ name: 'genomics/fastqc:99', sizeBytes: 40_960 });
  await eventually(view).toMatchObject({ counts: { upToDate: 2, onTheirWay: 0, problems: 0 } });
  expect(existsSync(bench.fileAt(places.partnerShare, '/afar/genomics/fastqc_99.sif'))).toBe(true);
  await eventually(async () => {
    const { images } = await bench.services().containers.list({ refresh: true });
    return images.find(({ tag }) => tag === '99')?.digest;
  }).toMatch(/^sha256:/);
  await eventually(view).toMatchObject({ counts: { upToDate: 2, onTheirWay: 0, problems: 0 } });
  expect((await bench.tasksAtLab()).filter(({ label }) => label.includes('fastqc:99'))).toHaveLength(1);
});

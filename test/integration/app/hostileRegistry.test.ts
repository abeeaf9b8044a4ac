import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { isPlainText } from '../../../src-main/domain/hostileText.ts';
import { harmlessNames, hostileNames, startHostileRegistry } from '../../fakes/hostileRegistry.ts';
import { type AppBench, places, startAppBench } from './appBench.ts';

let bench: AppBench;
let hostile: Awaited<ReturnType<typeof startHostileRegistry>>;
beforeAll(async () => {
  bench = await startAppBench();
  hostile = await startHostileRegistry();
  await bench.start();
});
afterAll(async () => {
  await hostile.stop();
  await bench.stop();
});

it('what a registry calls its images is shown as a name, or left out and counted', async () => {
  const { services } = bench;
  const added = await services().registries.add({
    url: hostile.url,
    harbour: { endpointId: places.registryImages, basePath: '/images/' },
  });
  expect(added.name.length).toBeLessThanOrEqual(120);
  expect(isPlainText(added.name, 120)).toBe(true);
  expect(added.url).toBe(hostile.url);
  const { images, problems } = await services().containers.list({ refresh: true });
  for (const image of images)
    for (const part of [image.containerCollection, image.container, image.tag ?? '-', image.architecture ?? '-'])
      expect(isPlainText(part, 255), JSON.stringify(part)).toBe(true);
  const shown = images.filter(({ containerCollection }) => containerCollection === 'odd');
  expect(shown.map(({ container }) => container).toSorted()).toEqual(
    harmlessNames.map((key) => hostileNames[key]).toSorted(),
  );
  expect(images.every(({ relativePath }) => relativePath === null)).toBe(true);

  expect(problems).toMatchObject([
    { problem: { code: 'answer.unexpected', facts: { droppedRows: expect.any(Number) } } },
  ]);
  const droppedRows = Number(problems[0]?.problem.facts.droppedRows);
  expect(droppedRows).toBe(2 * Object.keys(hostileNames).length + 5 - images.length);
  const { title } = problemWords({ code: 'answer.unexpected', facts: { droppedRows, host: 'x' } });
  expect(title).toBe(`${droppedRows} images of x are left out`);
});

it('nothing of it can be sent or written', async () => {
  const { services } = bench;
  const { images } = await services().containers.list({ refresh: false });
  await bench.signIn();
  await services().endpoints.list({ refresh: true });
  const preview = await services().sends.preview({
    imageIds: images.map(({ id }) => id),
    endpointIds: [places.partnerShare],
  });
  for (const copy of preview.copies) {
    expect(copy.outcome).toBe('refused');
    expect(copy.destinationPath).not.toMatch(/(^|\/)\.\.?(\/|$)/);
  }
  for (const { id } of images) await services().containers.detail(id);
  for (const place of [tmpdir(), dirname(bench.dataFolder), bench.dataFolder, join(bench.dataFolder, '..', '..')])
    expect(readdirSync(place).filter((name) => /^escaped/.test(name))).toEqual([]);
  expect(existsSync('/escaped')).toBe(false);
});

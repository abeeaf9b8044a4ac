import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppBench, places, startAppBench } from '../app/appBench.ts';
import { dice, patience, say, size } from './promise.ts';

let bench: AppBench;
beforeAll(async () => {
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
  await bench.connect();
  await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
});
afterAll(() => bench.stop());

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 60_000, interval: 50 });
const counts = async () => (await bench.services().subscriptions.list())[0]?.counts;

describe('T7 services that restart under a running app', () => {
  it('registry, sign-in and transfer go away in the middle of everything and come back', {
    timeout: patience,
  }, async () => {
    await eventually(async () => (await counts())?.upToDate).toBe(5);
    const random = dice(53);
    const rounds = size(3, 60);
    let forcedSignIns = 0;
    let pushed = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (let n = 0; n < 2; n += 1) {
        await bench.lab.push({ name: `tools/r${round}n${n}:1`, sizeBytes: 70_000 });
        pushed += 1;
      }
      await pause(random() * 400);
      await bench.pauseLab();
      await pause(random() * 600);
      if (random() < 0.3) {
        await bench.end();
        await bench.start();
      }
      await bench.resumeLab();
      await pause(random() * 300);
      if (bench.services().signIn.state({ kind: 'globus' }).kind !== 'signedIn') forcedSignIns += 1;
    }
    await eventually(counts).toEqual({ upToDate: 5 + pushed, onTheirWay: 0, problems: 0 });
    const files = (await bench.activities())
      .flatMap(({ images }) => images)
      .filter(({ state }) => state === 'delivered')
      .map(({ destinationPath }) => destinationPath);
    const labels = (await bench.tasksAtLab()).map(({ label }) => label);
    const twice = files.length - new Set(files).size + labels.length - new Set(labels).size;
    say(
      'T7',
      `${rounds} restarts of all services, ${pushed} images pushed meanwhile: ${pushed + 5} delivered, ${twice} twice, ${forcedSignIns} forced sign-ins`,
    );
    expect(twice).toBe(0);
    expect(forcedSignIns).toBe(0);
  });
});

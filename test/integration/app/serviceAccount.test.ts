import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
beforeAll(async () => {
  bench = await startAppBench();
  const { id, secret } = bench.lab.info.clients.confidential;
  await bench.start({ PORTOLAN_GLOBUS_CLIENT_ID: id, PORTOLAN_GLOBUS_CLIENT_SECRET: secret });
});
afterAll(() => bench.stop());

it('a machine where nobody signs in keeps a mapped endpoint up to date, consent included', async () => {
  const { id } = bench.lab.info.clients.confidential;
  await eventually(() => bench.services().status().globus).toMatchObject({
    kind: 'signedIn',
    account: { username: `${id}@clients.auth.globus.org` },
  });
  await bench.services().endpoints.list({ refresh: true });
  await bench.connect();
  await bench.subscribe(places.scratch, { containerCollection: 'genomics', container: 'fastqc' });
  await eventually(async () => (await bench.services().subscriptions.list())[0]).toMatchObject({
    state: 'running',
    problem: null,
    counts: { upToDate: 1, onTheirWay: 0, problems: 0 },
  });
  const [placement] = await bench.services().activity.placements(null);
  expect(existsSync(bench.fileAt(places.scratch, placement?.path ?? ''))).toBe(true);
});

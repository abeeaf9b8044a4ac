import { timers as sdk } from '@globus/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type LabService, startService } from '../../src-main/lab/service.ts';
import { createTimersService, type TimersService } from '../../src-main/lab/timersService.ts';
import { startTransferLab, type TransferLab, tokenFor } from '../fakes/labTransfer.ts';
import { testEndpoints } from '../fakes/labWorld.ts';

/** The official JavaScript SDK against the lab's Globus Timers; it spells `/jobs` without the slash. */
const timersId = '524230d7-ea86-4a52-8312-86065a9e0417';

let t: TransferLab;
let service: TimersService;
let listening: LabService;
let headers: { Authorization: string };
beforeAll(async () => {
  t = await startTransferLab();
  service = createTimersService({ world: t.world, engine: t.service.engine });
  listening = await startService(service.app);
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_TIMERS', listening.url.replace(/\/$/, ''));
  const scope = `https://auth.globus.org/scopes/${timersId}/timer`;
  headers = { Authorization: `Bearer ${tokenFor(t.world, timersId, scope, t.manager)}` };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  service.stop();
  await listening.stop();
  await t.stop();
});

test('a timer from its creation to its removal', async () => {
  const timer = {
    timer_type: 'transfer' as const,
    name: 'by the SDK',
    schedule: {
      type: 'recurring' as const,
      interval_seconds: 3600,
      start: t.world.clock.iso(t.world.clock.now() + 3_600_000),
    },
    body: {
      DATA_TYPE: 'transfer' as const,
      source_endpoint: testEndpoints.registryServer,
      destination_endpoint: testEndpoints.fullDisk,
      DATA: [
        { DATA_TYPE: 'transfer_item' as const, source_path: '/images/', destination_path: '/copy/', recursive: true },
      ],
    },
  };
  const created: unknown = await (await sdk.timer.create({ payload: { timer }, headers })).json();
  expect(created).toMatchObject({ timer: { name: 'by the SDK', status: 'new', number_of_runs: 0 } });
  const id = (created as { timer: { job_id: string } }).timer.job_id;
  expect(await (await sdk.jobs.getAll({ headers })).json()).toMatchObject({ jobs: [{ job_id: id }] });
  expect(await (await sdk.jobs.get(id, { headers })).json()).toMatchObject({ job_id: id, n_runs: 0 });
  expect((await sdk.jobs.patch(id, { payload: { name: 'renamed' }, headers })).status).toBe(200);
  expect((await sdk.jobs.pause(id, { headers })).status).toBe(200);
  expect(await (await sdk.jobs.get(id, { headers })).json()).toMatchObject({ name: 'renamed', status: 'inactive' });
  expect((await sdk.jobs.resume(id, { headers })).status).toBe(200);
  expect((await sdk.jobs.remove(id, { headers })).status).toBe(200);
  expect((await sdk.jobs.get(id, { headers })).status).toBe(404);
});

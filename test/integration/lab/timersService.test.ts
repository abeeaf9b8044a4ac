import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LabService, startService } from '../../../src-main/lab/service.ts';
import { createTimersService, type TimersService } from '../../../src-main/lab/timersService.ts';
import { type Call, createCaller, startTransferLab, type TransferLab } from '../../fakes/labTransfer.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';

const { registryServer, scratch, fullDisk } = testEndpoints;
const timersService = '524230d7-ea86-4a52-8312-86065a9e0417';
const scope = `https://auth.globus.org/scopes/${timersService}/timer`;
const minute = 60_000;

let t: TransferLab;
let service: TimersService;
let listening: LabService;
let call: Call;
beforeEach(async () => {
  t = await startTransferLab();
  service = createTimersService({ world: t.world, engine: t.service.engine });
  listening = await startService(service.app);
  call = createCaller(
    () => t.world,
    () => listening.url,
    timersService,
    scope,
  );
  await t.write(registryServer, 'images/a.sif', 'a');
});
afterEach(async () => {
  service.stop();
  await listening.stop();
  await t.stop();
});

const body = (to: string = fullDisk) => ({
  DATA_TYPE: 'transfer',
  source_endpoint: registryServer,
  destination_endpoint: to,
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/images/', destination_path: '/copy/', recursive: true }],
  sync_level: 3,
});
const create = (schedule: object, more: object = {}) =>
  call('POST', 'v2/timer', {
    body: { timer: { timer_type: 'transfer', name: 'nightly', schedule, body: body(), ...more } },
  });
const job = async (id: string) => (await call('GET', `jobs/${id}`)).body;
const recurring = (more: object = {}) => ({ type: 'recurring', interval_seconds: 60, ...more });
const inAMinute = () => t.world.clock.iso(t.world.clock.now() + minute);
async function settled(id: string): Promise<void> {
  const [result] = (await job(id)).results.data;
  expect((await t.ended(result.data.details.task_id)).status).toBe('SUCCEEDED');
}

test('a timer runs once, at its time', async () => {
  const datetime = inAMinute();
  const created = await create({ type: 'once', datetime });
  expect(created.status).toBe(201);
  const { timer } = created.body;
  expect(timer).toMatchObject({
    name: 'nightly',
    status: 'new',
    timer_type: 'transfer',
    next_run: datetime,
    last_ran_at: null,
    number_of_runs: 0,
    number_of_errors: 0,
    inactive_reason: null,
    schedule: { type: 'once', datetime },
    body: body(),
  });
  expect((await job(timer.job_id)).n_runs).toBe(0);
  t.world.clock.hurry(minute);
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(1);
  await settled(timer.job_id);
  expect(await job(timer.job_id)).toMatchObject({ status: 'ended', next_run: null, n_errors: 0 });
  const { body: tasks } = await t.call('GET', 'v0.10/task_list');
  expect(tasks.DATA).toMatchObject([{ label: 'nightly, run 1', sync_level: 3 }]);
});

test('a timer without a start runs at once, repeats, and ends by its count', async () => {
  const { timer } = (await create(recurring({ end: { condition: 'iterations', count: 3 } }))).body;
  const runs = async () => (await job(timer.job_id)).n_runs;
  await expect.poll(runs).toBe(1);
  await settled(timer.job_id);
  expect((await job(timer.job_id)).status).toBe('loaded');
  for (const count of [2, 3]) {
    t.world.clock.hurry(minute);
    await expect.poll(runs).toBe(count);
    await settled(timer.job_id);
  }
  expect(await job(timer.job_id)).toMatchObject({ status: 'ended', next_run: null, stop_after: { n_runs: 3 } });
  t.world.clock.hurry(10 * minute);
  expect(await runs()).toBe(3);
});

test('a timer ends by its time, and missed ticks are not made up for', async () => {
  const end = { condition: 'time', datetime: t.world.clock.iso(t.world.clock.now() + 10.5 * minute) };
  const { timer } = (await create(recurring({ start: inAMinute(), end }))).body;
  t.world.clock.hurry(5 * minute);
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(1);
  await settled(timer.job_id);
  t.world.clock.hurry(20 * minute);
  await expect.poll(async () => (await job(timer.job_id)).status).toBe('ended');
  expect((await job(timer.job_id)).n_runs).toBe(2);
});

test('a tick is left out while the last run goes on', async () => {
  t.world.transferRate.bytesPerSecond = 1;
  await t.write(registryServer, 'images/slow.sif', 'x'.repeat(10_000));
  const { timer } = (await create(recurring())).body;
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(1);
  const before = (await job(timer.job_id)).next_run;
  t.world.clock.hurry(3 * minute);
  await expect.poll(async () => (await job(timer.job_id)).next_run).not.toBe(before);
  expect((await job(timer.job_id)).n_runs).toBe(1);
  const [running] = (await t.call('GET', 'v0.10/task_list')).body.DATA;
  await t.call('POST', `v0.10/task/${running.task_id}/cancel`);
  t.world.clock.hurry(minute);
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(2);
});

test('a missing consent makes the timer wait; consent and resume let it go on', async () => {
  const { timer } = (await create(recurring(), { body: body(scratch) })).body;
  await expect.poll(async () => (await job(timer.job_id)).status).toBe('inactive');
  const required = `${scope}[urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${scratch}/data_access]]`;
  expect((await job(timer.job_id)).inactive_reason).toEqual({
    cause: 'globus_auth_requirements',
    detail: {
      code: 'ConsentRequired',
      authorization_parameters: {
        session_message: 'Missing required data_access consent',
        required_scopes: [required],
      },
    },
  });
  expect((await call('GET', 'jobs?filter_status=inactive')).body.jobs).toHaveLength(1);
  expect((await call('GET', 'jobs?filter_status=active')).body.jobs).toHaveLength(0);
  t.consent(scratch);
  const resumed = await call('POST', `jobs/${timer.job_id}/resume`, { body: {} });
  expect(resumed.body.message).toBe(`Successfully resumed job ${timer.job_id}.`);
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(2);
  expect(await job(timer.job_id)).toMatchObject({ status: 'loaded', inactive_reason: null, n_errors: 1 });
});

test('both spellings list; jobs are renamed, paused, resumed and deleted', async () => {
  const { timer } = (await create({ type: 'once', datetime: inAMinute() })).body;
  const second = (await create({ type: 'once', datetime: inAMinute() }, { name: 'other' })).body.timer;
  for (const path of ['jobs', 'jobs/', 'jobs/?order=submitted_at%20asc'])
    expect((await call('GET', path)).body.jobs).toHaveLength(2);
  expect((await call('GET', 'jobs/?order=name%20desc')).body.jobs[0].name).toBe('other');
  expect((await call('GET', 'jobs/?filter_name=oth')).body.jobs).toMatchObject([{ job_id: second.job_id }]);
  expect((await call('PATCH', `jobs/${timer.job_id}`, { body: { name: 'renamed' } })).body.name).toBe('renamed');
  expect((await call('POST', `jobs/${timer.job_id}/pause`)).body.message).toBe(
    `Successfully paused job ${timer.job_id}.`,
  );
  expect((await job(timer.job_id)).inactive_reason).toEqual({ cause: 'user', detail: null });
  t.world.clock.hurry(2 * minute);
  await expect.poll(async () => (await job(second.job_id)).n_runs).toBe(1);
  expect((await job(timer.job_id)).n_runs).toBe(0);
  await call('POST', `jobs/${timer.job_id}/resume`);
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(1);
  expect((await call('DELETE', `jobs/${timer.job_id}`)).body).toMatchObject({
    job_id: timer.job_id,
    status: 'deleted',
  });
  expect(await call('GET', `jobs/${timer.job_id}`)).toMatchObject({
    status: 404,
    body: { error: { code: 'NOT_FOUND', status: 404 } },
  });
  expect((await call('GET', `jobs/${second.job_id}`, { as: t.researcher })).status).toBe(404);
});

test.each([
  ['no schedule', { schedule: undefined }, ['body', 'timer', 'schedule']],
  [
    'a short interval',
    { schedule: { type: 'recurring', interval_seconds: 59 } },
    ['body', 'timer', 'schedule', 'interval_seconds'],
  ],
  [
    'a start too far away',
    { schedule: { type: 'once', datetime: '2099-01-01T00:00:00+00:00' } },
    ['body', 'timer', 'schedule'],
  ],
  [
    'an end before its start',
    { schedule: recurring({ start: '2020-01-01T00:00:00Z', end: { datetime: '2019-01-01T00:00:00Z' } }) },
    ['body', 'timer', 'schedule', 'end'],
  ],
  [
    'a body with a submission id',
    { body: { ...body(), submission_id: crypto.randomUUID() } },
    ['body', 'timer', 'body', 'submission_id'],
  ],
  ['a body without items', { body: { ...body(), DATA: [] } }, ['body', 'timer', 'body']],
  ['an unknown endpoint', { body: body(crypto.randomUUID()) }, ['body', 'timer', 'body']],
  ['another kind of timer', { timer_type: 'flow' }, ['body', 'timer', 'timer_type']],
])('a timer with %s is refused with its place', async (_what, more, loc) => {
  const refused = await create(recurring(), more);
  expect(refused.status).toBe(422);
  expect(refused.body.detail[0]).toMatchObject({
    loc,
    msg: expect.any(String),
    type: expect.stringMatching(/^value_error/),
  });
});

test('timers survive a restart and go on', async () => {
  const { timer } = (await create(recurring({ start: inAMinute() }))).body;
  service.stop();
  await listening.stop();
  const restored: unknown = JSON.parse(JSON.stringify(service.snapshot()));
  await t.restart();
  service = createTimersService({ world: t.world, engine: t.service.engine, restored });
  listening = await startService(service.app);
  t.world.clock.hurry(minute);
  await expect.poll(async () => (await job(timer.job_id)).n_runs).toBe(1);
  await settled(timer.job_id);
});

test('needs a token for this service, and shows faults in its own shape', async () => {
  const refused = await call('GET', 'jobs/', { authorization: null });
  expect(refused).toMatchObject({ status: 401, body: { error: { status: 401 } } });
  t.world.faults.switch({ name: 'server-error', isOn: true });
  expect((await call('GET', 'jobs/')).body).toMatchObject({ error: { status: 500, detail: expect.any(String) } });
});

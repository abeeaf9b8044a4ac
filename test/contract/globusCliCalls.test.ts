import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSearchService, type SearchService } from '../../src-main/lab/searchService.ts';
import { type LabService, startService } from '../../src-main/lab/service.ts';
import { createTimersService, type TimersService } from '../../src-main/lab/timersService.ts';
import { type Call, createCaller, startTransferLab, type TransferLab } from '../fakes/labTransfer.ts';
import { testEndpoints } from '../fakes/labWorld.ts';

/** Every call that the official command line makes of Transfer, Search and Timers: same paths, queries and bodies. */
const { registryServer: A, fullDisk: B, shared, scratch } = testEndpoints;
const timersId = '524230d7-ea86-4a52-8312-86065a9e0417';

let t: TransferLab;
let search: SearchService;
let timers: TimersService;
let listening: LabService[];
let searchCall: Call;
let timersCall: Call;
beforeAll(async () => {
  t = await startTransferLab();
  search = createSearchService({ world: t.world, pace: { taskDelayMs: 1 } });
  timers = createTimersService({ world: t.world, engine: t.service.engine });
  const [searchAt, timersAt] = [await startService(search.app), await startService(timers.app)];
  listening = [searchAt, timersAt];
  const world = () => t.world;
  searchCall = createCaller(
    world,
    () => searchAt.url,
    'search.api.globus.org',
    'urn:globus:auth:scope:search.api.globus.org:all',
  );
  timersCall = createCaller(world, () => timersAt.url, timersId, `https://auth.globus.org/scopes/${timersId}/timer`);
  await t.write(A, 'images/img.sif', 'an image');
});
afterAll(async () => {
  search.stop();
  timers.stop();
  for (const service of listening) await service.stop();
  await t.stop();
});

const submissionId = async (): Promise<string> => (await t.call('GET', 'v0.10/submission_id')).body.value;

test('endpoint search', async () => {
  const all = await t.call('GET', 'v0.10/endpoint_search?filter_scope=all&filter_fulltext=registry&limit=100');
  expect(all.body).toMatchObject({ DATA_TYPE: 'endpoint_list', limit: 100, offset: 0, has_next_page: false });
  expect(all.body.DATA).toMatchObject([{ id: A, display_name: 'Registry server', owner_string: t.manager.username }]);
  const mine = await t.call('GET', 'v0.10/endpoint_search?filter_scope=my-endpoints&limit=100');
  expect(mine.body.DATA).toHaveLength(2);
});

test('ls', async () => {
  const { status, body } = await t.call('GET', `v0.10/operation/endpoint/${A}/ls?path=%2Fimages&show_hidden=0`);
  expect([status, body.path]).toEqual([200, '/images/']);
  expect(body.DATA).toMatchObject([{ name: 'img.sif', type: 'file', size: 8 }]);
});

test('ls of a mapped collection asks for consent, for all scopes at once', async () => {
  const { status, body } = await t.call('GET', `v0.10/operation/endpoint/${scratch}/ls?path=%2F&show_hidden=0`);
  const required_scopes = [
    `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${scratch}/data_access]`,
  ];
  expect(status).toBe(403);
  expect(body).toMatchObject({
    code: 'ConsentRequired',
    required_scopes,
    authorization_parameters: { required_scopes },
  });
});

test('transfer, task show, task list, task event-list, task cancel', async () => {
  const submission_id = await submissionId();
  const document = {
    DATA_TYPE: 'transfer',
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/images/img.sif', destination_path: '/~/img.sif' }],
    source_endpoint: A,
    destination_endpoint: B,
    label: 'demo',
    submission_id,
    verify_checksum: true,
    preserve_timestamp: false,
    encrypt_data: false,
    skip_source_errors: false,
    fail_on_quota_errors: false,
    delete_destination_extra: false,
    sync_level: 3,
  };
  const accepted = await t.call('POST', 'v0.10/transfer', { body: document });
  expect(accepted.status).toBe(202);
  expect(accepted.body).toMatchObject({
    DATA_TYPE: 'transfer_result',
    code: 'Accepted',
    submission_id,
    resource: '/v0.10/transfer',
    task_link: { DATA_TYPE: 'link', href: `/v0.10/task/${accepted.body.task_id}?format=json`, rel: 'related' },
  });
  const taskId = accepted.body.task_id as string;
  expect(await t.ended(taskId)).toMatchObject({
    DATA_TYPE: 'task',
    task_id: taskId,
    label: 'demo',
    type: 'TRANSFER',
    status: 'SUCCEEDED',
    sync_level: 3,
    verify_checksum: true,
    source_endpoint_display_name: 'Registry server',
    destination_endpoint_display_name: 'Full disk',
  });
  const list = await t.call(
    'GET',
    'v0.10/task_list?limit=1000&orderby=request_time+DESC&filter=type%3ATRANSFER%2CDELETE',
  );
  expect(list.body).toMatchObject({
    DATA_TYPE: 'task_list',
    limit: 1000,
    offset: 0,
    total: 1,
    DATA: [{ task_id: taskId }],
  });
  const slashed = await t.call(
    'GET',
    'v0.10/task_list?limit=1000&orderby=request_time+DESC&filter=type%3ATRANSFER%2CDELETE%2F',
  );
  expect(slashed.body.total).toBe(1);
  const events = await t.call('GET', `v0.10/task/${taskId}/event_list?limit=1000&filter=`);
  expect(events.body.DATA.map(({ code }: { code: string }) => code)).toEqual(['SUCCEEDED', 'STARTED']);
  const canceled = await t.call('POST', `v0.10/task/${taskId}/cancel`);
  expect(canceled.body).toMatchObject({ DATA_TYPE: 'result', code: 'TaskComplete' });
});

test('mkdir, rename, stat, rm', async () => {
  const at = `v0.10/operation/endpoint/${A}`;
  const made = await t.call('POST', `${at}/mkdir`, { body: { DATA_TYPE: 'mkdir', path: '/images/new' } });
  expect(made.body).toMatchObject({ DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated' });
  const body = { DATA_TYPE: 'rename', old_path: '/images/new', new_path: '/images/newer' };
  expect((await t.call('POST', `${at}/rename`, { body })).body.code).toBe('FileRenamed');
  expect((await t.call('GET', `${at}/stat?path=%2Fimages%2Fnewer`)).body).toMatchObject({ type: 'dir', name: 'newer' });
  const removal = {
    DATA_TYPE: 'delete',
    DATA: [{ DATA_TYPE: 'delete_item', path: '/images/newer' }],
    endpoint: A,
    submission_id: await submissionId(),
    recursive: true,
    ignore_missing: false,
    interpret_globs: false,
  };
  const accepted = await t.call('POST', 'v0.10/delete', { body: removal });
  expect(accepted.body).toMatchObject({ DATA_TYPE: 'delete_result', code: 'Accepted' });
  expect(await t.ended(accepted.body.task_id)).toMatchObject({
    type: 'DELETE',
    status: 'SUCCEEDED',
    destination_endpoint_id: null,
  });
  expect((await t.call('GET', `${at}/stat?path=%2Fimages%2Fnewer`)).status).toBe(404);
});

test('endpoint permission create, list, delete; endpoint role list', async () => {
  const rule = {
    DATA_TYPE: 'access',
    principal_type: 'identity',
    principal: crypto.randomUUID(),
    path: '/lab/',
    permissions: 'r',
  };
  const created = await t.call('POST', `v0.10/endpoint/${shared}/access`, { body: rule });
  expect(created.body).toMatchObject({
    DATA_TYPE: 'access_create_result',
    code: 'Created',
    access_id: expect.any(String),
  });
  const listed = await t.call('GET', `v0.10/endpoint/${shared}/access_list`);
  expect(listed.body.DATA).toContainEqual(expect.objectContaining({ ...rule, id: created.body.access_id }));
  const deleted = await t.call('DELETE', `v0.10/endpoint/${shared}/access/${created.body.access_id}`);
  expect(deleted.body.code).toBe('Deleted');
  const roles = await t.call('GET', `v0.10/endpoint/${A}/role_list`);
  expect(roles.body.DATA).toMatchObject([{ DATA_TYPE: 'role', principal: t.manager.id, role: 'administrator' }]);
});

test('gcp create mapped, gcp create guest', async () => {
  const mapped = { DATA_TYPE: 'endpoint', is_globus_connect: true, display_name: 'N', public: true };
  const created = await t.call('POST', 'v0.10/endpoint', { body: mapped });
  expect(created.body).toMatchObject({
    code: 'Created',
    id: expect.any(String),
    globus_connect_setup_key: expect.any(String),
  });
  const guest = { DATA_TYPE: 'shared_endpoint', host_endpoint: A, host_path: '/images', display_name: 'N' };
  expect((await t.call('POST', 'v0.10/shared_endpoint', { body: guest })).body).toMatchObject({
    code: 'Created',
    id: expect.any(String),
  });
});

test('timer create transfer, timer list', async () => {
  for (const id of [A, B]) expect((await t.call('GET', `v0.10/endpoint/${id}`)).body.id).toBe(id);
  const timer = {
    timer_type: 'transfer',
    name: 'weekly',
    schedule: { type: 'recurring', interval_seconds: 604_800, start: '2099-01-01T00:00:00+00:00', end: { count: 2 } },
    body: {
      DATA_TYPE: 'transfer',
      source_endpoint: A,
      destination_endpoint: B,
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/images/img.sif', destination_path: '/~/img.sif' }],
      notify_on_succeeded: true,
      notify_on_failed: true,
      notify_on_inactive: true,
      store_base_path_info: false,
    },
  };
  const start = t.world.clock.iso(t.world.clock.now() + 86_400_000);
  const body = { timer: { ...timer, schedule: { ...timer.schedule, start } } };
  const created = await timersCall('POST', 'v2/timer', { body });
  expect([created.status, created.body.timer]).toMatchObject([201, { ...body.timer, status: 'new', next_run: start }]);
  const listed = await timersCall('GET', 'jobs/?order=submitted_at+asc');
  expect(listed.body.jobs).toMatchObject([{ job_id: created.body.timer.job_id, name: 'weekly', status: 'new' }]);
});

test('search index create, ingest, query, subject delete, task show', async () => {
  const index = (await searchCall('POST', 'v1/index', { body: { display_name: 'N', description: 'D' } })).body.id;
  const body = {
    ingest_type: 'GMetaEntry',
    ingest_data: { subject: 'S', visible_to: ['public'], content: { foo: 'bar' } },
  };
  const accepted = await searchCall('POST', `v1/index/${index}/ingest`, { body });
  expect(accepted.body).toMatchObject({ acknowledged: true });
  const state = (taskId: string) => async () => (await searchCall('GET', `v1/task/${taskId}`)).body.state;
  await expect.poll(state(accepted.body.task_id)).toBe('SUCCESS');
  const found = await searchCall('GET', `v1/index/${index}/search?q=bar&limit=10&advanced=False`);
  expect(found.body).toMatchObject({ count: 1, gmeta: [{ subject: 'S', entries: [{ content: { foo: 'bar' } }] }] });
  const deleted = await searchCall('DELETE', `v1/index/${index}/subject?subject=S`);
  await expect.poll(state(deleted.body.task_id)).toBe('SUCCESS');
  expect((await searchCall('GET', `v1/index/${index}/search?q=bar&limit=10&advanced=False`)).body.count).toBe(0);
});

test('a 429 tells how long to wait in whole seconds', async () => {
  t.world.faults.switch({ name: 'rate-limit', isOn: true });
  const limited = await t.call('GET', 'v0.10/submission_id');
  t.world.faults.switch({ name: 'rate-limit', isOn: false });
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
});

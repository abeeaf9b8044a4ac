import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSearchService, type SearchService } from '../../src-main/lab/searchService.ts';
import { type LabService, startService } from '../../src-main/lab/service.ts';
import { createTimersService, type TimersService } from '../../src-main/lab/timersService.ts';
import {
  type Answer,
  type Call,
  createCaller,
  startTransferLab,
  type TransferLab,
  transferDocument,
} from '../fakes/labTransfer.ts';
import { testEndpoints } from '../fakes/labWorld.ts';

/** What the lab answers has every key that recorded answers of the real services have, and values of the same kinds. */
const folder = join(import.meta.dirname, '../../../shared/fixtures/globus');
const isThere = existsSync(folder);
if (!isThere) console.warn(`Recorded Globus answers are not at ${folder}: the lab's are compared with none.`);

const { registryServer, fullDisk, shared, scratch, laptop } = testEndpoints;
const timersId = '524230d7-ea86-4a52-8312-86065a9e0417';
const read = (name: string): unknown =>
  (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { body: unknown }).body;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parts of a record that are the recorded client's own and differ by nature. */
const ownParts = new Set([
  'callback_body',
  'content',
  'body',
  'authorization_parameters',
  'schedule',
  'error_data',
  'facet_results',
]);
/** Keys of one recording only: leftovers of other kinds of endpoint, or test artefacts. */
const strayKeys = new Set(['HTTP status', 'error_name', 'gcp_connected']);

/** Paths of what the recording has and the lab's answer lacks or has of another kind. */
function differences(recorded: unknown, answered: unknown, at = ''): string[] {
  if (Array.isArray(recorded)) {
    if (!Array.isArray(answered)) return [`${at}: no list`];
    const [one] = recorded;
    const [other] = answered;
    return one === undefined || other === undefined ? [] : differences(one, other, `${at}[]`);
  }
  if (!isRecord(recorded)) {
    const isComparable = recorded !== null && answered !== null;
    return isComparable && typeof recorded !== typeof answered ? [`${at}: ${typeof answered}`] : [];
  }
  if (!isRecord(answered)) return answered === null ? [] : [`${at}: no record`];
  return Object.entries(recorded).flatMap(([key, value]) => {
    if (strayKeys.has(key)) return [];
    if (!(key in answered)) return [`${at}.${key}: missing`];
    return ownParts.has(key) ? [] : differences(value, answered[key], `${at}.${key}`);
  });
}

describe.skipIf(!isThere)('the lab beside recorded answers', () => {
  let t: TransferLab;
  let search: SearchService;
  let timers: TimersService;
  let listening: LabService[];
  let searchCall: Call;
  let timersCall: Call;
  const taskIds: Record<string, string> = {};

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
    await t.write(registryServer, 'images/a.sif', 'an image');
    await prepareTasks();
  });
  afterAll(async () => {
    search.stop();
    timers.stop();
    for (const service of listening) await service.stop();
    await t.stop();
  });

  async function prepareTasks(): Promise<void> {
    const pairs = [['/images/a.sif', '/a.sif']] as const;
    taskIds.done = await t.send(registryServer, fullDisk, pairs, { verify_checksum: true });
    taskIds.skipped = await t.send(registryServer, fullDisk, [...pairs, ['/images/none', '/none']], {
      skip_source_errors: true,
    });
    await t.ended(taskIds.skipped);
    t.world.faults.switch({ name: 'source-missing', isOn: true });
    taskIds.active = await t.send(registryServer, fullDisk, pairs);
    taskIds.failed = await t.send(registryServer, fullDisk, pairs);
    await vi.waitFor(async () => expect((await t.task(taskIds.failed ?? '')).nice_status).toBe('FILE_NOT_FOUND'));
    await t.call('POST', `v0.10/task/${taskIds.failed}/cancel`);
    await t.ended(taskIds.done);
  }

  const get = (path: () => string) => () => t.call('GET', `v0.10/${path()}`);
  const post = (path: () => string, body: object) => () => t.call('POST', `v0.10/${path()}`, { body });
  const transferAnswers: Record<string, () => Promise<Answer>> = {
    'GET.endpoint_ID.200.GCP_mapped_collection': get(() => `endpoint/${registryServer}`),
    'GET.endpoint_ID.200.GCP_mapped_collection.2': get(() => `endpoint/${registryServer}`),
    'GET.endpoint_ID.200.GCP_guest_collection': get(() => `endpoint/${shared}`),
    'GET.endpoint_ID.200.GCSv5_mapped_collection': get(() => `endpoint/${scratch}`),
    'GET.endpoint_ID.200.GCSv5_guest_collection': get(() => `endpoint/${shared}`),
    'GET.endpoint_ID.200.GCSv5_endpoint.5': get(() => 'endpoint/b0000001-0000-4000-8000-000000000001'),
    'GET.endpoint_search.200.2': get(() => 'endpoint_search?filter_fulltext=registry'),
    'GET.operation_endpoint_ID_ls.200.ls_results': get(() => `operation/endpoint/${registryServer}/ls?path=/images/`),
    'GET.operation_endpoint_ID_ls.403.ConsentRequired': get(() => `operation/endpoint/${scratch}/ls`),
    'GET.operation_endpoint_ID_ls.404.ClientError-NotFound.community': get(
      () => `operation/endpoint/${registryServer}/ls?path=/none`,
    ),
    'GET.operation_endpoint_ID_stat.200': get(() => `operation/endpoint/${registryServer}/stat?path=/images/a.sif`),
    'GET.operation_endpoint_ID_stat.404.NotFound.not_found': get(
      () => `operation/endpoint/${registryServer}/stat?path=/none`,
    ),
    'GET.submission_id.200': get(() => 'submission_id'),
    'GET.task_ID.200.ACTIVE': get(() => `task/${taskIds.active}`),
    'GET.task_ID.200.SUCCEEDED': get(() => `task/${taskIds.done}`),
    'GET.task_ID.200.FAILED': get(() => `task/${taskIds.failed}`),
    'GET.task_ID_event_list.200': get(() => `task/${taskIds.failed}/event_list`),
    'GET.task_ID_pause_info.200': get(() => `task/${taskIds.done}/pause_info`),
    'GET.task_ID_skipped_errors.200': get(() => `task/${taskIds.skipped}/skipped_errors`),
    'GET.task_list.200': get(() => 'task_list'),
    'POST.operation_endpoint_ID_mkdir.200.DirectoryCreated': post(() => `operation/endpoint/${registryServer}/mkdir`, {
      path: '/m',
    }),
    'POST.endpoint.200.Created.2': post(() => 'endpoint', { is_globus_connect: true, display_name: 'x' }),
    'POST.shared_endpoint.200.Created': post(() => 'shared_endpoint', {
      host_endpoint: registryServer,
      host_path: '/images',
      display_name: 'x',
    }),
    'POST.transfer.200.Accepted': post(
      () => 'transfer',
      transferDocument(registryServer, fullDisk, [['/images/a.sif', '/z']]),
    ),
    'POST.transfer.400.ClientError-BadRequest-NoTransferItems.failure': post(() => 'transfer', {
      DATA_TYPE: 'transfer',
      DATA: [],
    }),
    'POST.task_ID_cancel.200.Canceled': post(() => `task/${taskIds.done}/cancel`, {}),
    'GET.any.502.ExternalError-DirListingFailed-GCDisconnected': () =>
      t.call('GET', `v0.10/operation/endpoint/${laptop}/ls`, { as: t.researcher }),
  };

  test.each(Object.keys(transferAnswers))('transfer %s', async (name) => {
    const answer = await transferAnswers[name]?.();
    expect(differences(read(`transfer.${name}`), answer?.body)).toEqual([]);
    const status = Number(/\.(\d{3})(?:\.|$)/.exec(name)?.[1]);
    if (status >= 400) expect(answer?.status).toBe(status);
    else expect(answer?.status).toBeLessThan(300);
  });

  test('codes and messages of recorded errors are the lab’s', async () => {
    for (const name of [
      'ls.403.ConsentRequired',
      'ls.404.ClientError-NotFound.community',
      'stat.404.NotFound.not_found',
    ]) {
      const key = `GET.operation_endpoint_ID_${name}`;
      expect((await transferAnswers[key]?.())?.body.code).toBe((read(`transfer.${key}`) as { code: string }).code);
    }
  });

  test('access rules', async () => {
    const rule = { principal_type: 'identity', principal: crypto.randomUUID(), path: '/x/', permissions: 'r' };
    const add = (body: object) => t.call('POST', `v0.10/endpoint/${shared}/access`, { body });
    const created = await add(rule);
    const { access_id, ...expected } = read('transfer.POST.endpoint_ID_access.201.Created.community') as Record<
      string,
      unknown
    >;
    expect([typeof access_id, differences(expected, created.body)]).toEqual(['number', []]);
    const one = `v0.10/endpoint/${shared}/access/${created.body.access_id}`;
    expect(differences(read('transfer.GET.endpoint_ID_access_ID.200'), (await t.call('GET', one)).body)).toEqual([]);
    expect(differences(read('transfer.POST.endpoint_ID_access.409.Exists.community'), (await add(rule)).body)).toEqual(
      [],
    );
    const updated = await t.call('PUT', one, { body: { permissions: 'rw' } });
    expect(differences(read('transfer.PUT.endpoint_ID_access_ID.200.Updated'), updated.body)).toEqual([]);
  });

  test('search', async () => {
    const same = (name: string, { body }: Answer) =>
      expect([name, differences(read(`search.${name}`), body)]).toEqual([name, []]);
    const created = await searchCall('POST', 'v1/index', { body: { display_name: 'a', description: 'b' } });
    same('POST.index.200.open', created);
    const index = `v1/index/${created.body.id}`;
    same('GET.index_ID.200.open', await searchCall('GET', index));
    same('GET.index_list.200', await searchCall('GET', 'v1/index_list'));
    same('GET.index_ID_role_list.200', await searchCall('GET', `${index}/role_list`));
    const ingest = (more: object) =>
      searchCall('POST', `${index}/ingest`, {
        body: { ingest_type: 'GMetaEntry', ingest_data: { subject: 's', content: { foo: 'bar' }, ...more } },
      });
    const accepted = await ingest({ visible_to: ['public'] });
    same('POST.index_ID_ingest.200', accepted);
    const invalid = await ingest({});
    same('POST.index_ID_ingest.400.BadRequest-ValidationError', invalid);
    const { error_data } = read('search.POST.index_ID_ingest.400.BadRequest-ValidationError') as {
      error_data: unknown;
    };
    expect(invalid.body.error_data).toEqual(error_data);
    const task = () => searchCall('GET', `v1/task/${accepted.body.task_id}`);
    await expect.poll(async () => (await task()).body.state).toBe('SUCCESS');
    same('GET.task_ID.200', await task());
    same('GET.task_list_ID.200', await searchCall('GET', `v1/task_list/${created.body.id}`));
    same('GET.index_ID_search.200', await searchCall('GET', `${index}/search?q=bar`));
    same('POST.index_ID_search.200', await searchCall('POST', `${index}/search`, { body: { q: 'bar' } }));
    same('GET.index_ID_subject.200', await searchCall('GET', `${index}/subject?subject=s`));
    same('GET.index_ID_search.404.NotFound-NoSuchIndex', await searchCall('GET', 'v1/index/none/search?q=a'));
    same(
      'POST.index_ID_reopen.409.Conflict-IncompatibleIndexStatus.already_open',
      await searchCall('POST', `${index}/reopen`),
    );
    same(
      'PATCH.index_ID.403.Forbidden-Generic.forbidden',
      await searchCall('PATCH', index, { body: {}, as: t.researcher }),
    );
    same('DELETE.index_ID_subject.200', await searchCall('DELETE', `${index}/subject?subject=s`));
    same('DELETE.index_ID.200', await searchCall('DELETE', index));
  });

  test('timers', async () => {
    const same = (name: string, { body }: Answer) =>
      expect([name, differences(read(`timer.${name}`), body)]).toEqual([name, []]);
    const { submission_id: _id, ...body } = transferDocument(registryServer, fullDisk, [['/images/a.sif', '/t.sif']]);
    const timer = { timer_type: 'transfer', name: 'n', schedule: { type: 'recurring', interval_seconds: 600 }, body };
    const created = await timersCall('POST', 'v2/timer', { body: { timer } });
    same('POST.timer.201', created);
    const id = created.body.timer.job_id;
    await expect.poll(async () => (await timersCall('GET', `jobs/${id}`)).body.n_runs).toBe(1);
    same('GET.jobs_ID.200.inactive', await timersCall('GET', `jobs/${id}`));
    same('POST.jobs.422.validation_error', await timersCall('POST', 'v2/timer', { body: {} }));
    same('POST.jobs_ID_pause.200', await timersCall('POST', `jobs/${id}/pause`));
    same('POST.jobs_ID_resume.200', await timersCall('POST', `jobs/${id}/resume`));
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src-main/contract/errors.ts';
import type { EndpointId, SubmissionId, TaskId } from '../../src-main/contract/ids.ts';
import { explainTask } from '../../src-main/domain/explainTask.ts';
import { createGlobusRequest } from '../../src-main/globus/globusRequest.ts';
import { createTransferClient, type TransferClient } from '../../src-main/globus/transferClient.ts';
import { createGotHttp } from '../../src-main/node/gotHttp.ts';
import { createFakeTokens } from '../fakes/fakeTokens.ts';
import { createRecordingLogger } from '../fakes/recordingLogger.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/globus');
const isThere = existsSync(folder);
if (!isThere) console.warn(`Recorded Globus answers are not at ${folder}: their tests are skipped.`);

interface Recording {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording;
const names = isThere
  ? readdirSync(folder).filter((name) => name.startsWith('transfer.') && name.endsWith('.json'))
  : [];
const withStart = (start: string) => names.filter((name) => name.startsWith(start));
const endpointId = 'a0000003-0000-4000-8000-000000000003' as EndpointId;
const taskId = '6b0aed60-575c-11eb-87bb-02187389bd35' as TaskId;
const order = {
  ...{ submissionId: 'c0000000-0000-4000-8000-000000000001' as SubmissionId, sourceEndpointId: endpointId },
  ...{ destinationEndpointId: endpointId, label: 'x', files: [], encryptsData: false, deadlineAt: null },
};

describe.skipIf(!isThere)('recorded answers of Globus Transfer', () => {
  let server: Server;
  let served: Recording | null = null;
  let asked: { method: string; path: string }[] = [];
  let client: TransferClient;
  const http = createGotHttp();
  const tokens = createFakeTokens();

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push({ method: request.method ?? '', path: request.url ?? '' });
      request.resume();
      if (!served) return void response.writeHead(500).end();
      response.writeHead(served.status, { 'content-type': 'application/json' }).end(JSON.stringify(served.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    // Waits between tries pass at once.
    const clock = {
      ...{ now: Date.now, nowIso: () => new Date().toISOString(), monotonic: () => performance.now() },
      sleep: async () => undefined,
    };
    const request = createGlobusRequest({
      ...{ http, clock, tokens, random: () => 0, logger: createRecordingLogger() },
      baseUrls: { auth: url, transfer: url, search: url, timers: url },
    });
    client = createTransferClient({ request, tokens });
  });
  afterAll(async () => {
    http.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Serves the recording to one call. */
  async function answer<T>(name: string, call: (client: TransferClient) => Promise<T>): Promise<T> {
    served = read(name);
    asked = [];
    const value = await call(client);
    expect(asked[0]).toMatchObject({ method: served.method });
    return value;
  }

  const failure = (name: string, call: (client: TransferClient) => Promise<unknown>) =>
    answer(name, (one) =>
      call(one).then(
        () => new Error('It did not fail'),
        (error: unknown) => error,
      ),
    );

  it('are all there', () => {
    expect(names.length).toBeGreaterThan(50);
  });

  it('gives a submission id', async () => {
    expect(await answer('transfer.GET.submission_id.200.json', (one) => one.newSubmissionId())).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('accepts a transfer', async () => {
    expect(await answer('transfer.POST.transfer.200.Accepted.json', (one) => one.submit(order))).toEqual({
      taskId: '00000000-0000-0000-0000-0000699934d5',
      wasDuplicate: false,
    });
    expect(asked).toEqual([{ method: 'POST', path: '/v0.10/transfer' }]);
  });

  it.each(withStart('transfer.GET.endpoint_ID.200'))('reads %s', async (name) => {
    const body = read(name).body as Record<string, unknown>;
    if (typeof body.id !== 'string') {
      // Some recordings hold only the fields that their test looked at.
      expect(await failure(name, (one) => one.endpoint(endpointId))).toMatchObject({ code: 'answer.unexpected' });
      return;
    }
    const endpoint = await answer(name, (one) => one.endpoint(endpointId));
    const kinds: Record<string, string> = {
      GCP_mapped_collection: 'personal',
      GCP_guest_collection: 'guest',
      GCSv5_endpoint: 'host',
      GCSv5_mapped_collection: 'mapped',
      GCSv5_guest_collection: 'guest',
      GCSv4_host: 'mapped',
      GCSv4_share: 'guest',
    };
    expect(endpoint.kind).toBe(kinds[String(body.entity_type)] ?? 'guest');
    expect(endpoint.name).toBe(body.display_name ?? body.canonical_name ?? body.id);
    expect(endpoint.asksForConsent).toBe(
      body.entity_type === 'GCSv5_mapped_collection' && body.high_assurance !== true,
    );
    if (body.entity_type === 'GCSv5_mapped_collection') expect(endpoint.hostId).toBe(body.owner_id);
    if (typeof body.gcp_connected === 'boolean') expect(endpoint.isConnected).toBe(body.gcp_connected);
  });

  it.each(withStart('transfer.GET.endpoint_search.200'))('reads %s', async (name) => {
    const { DATA } = read(name).body as { DATA: { id: string }[] };
    const found = await answer(name, (one) => one.endpointSearch('my-endpoints'));
    expect(found.map(({ id }) => id)).toEqual(DATA.map(({ id }) => id.toLowerCase()));
  });

  it.each(withStart('transfer.GET.operation_endpoint_ID_ls.200'))('reads %s', async (name) => {
    const { DATA } = read(name).body as { DATA: { name: string; type: string; size: number }[] };
    const kinds: Record<string, string> = { file: 'file', dir: 'folder' };
    const found = await answer(name, (one) => one.list(endpointId, '/~/'));
    expect(found.map(({ name: fileName, kind, sizeBytes }) => ({ fileName, kind, sizeBytes }))).toEqual(
      DATA.map(({ name: fileName, type, size }) => ({ fileName, kind: kinds[type] ?? 'other', sizeBytes: size ?? 0 })),
    );
    expect(found.every(({ changedAt }) => !Number.isNaN(Date.parse(changedAt)))).toBe(true);
  });

  it.each([
    ['transfer.GET.operation_endpoint_ID_ls.401.ClientError-AuthenticationFailed.json', 'signIn.needed', {}],
    [
      'transfer.GET.operation_endpoint_ID_ls.403.AuthPolicyFailed.json',
      'session.needed',
      {
        sessionRequiredPolicies: ['f82bc64f-d27e-44ab-afd6-b18ab218e794'],
      },
    ],
    [
      'transfer.GET.operation_endpoint_ID_ls.403.AuthPolicyFailed.2.json',
      'session.needed',
      {
        sessionMessage: 'Failing collection authentication policy',
        sessionRequiredPolicies: [
          'baeefbdb-5633-4803-8e81-8bae7872b83d',
          'e1739a4a-5780-4f2d-a0a6-2f4b531bbd8c',
          '5931b587-a799-4b59-9932-18bb520947fe',
        ],
      },
    ],
    [
      'transfer.GET.operation_endpoint_ID_ls.403.ConsentRequired.json',
      'consent.needed',
      {
        requiredScopes: [
          'urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/00000000-0000-0000-0000-000000000001/data_access]',
        ],
        endpointId,
      },
    ],
    [
      'transfer.GET.operation_endpoint_ID_ls.403.LoginFailed_session.js-mock.json',
      'session.needed',
      {
        sessionRequiredSingleDomain: ['globus.org'],
      },
    ],
    ['transfer.GET.operation_endpoint_ID_ls.404.ClientError-NotFound.community.json', 'endpoint.pathNotFound', {}],
    [
      'transfer.GET.any.502.ExternalError-DirListingFailed-GCDisconnected.json',
      'endpoint.asleep',
      { requestId: 'rhvcR0aHX' },
    ],
  ])('explains %s', async (name, code, facts) => {
    const error = await failure(name, (one) => one.list(endpointId, '/~/'));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, facts });
    const isForRepair = code === 'consent.needed' || code === 'session.needed';
    expect(tokens.repairs.includes(error as AppError)).toBe(isForRepair);
  });

  it.each([
    ['transfer.GET.endpoint_ID.404.EndpointDeleted.json', 'endpoint.notFound', 1],
    ['transfer.GET.endpoint_ID.500.InternalError.json', 'service.unavailable', 6],
  ])('explains %s', async (name, code, tries) => {
    expect(await failure(name, (one) => one.endpoint(endpointId))).toMatchObject({ code });
    expect(asked).toHaveLength(tries);
  });

  it('refuses a transfer of nothing', async () => {
    const name = 'transfer.POST.transfer.400.ClientError-BadRequest-NoTransferItems.failure.json';
    expect(await failure(name, (one) => one.submit(order))).toMatchObject({
      code: 'service.refused',
      facts: { globusCode: 'ClientError.BadRequest.NoTransferItems' },
    });
  });

  it('makes a folder, or finds it made', async () => {
    await answer('transfer.POST.operation_endpoint_ID_mkdir.200.DirectoryCreated.json', (one) =>
      one.makeFolder(endpointId, '/a/'),
    );
    await answer(
      'transfer.POST.operation_endpoint_ID_mkdir.502.ExternalError-MkdirFailed-Exists.community.json',
      (one) => one.makeFolder(endpointId, '/a/'),
    );
    expect(asked).toHaveLength(1);
  });

  it.each(withStart('transfer.POST.operation_endpoint_ID_rename'))('reads %s', async (name) => {
    await answer(name, (one) => one.rename(endpointId, '/a', '/b'));
    expect(asked[0]?.path).toBe(`/v0.10/operation/endpoint/${endpointId}/rename`);
  });

  it('stops a task', async () => {
    await answer('transfer.POST.task_ID_cancel.200.Canceled.json', (one) => one.cancel(taskId));
    expect(asked[0]?.path).toBe(`/v0.10/task/${taskId}/cancel`);
  });

  it.each([
    ['ACTIVE', 'active', null],
    ['SUCCEEDED', 'succeeded', null],
    ['FAILED', 'failed', 'transfer.sourceMissing'],
  ])('reads a task that is %s', async (word, status, explanation) => {
    const task = await answer(`transfer.GET.task_ID.200.${word}.json`, (one) => one.task(taskId));
    expect(task).toMatchObject({ status, taskId });
    expect(explainTask(task)?.code ?? null).toBe(explanation);
    expect(task.completedAt === null).toBe(word === 'ACTIVE');
  });

  it.each(withStart('transfer.GET.task_list.200'))('reads %s', async (name) => {
    const { DATA } = read(name).body as { DATA: { task_id?: string; status?: string }[] };
    const whole = DATA.filter(({ task_id, status }) => task_id && status);
    const tasks = await answer(name, (one) => one.tasks([taskId]));
    expect(tasks.map(({ taskId: id }) => id)).toEqual(whole.map(({ task_id }) => task_id));
  });

  it('reads the events of a task', async () => {
    const events = await answer('transfer.GET.task_ID_event_list.200.json', (one) =>
      one.events(taskId, { errorsOnly: true }),
    );
    expect(events.map(({ code, at }) => [code, at])).toEqual([
      ['CANCELED', '2021-10-06T16:14:05.000Z'],
      ['PERMISSION_DENIED', '2021-10-06T16:13:57.000Z'],
    ]);
    expect(events[1]?.details).toContain('Path not allowed');
  });
});

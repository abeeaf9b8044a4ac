import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { Digest, EndpointId, SubmissionId, TaskId } from '../../../src-main/contract/ids.ts';
import type { GlobusRequestOptions } from '../../../src-main/globus/globusRequest.ts';
import { createTransferClient } from '../../../src-main/globus/transferClient.ts';

const endpointId = 'a0000003-0000-4000-8000-000000000003' as EndpointId;
const otherId = 'a0000001-0000-4000-8000-000000000001' as EndpointId;
const taskId = '6b0aed60-575c-11eb-87bb-02187389bd35' as TaskId;

type Call = { method: string; path: string } & GlobusRequestOptions;

/** A client whose requests are answered by `answer`; an AppError is thrown. */
function arrange(answer: (call: Call) => unknown) {
  const calls: Call[] = [];
  const repairs: AppError[] = [];
  const client = createTransferClient({
    request: async (_service, method, path, options = {}) => {
      const call = { method, path, ...options };
      calls.push(call);
      const value = answer(call);
      if (value instanceof AppError) throw value;
      return value;
    },
    tokens: { repairNeeded: (error) => repairs.push(error) },
  });
  return { client, calls, repairs };
}

const page = (DATA: readonly unknown[], more: object = {}) => ({ DATA, ...more });

describe('the Transfer client', () => {
  it('submits with all checks on, and takes a duplicate for success', async () => {
    const codes = ['Accepted', 'Duplicate'];
    const { client, calls } = arrange(() => ({ code: codes.shift(), task_id: taskId }));
    const order = {
      submissionId: 'c0000000-0000-4000-8000-000000000001' as SubmissionId,
      sourceEndpointId: otherId,
      destinationEndpointId: endpointId,
      label: ` Portolan: lab/torch\n${'x'.repeat(200)}`,
      files: [
        { sourcePath: '/images/a.sif', destinationPath: '/~/a.sif', digest: `sha256:${'a'.repeat(64)}` as Digest },
        { sourcePath: '/images/b.sif', destinationPath: '/~/b.sif', digest: `md5:${'b'.repeat(32)}` as Digest },
        { sourcePath: '/images/c.sif', destinationPath: '/~/c.sif', digest: null },
      ],
      encryptsData: true,
      deadlineAt: '2026-03-02T00:00:00.000Z',
    };
    expect(await client.submit(order)).toEqual({ taskId, wasDuplicate: false });
    expect(await client.submit({ ...order, deadlineAt: null })).toEqual({ taskId, wasDuplicate: true });
    const body = calls[0]?.body as Record<string, unknown>;
    expect(calls[0]).toMatchObject({ method: 'POST', path: 'v0.10/transfer' });
    expect(body).toMatchObject({
      DATA_TYPE: 'transfer',
      submission_id: order.submissionId,
      source_endpoint: otherId,
      destination_endpoint: endpointId,
      sync_level: 3,
      verify_checksum: true,
      preserve_timestamp: false,
      encrypt_data: true,
      skip_source_errors: false,
      fail_on_quota_errors: true,
      notify_on_succeeded: false,
      notify_on_failed: false,
      notify_on_inactive: false,
      deadline: order.deadlineAt,
    });
    expect(body.label).toHaveLength(128);
    expect(body.label).not.toMatch(/^\s|\n/);
    const item = { DATA_TYPE: 'transfer_item', recursive: false };
    expect(body.DATA).toEqual([
      {
        ...item,
        source_path: '/images/a.sif',
        destination_path: '/~/a.sif',
        external_checksum: 'a'.repeat(64),
        checksum_algorithm: 'SHA256',
      },
      { ...item, source_path: '/images/b.sif', destination_path: '/~/b.sif' },
      { ...item, source_path: '/images/c.sif', destination_path: '/~/c.sif' },
    ]);
    expect(calls[1]?.body).not.toHaveProperty('deadline');
  });

  it('does not take any other answer for an accepted submission', async () => {
    const { client } = arrange(() => ({ code: 'Perhaps', task_id: taskId }));
    const order = {
      submissionId: 'c0000000-0000-4000-8000-000000000001' as SubmissionId,
      sourceEndpointId: otherId,
    } as const;
    const rest = { destinationEndpointId: endpointId, label: '', files: [], encryptsData: false, deadlineAt: null };
    await expect(client.submit({ ...order, ...rest })).rejects.toMatchObject({ code: 'answer.unexpected' });
  });

  it('keeps a missing consent for the repair, and names the endpoint', async () => {
    const needed = new AppError('consent.needed', { facts: { requiredScopes: ['s'] } });
    const { client, repairs } = arrange(() => needed);
    await expect(client.list(endpointId, '/~/')).rejects.toMatchObject({
      code: 'consent.needed',
      facts: { endpointId, requiredScopes: ['s'] },
    });
    expect(repairs).toMatchObject([{ code: 'consent.needed', facts: { endpointId } }]);
    await expect(client.look(endpointId)).rejects.toMatchObject({ code: 'consent.needed' });
    expect(repairs).toHaveLength(1);
  });

  it('names the endpoint whose consent a submission lacks, and keeps what other calls lack too', async () => {
    const scope = `urn:x:all[*https://auth.globus.org/scopes/${otherId}/data_access]`;
    const { client, repairs } = arrange(() => new AppError('consent.needed', { facts: { requiredScopes: [scope] } }));
    const order = {
      ...{ submissionId: 'c0000000-0000-4000-8000-000000000001' as SubmissionId, label: '', files: [] },
      ...{ sourceEndpointId: otherId, destinationEndpointId: endpointId, encryptsData: false, deadlineAt: null },
    };
    await expect(client.submit(order)).rejects.toMatchObject({ facts: { endpointId: otherId } });
    await expect(client.endpointSearch('my-endpoints')).rejects.toMatchObject({ code: 'consent.needed' });
    expect(repairs).toHaveLength(2);
  });

  it('asks for all tasks at once, in pieces when there are very many', async () => {
    const { client, calls } = arrange(() => page([]));
    await client.tasks(Array.from({ length: 250 }, () => taskId));
    expect(calls.map(({ query }) => String(query?.filter).split(',').length)).toEqual([100, 100, 50]);
    expect(await client.tasks([])).toEqual([]);
    expect(calls).toHaveLength(3);
  });

  it('leaves out tasks it cannot read and keeps the others', async () => {
    const wire = { task_id: taskId, status: 'ACTIVE', bytes_transferred: 5, request_time: '2021-01-15T18:13:10+00:00' };
    const { client } = arrange(() =>
      page([{ ...wire, status: 'ODD' }, null, wire, { ...wire, bytes_transferred: -1, label: 7 }]),
    );
    const tasks = await client.tasks([taskId]);
    expect(tasks).toHaveLength(2);
    expect(tasks[0]).toMatchObject({ status: 'active', bytesTransferred: 5, requestedAt: '2021-01-15T18:13:10.000Z' });
    expect(tasks[1]).toMatchObject({ bytesTransferred: 0, label: null });
  });

  it('finds tasks by a part of their label, whatever the filter makes of it', async () => {
    const wire = { task_id: taskId, status: 'ACTIVE', request_time: '2021-01-15T18:13:10+00:00' };
    const { client, calls } = arrange(() =>
      page([
        { ...wire, label: 'P: lab/torch:2 [x]' },
        { ...wire, label: 'P: lab-torch-2' },
      ]),
    );
    expect(await client.tasksByLabel('lab/torch:2')).toHaveLength(1);
    expect(calls[0]?.query?.filter).toBe('label:~*lab*torch*2*');
  });

  it('pages through the files that arrived', async () => {
    const file = { source_path: '/a', destination_path: '/b', checksum: 'abc' };
    const { client, calls } = arrange(({ query }) =>
      query?.marker === undefined
        ? page([file], { next_marker: 7 })
        : page([file, { source_path: 3 }], { next_marker: null }),
    );
    expect(await client.arrivedFiles(taskId)).toEqual([
      { sourcePath: '/a', destinationPath: '/b', checksum: 'abc' },
      { sourcePath: '/a', destinationPath: '/b', checksum: 'abc' },
    ]);
    expect(calls.map(({ query }) => query)).toEqual([{}, { marker: 7 }]);
  });

  it('takes a finished task for a stopped one', async () => {
    const done = new AppError('service.refused', { facts: { globusCode: 'TaskComplete' } });
    await expect(arrange(() => done).client.cancel(taskId)).resolves.toBeUndefined();
    const gone = new AppError('task.notFound', { facts: {} });
    await expect(arrange(() => gone).client.cancel(taskId)).rejects.toMatchObject({ code: 'task.notFound' });
  });

  it('reads a folder, page after page, without names that hide something', async () => {
    const file = (name: string) => ({ name, type: 'file', size: 3, last_modified: '2018-04-04 18:30:26+00:00' });
    const { client, calls } = arrange(({ query }) =>
      query?.offset === undefined
        ? page([file('a.sif'), file('evil\u202efis.exe'), file('../up')], { total: 5 })
        : page(
            [
              { ...file('sub'), type: 'dir' },
              { ...file('odd'), type: 'pipe' },
            ],
            { total: 5 },
          ),
    );
    const changedAt = '2018-04-04T18:30:26.000Z';
    expect(await client.list(endpointId, '/~/containers')).toEqual([
      { name: 'a.sif', kind: 'file', sizeBytes: 3, changedAt },
      { name: 'sub', kind: 'folder', sizeBytes: 3, changedAt },
      { name: 'odd', kind: 'other', sizeBytes: 3, changedAt },
    ]);
    expect(calls.map(({ query }) => query)).toEqual([
      { path: '/~/containers/', show_hidden: 1 },
      { path: '/~/containers/', show_hidden: 1, offset: 3 },
    ]);
    await expect(client.list(endpointId, '/a/../b')).rejects.toMatchObject({ code: 'path.escapes' });
  });

  it('makes missing folders above first, and takes one that is there for made', async () => {
    const there = new Set(['/~/']);
    const { client, calls } = arrange(({ body }) => {
      const { path } = body as { path: string };
      const parent = path.slice(0, path.slice(0, -1).lastIndexOf('/') + 1);
      if (there.has(path)) return new AppError('endpoint.exists');
      if (!there.has(parent)) return new AppError('endpoint.pathNotFound');
      there.add(path);
      return { code: 'DirectoryCreated' };
    });
    await client.makeFolder(endpointId, '/~/containers/lab/torch');
    expect(there).toContain('/~/containers/lab/torch/');
    await client.makeFolder(endpointId, '/~/containers');
    expect(calls.at(-1)?.body).toMatchObject({ path: '/~/containers/' });
  });

  it('tells why a folder cannot be made', async () => {
    const denied = arrange(() => new AppError('endpoint.permissionDenied'));
    await expect(denied.client.makeFolder(endpointId, '/a/b/c')).rejects.toMatchObject({
      code: 'endpoint.permissionDenied',
    });
    expect(denied.calls).toHaveLength(1);
    const missing = arrange(() => new AppError('endpoint.pathNotFound'));
    await expect(missing.client.makeFolder(endpointId, '/a/b/c')).rejects.toMatchObject({
      code: 'endpoint.pathNotFound',
    });
    expect(missing.calls.length).toBeLessThan(5);
  });

  it('renames without blind repetition', async () => {
    const { client, calls } = arrange(() => ({ code: 'FileRenamed' }));
    await client.rename(endpointId, '/~/.x/a.sif', '/~/a.sif');
    expect(calls[0]).toMatchObject({
      path: `v0.10/operation/endpoint/${endpointId}/rename`,
      body: { DATA_TYPE: 'rename', old_path: '/~/.x/a.sif', new_path: '/~/a.sif' },
      isRepeatable: false,
    });
  });

  it('filters events and cleans them', async () => {
    const event = { time: '2021-10-06T16:14:05+00:00', code: 'PERMISSION_DENIED', description: 'd', is_error: true };
    const { client, calls } = arrange(() =>
      page([
        { ...event, details: 'a\nb\u0007' },
        { ...event, is_error: false, details: { x: 1 } },
      ]),
    );
    expect(await client.events(taskId, { errorsOnly: true })).toEqual([
      { at: '2021-10-06T16:14:05.000Z', code: 'PERMISSION_DENIED', description: 'd', details: 'a\nb', isError: true },
    ]);
    expect(calls[0]?.query).toEqual({ limit: 100, filter: 'is_error:1' });
    expect((await client.events(taskId, { errorsOnly: false }))[1]).toMatchObject({
      details: '{"x":1}',
      isError: false,
    });
  });
});

describe('searching endpoints', () => {
  const ids = (from: number, count: number, entity_type: string) =>
    Array.from({ length: count }, (_, at) => ({
      id: `00000000-0000-4000-8000-${String(from + at).padStart(12, '0')}`,
      entity_type,
    }));

  it('reads page after page', async () => {
    const { client, calls } = arrange(({ query }) =>
      page(ids(Number(query?.offset), query?.offset === 200 ? 30 : 100, 'GCSv5_guest_collection'), {
        has_next_page: query?.offset !== 200,
      }),
    );
    expect(await client.endpointSearch('shared-with-me')).toHaveLength(230);
    expect(calls.map(({ query }) => query?.offset)).toEqual([0, 100, 200]);
    expect(calls[0]?.query).toEqual({ filter_scope: 'shared-with-me', limit: 100, offset: 0 });
  });

  it('asks for each type when a scope has more than a thousand', async () => {
    const types = ['GCSv5_mapped_collection', 'GCSv5_guest_collection'];
    const { client, calls } = arrange(({ query }) => {
      const type = query?.filter_entity_type;
      const offset = Number(query?.offset);
      if (type === undefined) return page(ids(offset, 100, 'GCSv5_guest_collection'), { has_next_page: true });
      if (!types.includes(String(type))) return page([], { has_next_page: false });
      return page(ids(types.indexOf(String(type)) * 900 + offset, 100, String(type)), { has_next_page: offset < 800 });
    });
    expect(await client.endpointSearch('recently-used')).toHaveLength(1800);
    expect(Math.max(...calls.map(({ query }) => Number(query?.offset) + Number(query?.limit)))).toBe(1000);
  });

  it('is content with the best thousand of a text', async () => {
    const { client, calls } = arrange(({ query }) =>
      page(ids(Number(query?.offset), 100, 'x'), { has_next_page: true }),
    );
    expect(await client.endpointSearch('all', { text: 'lab' })).toHaveLength(1000);
    expect(calls).toHaveLength(10);
    expect(calls[0]?.query).toMatchObject({ filter_scope: 'all', filter_fulltext: 'lab' });
  });

  it('reads every type, old and unknown ones too, and strips what hides', async () => {
    const document = (entity_type: string | null, more: object = {}) => ({
      ...{ id: endpointId, display_name: 'Name', entity_type, owner_id: otherId, ...more },
    });
    const read = async (value: unknown) => (await arrange(() => value).client.endpoint(endpointId)) as object;
    expect(await read(document('GCP_mapped_collection', { gcp_connected: false }))).toMatchObject({
      ...{ kind: 'personal', isConnected: false, hostId: null, asksForConsent: false },
    });
    expect(await read(document('GCSv5_mapped_collection', { high_assurance: false }))).toMatchObject({
      ...{ kind: 'mapped', hostId: otherId, asksForConsent: true, isConnected: null },
    });
    expect(await read(document('GCSv5_mapped_collection', { high_assurance: true }))).toMatchObject({
      ...{ asksForConsent: false, isHighAssurance: true },
    });
    expect(await read(document('GCP_guest_collection', { host_endpoint_id: otherId }))).toMatchObject({
      ...{ kind: 'guest', hostId: otherId, asksForConsent: false },
    });
    expect(await read(document('GCSv5_endpoint', { non_functional: true }))).toMatchObject({
      kind: 'host',
      hostId: null,
    });
    expect(await read(document('GCSv4_host'))).toMatchObject({ kind: 'mapped', asksForConsent: false, hostId: null });
    expect(await read(document('GCSv4_share'))).toMatchObject({ kind: 'guest' });
    expect(await read(document('Something_new'))).toMatchObject({ kind: 'guest' });
    expect(await read(document(null, { display_name: null, canonical_name: 'go#ep1' }))).toMatchObject({
      name: 'go#ep1',
    });
    expect(
      await read(
        document('x', {
          display_name: '\u0000\u202e',
          organization: '<img onerror=x>',
          https_server: 'javascript:alert(1)',
        }),
      ),
    ).toMatchObject({ name: endpointId, organization: '<img onerror=x>', httpsUrl: null });
    expect(await read(document('x', { display_name: 'n'.repeat(10_000), description: 5 }))).toMatchObject({
      ...{ name: 'n'.repeat(256), description: null },
    });
    await expect(read({ id: 'not-an-id' })).rejects.toMatchObject({ code: 'answer.unexpected' });
  });
});

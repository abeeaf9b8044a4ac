import { transfer as sdk } from '@globus/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTransferLab, type TransferLab, tokenFor, transferScope } from '../fakes/labTransfer.ts';
import { testEndpoints } from '../fakes/labWorld.ts';

/** The official JavaScript SDK against the lab's Globus Transfer. */
const { registryServer, fullDisk, shared, scratch } = testEndpoints;

let t: TransferLab;
let headers: { Authorization: string };
beforeAll(async () => {
  t = await startTransferLab();
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_TRANSFER', t.url.replace(/\/$/, ''));
  headers = { Authorization: `Bearer ${tokenFor(t.world, 'transfer.api.globus.org', transferScope, t.manager)}` };
  await t.write(registryServer, 'images/a.sif', 'an image');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await t.stop();
});

test('endpoints: search, get, change', async () => {
  const found = await sdk.endpointSearch({ query: { filter_scope: 'administered-by-me', limit: 2 }, headers });
  expect(await found.json()).toMatchObject({ DATA_TYPE: 'endpoint_list', limit: 2, has_next_page: true });
  const one = await sdk.endpoint.get(scratch, { headers });
  expect(await one.json()).toMatchObject({ id: scratch, entity_type: 'GCSv5_mapped_collection' });
  const payload = { description: 'Changed' };
  expect((await sdk.endpoint.update(fullDisk, { headers, payload })).status).toBe(200);
  expect(await (await sdk.endpoint.get(fullDisk, { headers })).json()).toMatchObject(payload);
});

test('file operations', async () => {
  const listing = await sdk.fileOperations.ls(registryServer, { query: { path: '/images' }, headers });
  const body: unknown = await listing.json();
  expect(body).toMatchObject({ DATA_TYPE: 'file_list', path: '/images/', DATA: [{ name: 'a.sif', size: 8 }] });
  const stat = await sdk.fileOperations.stat(registryServer, { query: { path: '/images/a.sif' }, headers });
  const file: unknown = await stat.json();
  expect(sdk.utils.isFileDocument(file)).toBe(true);
  const made = await sdk.fileOperations.mkdir(registryServer, { payload: { path: '/images/new' }, headers });
  expect(await made.json()).toMatchObject({ code: 'DirectoryCreated' });
  const renaming = { old_path: '/images/new', new_path: '/images/newer' };
  const renamed = await sdk.fileOperations.rename(registryServer, { payload: renaming, headers });
  expect(await renamed.json()).toMatchObject({ code: 'FileRenamed' });
  const closed = await sdk.fileOperations.ls(scratch, { headers });
  expect([closed.status, closed.ok]).toEqual([403, false]);
});

test('submissions and tasks', async () => {
  const { value } = await (await sdk.taskSubmission.submissionId({ headers })).json();
  const payload = {
    DATA_TYPE: 'transfer' as const,
    submission_id: value,
    source_endpoint: registryServer,
    destination_endpoint: fullDisk,
    label: 'by the SDK',
    verify_checksum: true,
    DATA: [{ DATA_TYPE: 'transfer_item' as const, source_path: '/images/a.sif', destination_path: '/b.sif' }],
  };
  const submit = async () => (await sdk.taskSubmission.submitTransfer({ payload, headers })).json();
  const accepted = await submit();
  if (!('task_id' in accepted)) throw new Error('refused');
  expect(accepted).toMatchObject({ code: 'Accepted', submission_id: value });
  expect(await submit()).toMatchObject({ code: 'Duplicate', task_id: accepted.task_id });
  await t.ended(accepted.task_id);
  const task = await sdk.task.get(accepted.task_id, { headers });
  expect(await task.json()).toMatchObject({ DATA_TYPE: 'task', status: 'SUCCEEDED', label: 'by the SDK' });
  const all = await sdk.task.getAll({ headers, query: { filter: 'status:SUCCEEDED' } });
  expect(await all.json()).toMatchObject({ total: 1, DATA: [{ task_id: accepted.task_id }] });
  const events = await sdk.task.getEventList(accepted.task_id, { headers });
  expect(await events.json()).toMatchObject({ DATA_TYPE: 'event_list', total: 2 });
  const arrived = await sdk.task.getSuccessfulTransfers(accepted.task_id, { headers });
  expect(await arrived.json()).toMatchObject({
    DATA_TYPE: 'successful_transfers',
    DATA: [{ destination_path: '/b.sif' }],
  });
  expect(await (await sdk.task.getSkippedErrors(accepted.task_id, { headers })).json()).toMatchObject({ DATA: [] });
  expect(await (await sdk.task.getPauseInfo(accepted.task_id, { headers })).json()).toMatchObject({ pause_rules: [] });
  expect((await sdk.task.cancel(accepted.task_id, { headers })).status).toBe(200);
  expect((await sdk.task.remove(accepted.task_id, { headers })).status).toBe(200);
  const removal = { DATA_TYPE: 'delete' as const, submission_id: crypto.randomUUID(), endpoint: fullDisk };
  const deleted = await sdk.taskSubmission.submitDelete({
    payload: { ...removal, DATA: [{ DATA_TYPE: 'delete_item' as const, path: '/b.sif' }] },
    headers,
  });
  const deletion = await deleted.json();
  if (!('task_id' in deletion)) throw new Error('refused');
  expect(await t.ended(deletion.task_id)).toMatchObject({ status: 'SUCCEEDED' });
});

test('access rules and roles', async () => {
  const payload = {
    DATA_TYPE: 'access' as const,
    principal_type: 'identity' as const,
    principal: crypto.randomUUID(),
    path: '/lab/',
    permissions: 'r' as const,
  };
  const created: unknown = await (await sdk.access.create(shared, { payload, headers })).json();
  expect(created).toMatchObject({ code: 'Created', access_id: expect.any(String) });
  const { access_id } = created as { access_id: string };
  const ids = { endpoint_xid: shared, id: access_id };
  expect(await (await sdk.access.get(ids, { headers })).json()).toMatchObject(payload);
  expect((await sdk.access.update(ids, { payload: { ...payload, permissions: 'rw' }, headers })).status).toBe(200);
  expect(await (await sdk.access.getAll(shared, { headers })).json()).toMatchObject({
    DATA_TYPE: 'access_list',
    length: 3,
  });
  expect((await sdk.access.remove(ids, { headers })).status).toBe(200);
  expect(await (await sdk.roles.getAll(registryServer, { headers })).json()).toMatchObject({ DATA_TYPE: 'role_list' });
});

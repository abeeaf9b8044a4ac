import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTransferLab, type TransferLab, transferDocument } from '../../fakes/labTransfer.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';

const { registryServer, laptop, scratch, shared, archive, fullDisk } = testEndpoints;
const clusterHost = 'b0000001-0000-4000-8000-000000000001';

let t: TransferLab;
beforeEach(async () => {
  t = await startTransferLab();
});
afterEach(() => t.stop());

const search = (query: Record<string, string>, as = t.manager) =>
  t.call('GET', `v0.10/endpoint_search?${new URLSearchParams(query)}`, { as });
const found = async (query: Record<string, string>, as = t.manager): Promise<string[]> => {
  const { body } = await search(query, as);
  expect(body.DATA_TYPE).toBe('endpoint_list');
  return body.DATA.map(({ id }: { id: string }) => id).sort();
};

test('every scope shows what belongs to it', async () => {
  expect(await found({ filter_scope: 'my-endpoints' })).toEqual([registryServer, fullDisk]);
  expect(await found({ filter_scope: 'my-endpoints' }, t.researcher)).toEqual([laptop]);
  expect(await found({ filter_scope: 'my-gcp-endpoints' }, t.researcher)).toEqual([laptop]);
  expect(await found({ filter_scope: 'administered-by-me' })).toEqual(
    [registryServer, scratch, shared, archive, fullDisk, clusterHost].sort(),
  );
  expect(await found({ filter_scope: 'shared-by-me' })).toEqual([shared]);
  expect(await found({ filter_scope: 'shared-with-me' })).toEqual([]);
  expect(await found({ filter_scope: 'shared-with-me' }, t.researcher)).toEqual([shared]);
  expect(await found({ filter_scope: 'hide-no-permissions', filter_fulltext: 'shared' }, t.researcher)).toEqual([
    shared,
  ]);
  expect(await found({ filter_scope: 'recently-used' })).toEqual([]);
  expect(await found({ filter_scope: 'in-use' })).toEqual([]);
});

test('recently used and in use follow what is done', async () => {
  t.world.transferRate.bytesPerSecond = 1;
  await t.write(registryServer, 'images/a.sif', 'some bytes that take long');
  await t.call('GET', `v0.10/operation/endpoint/${fullDisk}/ls`);
  t.consent(scratch);
  const taskId = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']]);
  const { body } = await search({ filter_scope: 'recently-used' });
  expect(body.DATA.map(({ id }: { id: string }) => id)).toEqual([scratch, registryServer, fullDisk]);
  expect(await found({ filter_scope: 'in-use' })).toEqual([registryServer, scratch]);
  await t.call('POST', `v0.10/task/${taskId}/cancel`);
  expect(await found({ filter_scope: 'in-use' })).toEqual([]);
});

test('full text means every word begins a word', async () => {
  expect(await found({ filter_fulltext: 'regis serv' })).toEqual([registryServer]);
  expect(await found({ filter_fulltext: 'practice scratch' })).toEqual([scratch]);
  expect(await found({ filter_fulltext: 'egistry' })).toEqual([]);
  const { body } = await search({ filter_fulltext: 'archive' });
  expect(body.DATA[0]).toMatchObject({ id: archive, _rank: expect.any(Number) });
});

test('filters narrow, and what Globus refuses is refused', async () => {
  const administered = { filter_scope: 'administered-by-me' };
  expect(await found({ ...administered, filter_entity_type: 'GCSv5_mapped_collection' })).toEqual([scratch, archive]);
  expect(await found({ ...administered, filter_non_functional: '1' })).toEqual([clusterHost]);
  expect(await found({ ...administered, filter_host_endpoint: scratch })).toEqual([shared]);
  expect(await found({ filter_scope: 'all', filter_owner_id: t.manager.id })).toEqual([registryServer, fullDisk]);
  for (const query of [
    { filter_scope: 'all' },
    { filter_scope: 'nonsense' },
    { filter_scope: 'my-endpoints', filter_owner_id: t.manager.id },
    { ...administered, filter_entity_type: 'GCSv5_endpoint', filter_non_functional: '1' },
    { ...administered, filter_entity_type: 'GCSv4_host' },
    { ...administered, limit: '101' },
    { ...administered, limit: '100', offset: '901' },
    { ...administered, limit: '-1' },
  ])
    expect([query, (await search(query)).status]).toEqual([query, 400]);
  const notMine = await search(
    { filter_scope: 'all', filter_fulltext: 'a', filter_host_endpoint: scratch },
    t.researcher,
  );
  expect(notMine.status).toBe(403);
});

test('pages until has_next_page is false', async () => {
  const seen: string[] = [];
  let offset = 0;
  for (;;) {
    const { body } = await search({ filter_scope: 'administered-by-me', limit: '4', offset: String(offset) });
    for (const { id } of body.DATA) seen.push(id);
    offset += 4;
    if (!body.has_next_page) break;
  }
  expect(seen.length).toBe(6);
  expect(new Set(seen).size).toBe(6);
});

test('documents tell owners, hosts and connection as Globus does', async () => {
  const document = async (id: string, as = t.manager) => (await t.call('GET', `v0.10/endpoint/${id}`, { as })).body;
  expect(await document(scratch)).toMatchObject({
    entity_type: 'GCSv5_mapped_collection',
    owner_id: clusterHost,
    gcp_connected: null,
    high_assurance: false,
    non_functional: false,
    gcs_manager_url: expect.stringMatching(/^https:/),
  });
  expect(await document(clusterHost)).toMatchObject({
    entity_type: 'GCSv5_endpoint',
    non_functional: true,
    owner_id: clusterHost,
  });
  expect(await document(shared)).toMatchObject({
    host_endpoint_id: scratch,
    mapped_collection_id: scratch,
    host_path: '/',
  });
  expect(await document(laptop, t.researcher)).toMatchObject({ gcp_connected: false, owner_id: t.researcher.id });
  const woken = t.world.endpoints.get(laptop);
  if (woken) woken.isConnected = true;
  expect(await document(laptop, t.researcher)).toMatchObject({ gcp_connected: true });
  expect(await t.call('GET', `v0.10/endpoint/${laptop}`)).toMatchObject({
    status: 404,
    body: { code: 'EndpointNotFound' },
  });
  expect((await t.call('GET', `v0.10/endpoint/${scratch}?fields=id,display_name`)).body).toEqual({
    DATA_TYPE: 'endpoint',
    id: scratch,
    display_name: 'Cluster scratch',
  });
  expect((await t.call('GET', `v0.10/endpoint/${scratch}/server_list`)).body.DATA).toHaveLength(1);
});

test('personal endpoints are created with a setup key, changed, and deleted; all of it survives a restart', async () => {
  const body = { DATA_TYPE: 'endpoint', is_globus_connect: true, display_name: 'New laptop', public: false };
  const created = await t.call('POST', 'v0.10/endpoint', { body });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({ DATA_TYPE: 'endpoint_create_result', code: 'Created' });
  const { id, globus_connect_setup_key } = created.body;
  const document = async (as = t.manager) => (await t.call('GET', `v0.10/endpoint/${id}`, { as })).body;
  expect(await document()).toMatchObject({
    display_name: 'New laptop',
    globus_connect_setup_key,
    gcp_connected: false,
    public: false,
  });
  expect((await document(t.researcher)).code).toBe('EndpointNotFound');
  const update = { display_name: 'Newer laptop', keywords: 'sif,images', public: true };
  expect((await t.call('PUT', `v0.10/endpoint/${id}`, { body: update })).body.code).toBe('Updated');
  expect(await document(t.researcher)).toMatchObject({ ...update, globus_connect_setup_key: null });
  expect((await t.call('PUT', `v0.10/endpoint/${id}`, { body: update, as: t.researcher })).status).toBe(403);
  expect((await t.call('PUT', `v0.10/endpoint/${scratch}`, { body: update })).status).toBe(403);
  await t.call('PUT', `v0.10/endpoint/${fullDisk}`, { body: { display_name: 'Fuller disk' } });
  await t.call('DELETE', `v0.10/endpoint/${registryServer}`);
  await t.restart();
  expect(await document()).toMatchObject({ ...update, globus_connect_setup_key });
  expect((await t.call('GET', `v0.10/endpoint/${fullDisk}`)).body.display_name).toBe('Fuller disk');
  expect(await t.call('GET', `v0.10/endpoint/${registryServer}`)).toMatchObject({
    status: 404,
    body: { code: 'EndpointDeleted' },
  });
  expect((await t.call('DELETE', `v0.10/endpoint/${id}`)).body).toMatchObject({ DATA_TYPE: 'result', code: 'Deleted' });
  expect((await document()).code).toBe('EndpointDeleted');
});

test('guest collections need a plan on their host and a folder there', async () => {
  const mine = await t.call('POST', 'v0.10/endpoint', { body: { is_globus_connect: true, display_name: 'Host' } });
  const host = mine.body.id as string;
  await mkdir(t.diskPath(host, 'home/shared'), { recursive: true });
  const guest = { DATA_TYPE: 'shared_endpoint', host_endpoint: host, host_path: '/~/shared', display_name: 'Guest' };
  expect((await t.call('POST', 'v0.10/shared_endpoint', { body: guest })).status).toBe(403);
  const plan = await t.call('PUT', `v0.10/endpoint/${host}/subscription`, { body: { subscription_id: 'DEFAULT' } });
  expect(plan.body.code).toBe('Updated');
  const badPlan = { subscription_id: crypto.randomUUID() };
  expect((await t.call('PUT', `v0.10/endpoint/${host}/subscription`, { body: badPlan })).status).toBe(400);
  const missing = { ...guest, host_path: '/~/nowhere' };
  expect((await t.call('POST', 'v0.10/shared_endpoint', { body: missing })).body.code).toBe('InvalidPath');
  const outside = { ...guest, host_path: '/../../' };
  expect((await t.call('POST', 'v0.10/shared_endpoint', { body: outside })).body.code).toBe('InvalidPath');
  const created = await t.call('POST', 'v0.10/shared_endpoint', { body: guest });
  expect(created.body).toMatchObject({ code: 'Created', message: 'Shared endpoint created' });
  const { id } = created.body;
  expect((await t.call('GET', `v0.10/endpoint/${id}`)).body).toMatchObject({
    entity_type: 'GCP_guest_collection',
    host_endpoint_id: host,
    host_path: '/home/shared/',
    gcp_connected: false,
    public: true,
  });
  const listed = await t.call('GET', `v0.10/endpoint/${host}/my_shared_endpoint_list`);
  expect(listed.body.DATA.map((one: { id: string }) => one.id)).toEqual([id]);
  const paged = await t.call('GET', `v0.10/endpoint/${host}/shared_endpoint_list?max_results=1`);
  expect(paged.body).toMatchObject({ shared_endpoints: [{ id }], next_token: null });
  await t.call('DELETE', `v0.10/endpoint/${host}`);
  expect((await t.call('GET', `v0.10/endpoint/${id}`)).body.code).toBe('EndpointDeleted');
});

test('access rules open a guest collection, and only as far as they say', async () => {
  const ls = (path: string) =>
    t
      .call('GET', `v0.10/operation/endpoint/${shared}/ls?path=${path}`, { as: t.researcher })
      .then(({ status }) => status);
  const list = async () => (await t.call('GET', `v0.10/endpoint/${shared}/access_list`)).body;
  await t.write(shared, 'open/a.sif', 'a');
  await t.write(shared, 'closed/b.sif', 'b');
  expect(await ls('/closed/')).toBe(200);
  const [role, first] = (await list()).DATA;
  expect(role).toMatchObject({ id: null, role_type: 'administrator', principal: t.manager.id });
  expect(first).toMatchObject({ principal: t.researcher.id, path: '/', permissions: 'rw', role_id: null });
  const removed = await t.call('DELETE', `v0.10/endpoint/${shared}/access/${first.id}`);
  expect(removed.body).toMatchObject({ DATA_TYPE: 'result', code: 'Deleted' });
  expect(await ls('/open/')).toBe(403);
  const rule = {
    DATA_TYPE: 'access',
    principal_type: 'identity',
    principal: t.researcher.id,
    path: '/open/',
    permissions: 'r',
  };
  const add = (body: object, as = t.manager) => t.call('POST', `v0.10/endpoint/${shared}/access`, { body, as });
  const added = await add(rule);
  expect([added.status, added.body.code]).toEqual([201, 'Created']);
  expect([await ls('/open/'), await ls('/closed/'), await ls('/')]).toEqual([200, 403, 403]);
  const mkdirIn = (path: string) =>
    t.call('POST', `v0.10/operation/endpoint/${shared}/mkdir`, { body: { path }, as: t.researcher });
  expect((await mkdirIn('/open/new')).status).toBe(403);
  const one = `v0.10/endpoint/${shared}/access/${added.body.access_id}`;
  expect((await t.call('PUT', one, { body: { DATA_TYPE: 'access', permissions: 'rw' } })).body.code).toBe('Updated');
  expect((await mkdirIn('/open/new')).status).toBe(202);
  expect((await t.call('GET', one)).body).toMatchObject({ DATA_TYPE: 'access', permissions: 'rw', path: '/open/' });
  expect(await add(rule)).toMatchObject({ status: 409, body: { code: 'Exists' } });
  for (const path of ['open/', '/open', '', '/../x/'])
    expect(await add({ ...rule, path })).toMatchObject({ status: 400, body: { code: 'InvalidPath' } });
  expect((await add({ ...rule, principal: 'somebody' })).status).toBe(400);
  expect((await add({ ...rule, principal_type: 'anonymous', principal: '', permissions: 'rw' })).status).toBe(400);
  expect((await add(rule, t.researcher)).status).toBe(403);
  const expiration_date = t.world.clock.iso(t.world.clock.now() + 60_000);
  await t.call('PUT', one, { body: { expiration_date } });
  expect(await ls('/open/')).toBe(200);
  t.world.clock.hurry(61_000);
  expect(await ls('/open/')).toBe(403);
  const everybody = { ...rule, principal_type: 'all_authenticated_users', principal: '', path: '/' };
  expect((await add(everybody)).status).toBe(201);
  expect(await ls('/closed/')).toBe(200);
  await t.restart();
  expect((await list()).length).toBe(3);
});

test('only guest collections have access rules; roles are kept for personal ones', async () => {
  for (const id of [registryServer, scratch])
    expect((await t.call('GET', `v0.10/endpoint/${id}/access_list`)).body.code).toBe('PermissionDenied');
  const roles = `v0.10/endpoint/${registryServer}/role`;
  const role = { DATA_TYPE: 'role', principal_type: 'identity', principal: t.researcher.id, role: 'administrator' };
  const added = await t.call('POST', roles, { body: role });
  expect(added.body).toMatchObject(role);
  expect(await t.call('POST', roles, { body: role })).toMatchObject({ status: 409, body: { code: 'Exists' } });
  expect((await t.call('GET', `${roles}_list`)).body).toMatchObject({ DATA_TYPE: 'role_list', length: 2 });
  expect(await found({ filter_scope: 'administered-by-me' }, t.researcher)).toContain(registryServer);
  expect((await t.call('DELETE', `${roles}/${added.body.id}`)).body.code).toBe('Deleted');
  expect(await found({ filter_scope: 'administered-by-me' }, t.researcher)).not.toContain(registryServer);
  expect((await t.call('POST', `v0.10/endpoint/${scratch}/role`, { body: role })).status).toBe(403);
});

test('others’ personal endpoints take no files from me', async () => {
  const body = transferDocument(registryServer, fullDisk, [['/a', '/b']]);
  expect(await t.call('POST', 'v0.10/transfer', { body, as: t.researcher })).toMatchObject({
    status: 403,
    body: { code: 'PermissionDenied' },
  });
});

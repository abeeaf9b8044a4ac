import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTransferLab, type TransferLab, tokenFor, transferDocument } from '../../fakes/labTransfer.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';

const { registryServer, fullDisk } = testEndpoints;

let t: TransferLab;
beforeEach(async () => {
  t = await startTransferLab();
});
afterEach(() => t.stop());

const turn = (name: Parameters<typeof t.world.faults.switch>[0]['name'], isOn: boolean) =>
  t.world.faults.switch({ name, isOn });
const list = () => t.call('GET', 'v0.10/task_list');

test('an overloaded or broken service answers as such, and recovers', async () => {
  turn('rate-limit', true);
  const limited = await list();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
  expect(limited.body).toMatchObject({
    code: expect.stringMatching(/^ClientError/),
    message: expect.any(String),
    request_id: expect.any(String),
  });
  turn('rate-limit', false);
  turn('server-error', true);
  expect(await list()).toMatchObject({ status: 500, body: { code: 'InternalError' } });
  turn('server-error', false);
  turn('html-answer', true);
  const page = await list();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  turn('html-answer', false);
  turn('slow', true);
  expect((await list()).status).toBe(200);
});

test('an answer can end in the middle', async () => {
  turn('cut-json', true);
  const token = tokenFor(t.world, 'transfer.api.globus.org', 'any', t.manager);
  const response = await fetch(new URL('v0.10/task_list', t.url), { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
  turn('cut-json', false);
  expect((await list()).status).toBe(200);
});

test('a lost answer leaves its task behind, found again by the same submission id', async () => {
  await t.write(registryServer, 'images/a.sif', 'x');
  const body = transferDocument(registryServer, fullDisk, [['/images/a.sif', '/a.sif']], { label: 'lost' });
  turn('lost-answer', true);
  await expect(t.call('POST', 'v0.10/transfer', { body })).rejects.toThrow();
  turn('lost-answer', false);
  const { body: listed } = await t.call('GET', 'v0.10/task_list?filter=label:~*los*');
  expect(listed.total).toBe(1);
  const again = await t.call('POST', 'v0.10/transfer', { body });
  expect(again.body).toMatchObject({ code: 'Duplicate', task_id: listed.DATA[0].task_id });
});

test('without a good token for this service nobody is answered', async () => {
  const refused = { status: 401, body: { code: 'ClientError.AuthenticationFailed' } };
  expect(await t.call('GET', 'v0.10/task_list', { authorization: null })).toMatchObject(refused);
  expect(await t.call('GET', 'v0.10/task_list', { authorization: 'Bearer nonsense' })).toMatchObject(refused);
  const other = tokenFor(t.world, 'search.api.globus.org', 'any', t.manager);
  expect(await t.call('GET', 'v0.10/task_list', { authorization: `Bearer ${other}` })).toMatchObject(refused);
  const old = tokenFor(t.world, 'transfer.api.globus.org', 'any', t.manager);
  turn('token-expired', true);
  expect(await t.call('GET', 'v0.10/task_list', { authorization: `Bearer ${old}` })).toMatchObject(refused);
  expect((await list()).status).toBe(200);
});

test.each([
  ['no items', { DATA: [] }, 'ClientError.BadRequest.NoTransferItems'],
  ['a label with an edge blank', { label: ' x' }, 'ClientError.BadRequest'],
  ['a label of two lines', { label: 'a\nb' }, 'ClientError.BadRequest'],
  ['a label too long', { label: 'x'.repeat(129) }, 'ClientError.BadRequest'],
  ['an unknown sync level', { sync_level: 4 }, 'ClientError.BadRequest'],
  ['no submission id', { submission_id: undefined }, 'ClientError.BadRequest'],
  [
    'an unknown algorithm',
    { DATA: [{ source_path: '/a', destination_path: '/b', external_checksum: 'ab', checksum_algorithm: 'CRC32' }] },
    'ClientError.BadRequest',
  ],
  ['an unknown endpoint', { source_endpoint: crypto.randomUUID() }, 'EndpointNotFound'],
])('a submission with %s is refused', async (_what, more, code) => {
  const body = transferDocument(registryServer, fullDisk, [['/a', '/b']], more);
  expect((await t.call('POST', 'v0.10/transfer', { body })).body.code).toBe(code);
});

test('what is not JSON, or not there, is answered in the error form', async () => {
  const token = tokenFor(t.world, 'transfer.api.globus.org', 'any', t.manager);
  const response = await fetch(new URL('v0.10/transfer', t.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{',
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    expect.objectContaining({ code: 'ClientError.BadRequest', resource: '/v0.10/transfer' }),
  ]);
  expect(await t.call('GET', 'v0.10/nothing')).toMatchObject({ status: 404, body: { code: 'ClientError.NotFound' } });
  expect(await t.call('GET', `v0.10/task/${crypto.randomUUID()}`)).toMatchObject({
    status: 404,
    body: { code: 'TaskNotFound' },
  });
});

test('task_list filters, orders and pages; tasks can be renamed and removed', async () => {
  await t.write(registryServer, 'images/a.sif', 'x');
  const ids: string[] = [];
  for (const label of ['one', 'two', 'three']) {
    const id = await t.send(registryServer, fullDisk, [['/images/a.sif', `/${label}`]], { label });
    ids.push(id);
    await t.ended(id);
  }
  const labels = async (query: Record<string, string>) =>
    (await t.call('GET', `v0.10/task_list?${new URLSearchParams(query)}`)).body.DATA.map(
      ({ label }: { label: string }) => label,
    );
  expect(await labels({ orderby: 'label ASC' })).toEqual(['one', 'three', 'two']);
  expect(await labels({ orderby: 'request_time DESC', limit: '1' })).toEqual(['three']);
  expect(
    await labels({ filter: `task_id:${ids[0]},${ids[1]}/status:SUCCEEDED/type:TRANSFER`, orderby: 'label DESC' }),
  ).toEqual(['two', 'one']);
  expect(await labels({ filter: 'status:ACTIVE,INACTIVE' })).toEqual([]);
  expect(await labels({ filter: 'label:~T*', orderby: 'label ASC' })).toEqual(['three', 'two']);
  expect(await labels({ filter: 'label:!two,!three' })).toEqual(['one']);
  expect(await labels({ filter: 'request_time:2020-01-01,2021-01-01' })).toEqual([]);
  expect(await labels({ filter: 'request_time:2020-01-01,', limit: '10' })).toHaveLength(3);
  expect((await t.call('GET', 'v0.10/task_list?filter=colour:red')).status).toBe(400);
  expect((await t.call('GET', 'v0.10/task_list', { as: t.researcher })).body.total).toBe(0);
  expect((await t.call('GET', `v0.10/task/${ids[0]}`, { as: t.researcher })).status).toBe(404);
  expect((await t.call('PUT', `v0.10/task/${ids[0]}`, { body: { label: 'late' } })).status).toBe(409);
  t.world.transferRate.bytesPerSecond = 1;
  const running = await t.send(registryServer, fullDisk, [['/images/a.sif', '/four']], { label: 'four' });
  const deadline = t.world.clock.iso(t.world.clock.now() + 5_000_000);
  await t.call('PUT', `v0.10/task/${running}`, { body: { DATA_TYPE: 'task', label: 'IV', deadline } });
  expect(await t.task(running)).toMatchObject({ label: 'IV', deadline });
  expect((await t.call('POST', `v0.10/task/${running}/remove`)).status).toBe(409);
  await t.call('POST', `v0.10/task/${running}/cancel`);
  expect((await t.call('POST', `v0.10/task/${running}/remove`)).status).toBe(200);
  expect((await t.call('GET', 'v0.10/task_list')).body.total).toBe(3);
});

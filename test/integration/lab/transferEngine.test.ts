import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTransferLab, type TransferLab, transferDocument } from '../../fakes/labTransfer.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';

const { registryServer, laptop, scratch, archive, fullDisk, shared } = testEndpoints;

let t: TransferLab;
beforeEach(async () => {
  t = await startTransferLab();
});
afterEach(() => t.stop());

const read = (endpointId: string, file: string) => readFile(t.diskPath(endpointId, file));
const names = async (endpointId: string, folder: string) => (await readdir(t.diskPath(endpointId, folder))).sort();
const niceStatus = async (taskId: string) => (await t.task(taskId)).nice_status;
const becomes = (taskId: string, wanted: unknown) =>
  expect.poll(() => niceStatus(taskId), { timeout: 10_000 }).toBe(wanted);
const events = async (taskId: string) =>
  (await t.call('GET', `v0.10/task/${taskId}/event_list?limit=1000`)).body.DATA as {
    code: string;
    is_error: boolean;
  }[];
const codes = async (taskId: string) => (await events(taskId)).map(({ code }) => code);
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

test.each([
  ['at a rate', 512 * 1024 ** 2],
  ['without a limit', 1e12],
])('copies bytes %s, verifies them and says what arrived', async (_how, bytesPerSecond) => {
  t.world.transferRate.bytesPerSecond = bytesPerSecond;
  const bytes = await t.write(registryServer, 'images/a.sif', randomBytes(3_000_001));
  await t.write(registryServer, 'images/empty.sif', '');
  const taskId = await t.send(registryServer, fullDisk, [['/images/empty.sif', '/new/folder/empty.sif']], {
    verify_checksum: true,
  });
  expect(await t.ended(taskId)).toMatchObject({
    status: 'SUCCEEDED',
    files: 1,
    files_transferred: 1,
    bytes_transferred: 0,
  });
  t.consent(scratch);
  const second = await t.send(registryServer, scratch, [['/images/a.sif', '/deep/er/a.sif']], {
    verify_checksum: true,
  });
  expect(await t.ended(second)).toMatchObject({
    status: 'SUCCEEDED',
    nice_status: null,
    fatal_error: null,
    files: 1,
    files_transferred: 1,
    files_skipped: 0,
    bytes_transferred: bytes.length,
    bytes_checksummed: bytes.length,
    faults: 0,
    subtasks_succeeded: 1,
    subtasks_pending: 0,
  });
  expect((await read(scratch, 'deep/er/a.sif')).equals(bytes)).toBe(true);
  const { body } = await t.call('GET', `v0.10/task/${second}/successful_transfers`);
  expect(body.DATA).toEqual([
    expect.objectContaining({ source_path: '/images/a.sif', destination_path: '/deep/er/a.sif', checksum: md5(bytes) }),
  ]);
  expect(await codes(second)).toEqual(['SUCCEEDED', 'STARTED']);
});

test('a file grows under its final name while it is copied', async () => {
  t.world.transferRate.bytesPerSecond = 1024 ** 2;
  await t.write(registryServer, 'images/a.sif', randomBytes(40 * 1024 ** 2));
  t.consent(scratch);
  const taskId = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']]);
  await expect
    .poll(async () => (await stat(t.diskPath(scratch, 'a.sif')).catch(() => null))?.size ?? 0, { timeout: 10_000 })
    .toBeGreaterThan(0);
  const running = await t.task(taskId);
  expect(running).toMatchObject({ status: 'ACTIVE', nice_status: 'OK', completion_time: null, files: 1 });
  expect(running.bytes_transferred).toBeGreaterThan(0);
  expect(running.bytes_transferred).toBeLessThan(40 * 1024 ** 2);
  const { body } = await t.call('POST', `v0.10/task/${taskId}/cancel`);
  expect(body).toMatchObject({ DATA_TYPE: 'result', code: 'Canceled' });
  expect(await t.ended(taskId)).toMatchObject({
    status: 'FAILED',
    fatal_error: { code: 'CANCELED' },
    nice_status: null,
    subtasks_canceled: 1,
  });
  expect((await t.call('POST', `v0.10/task/${taskId}/cancel`)).body.code).toBe('TaskComplete');
});

test('at most three tasks of a person run, the rest is queued and follows', async () => {
  t.world.transferRate.bytesPerSecond = 64 * 1024;
  await t.write(registryServer, 'images/a.sif', randomBytes(1024 ** 2));
  t.consent(scratch);
  const ids: string[] = [];
  for (const name of ['1', '2', '3', '4', '5'])
    ids.push(await t.send(registryServer, scratch, [['/images/a.sif', `/${name}`]]));
  expect(await Promise.all(ids.map(niceStatus))).toEqual(['OK', 'OK', 'OK', 'Queued', 'Queued']);
  await t.call('POST', `v0.10/task/${ids[0]}/cancel`);
  await becomes(ids[3] ?? '', 'OK');
  expect(await niceStatus(ids[4] ?? '')).toBe('Queued');
  t.world.transferRate.bytesPerSecond = 1e12;
  for (const id of ids.slice(1)) expect((await t.ended(id)).status).toBe('SUCCEEDED');
});

test('the same submission id answers Duplicate with the same task, also after a restart', async () => {
  await t.write(registryServer, 'images/a.sif', 'x');
  const body = transferDocument(registryServer, fullDisk, [['/images/a.sif', '/a.sif']]);
  const first = await t.call('POST', 'v0.10/transfer', { body });
  expect([first.status, first.body.code]).toEqual([202, 'Accepted']);
  const again = await t.call('POST', 'v0.10/transfer', { body });
  expect([again.status, again.body.code, again.body.task_id]).toEqual([200, 'Duplicate', first.body.task_id]);
  await t.ended(first.body.task_id);
  await t.restart();
  expect((await t.call('POST', 'v0.10/transfer', { body })).body).toMatchObject({
    code: 'Duplicate',
    task_id: first.body.task_id,
  });
  expect((await t.call('GET', 'v0.10/task_list')).body.total).toBe(1);
});

test('a task waits for a sleeping laptop and goes on when it wakes', async () => {
  const bytes = await t.write(registryServer, 'images/a.sif', randomBytes(10_000));
  const researchers = { ...t.world.endpoints.get(laptop)!, ownerId: t.manager.id };
  t.world.endpoints.set(laptop, researchers);
  const taskId = await t.send(registryServer, laptop, [['/images/a.sif', '/a.sif']]);
  await becomes(taskId, 'GC_NOT_CONNECTED');
  await expect.poll(async () => (await t.task(taskId)).faults, { timeout: 10_000 }).toBeGreaterThan(2);
  expect(await codes(taskId)).toEqual(['GC_NOT_CONNECTED', 'STARTED']);
  expect(await t.task(taskId)).toMatchObject({ status: 'ACTIVE', is_ok: false });
  researchers.isConnected = true;
  expect((await t.ended(taskId)).status).toBe('SUCCEEDED');
  expect((await read(laptop, 'a.sif')).equals(bytes)).toBe(true);
});

test('an endpoint that falls asleep in the middle stops the copy until it wakes', async () => {
  t.world.transferRate.bytesPerSecond = 1024 ** 2;
  await t.write(registryServer, 'images/a.sif', randomBytes(4 * 1024 ** 2));
  t.consent(scratch);
  const running = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']]);
  await expect.poll(async () => (await t.task(running)).bytes_transferred, { timeout: 10_000 }).toBeGreaterThan(0);
  t.world.faults.switch({ name: 'endpoint-asleep', isOn: true, endpointId: registryServer });
  await becomes(running, 'GC_NOT_CONNECTED');
  t.world.faults.switch({ name: 'endpoint-asleep', isOn: false, endpointId: registryServer });
  t.world.transferRate.bytesPerSecond = 1e12;
  expect((await t.ended(running)).status).toBe('SUCCEEDED');
});

test('a deadline that passes fails the task', async () => {
  const sleeping = { ...t.world.endpoints.get(laptop)!, ownerId: t.manager.id };
  t.world.endpoints.set(laptop, sleeping);
  await t.write(registryServer, 'images/a.sif', 'x');
  const deadline = t.world.clock.iso(t.world.clock.now() + 3_600_000);
  const own = await t.send(registryServer, laptop, [['/images/a.sif', '/a.sif']], { deadline });
  const usual = await t.send(registryServer, laptop, [['/images/a.sif', '/b.sif']]);
  expect((await t.task(own)).deadline).toBe(deadline);
  t.world.clock.hurry(3_700_000);
  expect(await t.ended(own)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'EXPIRED' }, subtasks_expired: 1 });
  expect((await t.task(usual)).status).toBe('ACTIVE');
  t.world.clock.hurry(24 * 3_600_000);
  expect((await t.ended(usual)).fatal_error).toMatchObject({ code: 'EXPIRED' });
  const past = await t.call('POST', 'v0.10/transfer', {
    body: transferDocument(registryServer, laptop, [['/a', '/b']], { deadline: '2020-01-01T00:00:00+00:00' }),
  });
  expect(past.status).toBe(400);
});

test('a copy that differs is found by its checksum and copied again', async () => {
  t.consent(scratch);
  const bytes = await t.write(registryServer, 'images/a.sif', randomBytes(50_000));
  t.world.faults.switch({ name: 'checksum-mismatch', isOn: true });
  const taskId = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']], { verify_checksum: true });
  await becomes(taskId, 'VERIFY_CHECKSUM');
  expect((await read(scratch, 'a.sif')).equals(bytes)).toBe(false);
  t.world.faults.switch({ name: 'checksum-mismatch', isOn: false });
  expect((await t.ended(taskId)).status).toBe('SUCCEEDED');
  expect((await read(scratch, 'a.sif')).equals(bytes)).toBe(true);
  expect(await codes(taskId)).toContain('VERIFY_CHECKSUM');
});

test('without verify_checksum a spoilt copy goes unnoticed, as at Globus', async () => {
  t.consent(scratch);
  const bytes = await t.write(registryServer, 'images/a.sif', randomBytes(50_000));
  t.world.faults.switch({ name: 'checksum-mismatch', isOn: true });
  const taskId = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']]);
  expect(await t.ended(taskId)).toMatchObject({ status: 'SUCCEEDED', bytes_checksummed: 0 });
  expect((await read(scratch, 'a.sif')).equals(bytes)).toBe(false);
});

test.each(['MD5', 'SHA1', 'SHA256', 'SHA512'])(
  'external_checksum by %s lets the right file pass and fails the wrong one',
  async (algorithm) => {
    t.consent(scratch);
    const bytes = await t.write(registryServer, 'images/a.sif', randomBytes(50_000));
    const right = createHash(algorithm.toLowerCase()).update(bytes).digest('hex');
    const item = (external_checksum: string, destination_path: string) => ({
      DATA: [{ source_path: '/images/a.sif', destination_path, external_checksum, checksum_algorithm: algorithm }],
    });
    const good = await t.send(registryServer, scratch, [], item(right, '/good'));
    expect(await t.ended(good)).toMatchObject({ status: 'SUCCEEDED', bytes_checksummed: bytes.length });
    const bad = await t.send(
      registryServer,
      scratch,
      [],
      item(
        right.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        '/bad',
      ),
    );
    expect(await t.ended(bad)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'VERIFY_CHECKSUM' } });
  },
);

test('a quota that is too small retries, or fails when asked to', async () => {
  await t.write(registryServer, 'images/big.sif', randomBytes(1024 ** 2 + 1));
  await t.write(registryServer, 'images/small.sif', randomBytes(1000));
  const patient = await t.send(registryServer, fullDisk, [
    ['/images/big.sif', '/big.sif'],
    ['/images/small.sif', '/small.sif'],
  ]);
  await becomes(patient, 'QUOTA_EXCEEDED');
  await expect.poll(async () => (await t.task(patient)).files_transferred, { timeout: 10_000 }).toBe(1);
  expect(await names(fullDisk, '')).toEqual(['images', 'small.sif']);
  const strict = await t.send(registryServer, fullDisk, [['/images/big.sif', '/big.sif']], {
    fail_on_quota_errors: true,
  });
  expect(await t.ended(strict)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'QUOTA_EXCEEDED' } });
  t.world.endpoints.set(fullDisk, { ...t.world.endpoints.get(fullDisk)!, quotaBytes: null });
  t.world.faults.switch({ name: 'disk-full', isOn: true, endpointId: fullDisk });
  const full = await t.send(registryServer, fullDisk, [['/images/small.sif', '/2.sif']], {
    fail_on_quota_errors: true,
  });
  expect(await t.ended(full)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'NO_SPACE' } });
});

test('what cannot be read or written shows and retries; source errors can be skipped', async () => {
  t.consent(archive);
  await t.write(registryServer, 'images/a.sif', 'a');
  const readOnly = await t.send(registryServer, archive, [['/images/a.sif', '/a.sif']]);
  await becomes(readOnly, 'PERMISSION_DENIED');
  await t.call('POST', `v0.10/task/${readOnly}/cancel`);
  const missing = await t.send(registryServer, fullDisk, [['/images/none.sif', '/a.sif']]);
  await becomes(missing, 'FILE_NOT_FOUND');
  await t.write(registryServer, 'images/none.sif', 'late');
  expect((await t.ended(missing)).status).toBe('SUCCEEDED');
  const skipping = await t.send(
    registryServer,
    fullDisk,
    [
      ['/images/a.sif', '/b.sif'],
      ['/images/never.sif', '/c.sif'],
    ],
    { skip_source_errors: true },
  );
  expect(await t.ended(skipping)).toMatchObject({
    status: 'SUCCEEDED',
    files_transferred: 1,
    subtasks_skipped_errors: 1,
  });
  const { body } = await t.call('GET', `v0.10/task/${skipping}/skipped_errors`);
  expect(body.DATA).toEqual([
    expect.objectContaining({
      error_code: 'FILE_NOT_FOUND',
      source_path: '/images/never.sif',
      destination_path: '/c.sif',
    }),
  ]);
  for (const [name, code] of [
    ['source-missing', 'FILE_NOT_FOUND'],
    ['permission-denied', 'PERMISSION_DENIED'],
  ] as const) {
    t.world.faults.switch({ name, isOn: true });
    const taskId = await t.send(registryServer, fullDisk, [['/images/a.sif', `/${name}`]]);
    await becomes(taskId, code);
    t.world.faults.switch({ name, isOn: false });
    expect((await t.ended(taskId)).status).toBe('SUCCEEDED');
  }
});

test('a folder is copied with its filter rules, then kept in step', async () => {
  t.consent(scratch);
  for (const file of ['a.sif', 'b.log', 'sub/c.sif', 'cache/d.sif', '.hidden'])
    await t.write(registryServer, `images/${file}`, file);
  await mkdir(t.diskPath(registryServer, 'images/hollow'));
  const filter_rules = [
    { DATA_TYPE: 'filter_rule', method: 'exclude', name: '*.log', type: 'file' },
    { DATA_TYPE: 'filter_rule', method: 'exclude', name: 'cache', type: 'dir' },
  ];
  const item = { DATA: [{ source_path: '/images/', destination_path: '/copy/', recursive: true }] };
  const first = await t.send(registryServer, scratch, [], { ...item, filter_rules });
  expect(await t.ended(first)).toMatchObject({ status: 'SUCCEEDED', files: 3, directories: 3 });
  expect(await names(scratch, 'copy')).toEqual(['.hidden', 'a.sif', 'hollow', 'sub']);
  expect((await read(scratch, 'copy/sub/c.sif')).toString()).toBe('sub/c.sif');
  await t.write(scratch, 'copy/extra/old.sif', 'old');
  await t.write(scratch, 'copy/kept.log', 'not spoken of');
  await t.write(registryServer, 'images/a.sif', 'A.SIF');
  const sync = await t.send(registryServer, scratch, [], {
    ...item,
    filter_rules,
    sync_level: 3,
    delete_destination_extra: true,
  });
  expect(await t.ended(sync)).toMatchObject({ status: 'SUCCEEDED', files: 3, files_transferred: 1, files_skipped: 2 });
  expect(await names(scratch, 'copy')).toEqual(['.hidden', 'a.sif', 'hollow', 'kept.log', 'sub']);
  expect((await read(scratch, 'copy/a.sif')).toString()).toBe('A.SIF');
});

test.each([
  [0, { same: true, sameSize: true, bigger: true, newer: true }],
  [1, { same: true, sameSize: true, bigger: false, newer: true }],
  [2, { same: true, sameSize: true, bigger: false, newer: false }],
  [3, { same: true, sameSize: false, bigger: false, newer: true }],
])('sync_level %i leaves what counts as the same', async (sync_level, isKept) => {
  t.consent(scratch);
  const contents = { same: ['xx', 'xx'], sameSize: ['xx', 'yy'], bigger: ['xx', 'xxx'], newer: ['zz', 'zz'] } as const;
  for (const [name, [there, here]] of Object.entries(contents)) {
    await t.write(registryServer, `images/${name}`, here);
    await t.write(scratch, name, there);
    await utimes(t.diskPath(scratch, name), 1_700_000_000, 1_700_000_000);
    const changed = name === 'newer' ? 1_800_000_000 : 1_600_000_000;
    await utimes(t.diskPath(registryServer, `images/${name}`), changed, changed);
  }
  const pairs = Object.keys(contents).map((name) => [`/images/${name}`, `/${name}`] as const);
  const taskId = await t.send(registryServer, scratch, pairs, { sync_level, preserve_timestamp: true });
  const kept = Object.values(isKept).filter(Boolean).length;
  expect(await t.ended(taskId)).toMatchObject({ files_skipped: kept, files_transferred: 4 - kept });
  const { body } = await t.call('GET', `v0.10/task/${taskId}/successful_transfers`);
  const copied = body.DATA.map((file: { destination_path: string }) => file.destination_path.slice(1)).sort();
  expect(copied).toEqual(
    Object.entries(isKept)
      .flatMap(([name, stays]) => (stays ? [] : [name]))
      .sort(),
  );
  if (!isKept.bigger) expect((await stat(t.diskPath(scratch, 'bigger'))).mtimeMs).toBe(1_600_000_000_000);
});

test('mapped endpoints need consent to submit, and a running task waits when it is taken back', async () => {
  t.world.transferRate.bytesPerSecond = 256 * 1024;
  await t.write(registryServer, 'images/a.sif', randomBytes(2 * 1024 ** 2));
  await t.write(registryServer, 'images/b.sif', 'b');
  const body = transferDocument(scratch, archive, [['/a', '/b']]);
  const refused = await t.call('POST', 'v0.10/transfer', { body });
  expect(refused.status).toBe(403);
  const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${scratch}/data_access *https://auth.globus.org/scopes/${archive}/data_access]`;
  expect(refused.body).toMatchObject({
    code: 'ConsentRequired',
    required_scopes: [scope],
    authorization_parameters: { required_scopes: [scope] },
  });
  t.consent(scratch);
  const taskId = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']]);
  t.world.faults.switch({ name: 'consent-revoked', isOn: true });
  await expect.poll(async () => (await t.task(taskId)).status, { timeout: 10_000 }).toBe('INACTIVE');
  t.world.transferRate.bytesPerSecond = 1e12;
  t.consent(scratch);
  expect((await t.ended(taskId)).status).toBe('SUCCEEDED');
});

test('tasks that ran when the lab ended begin anew after a restart', async () => {
  t.world.transferRate.bytesPerSecond = 128 * 1024;
  const bytes = await t.write(registryServer, 'images/a.sif', randomBytes(1024 ** 2));
  t.consent(scratch);
  const taskId = await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']], {
    verify_checksum: true,
    label: 'cut short',
  });
  await expect.poll(async () => (await t.task(taskId)).bytes_transferred, { timeout: 10_000 }).toBeGreaterThan(0);
  await t.restart();
  t.world.transferRate.bytesPerSecond = 1e12;
  expect(await t.ended(taskId)).toMatchObject({
    status: 'SUCCEEDED',
    label: 'cut short',
    bytes_transferred: bytes.length,
  });
  expect((await read(scratch, 'a.sif')).equals(bytes)).toBe(true);
});

test('links lead nowhere outside an endpoint', async () => {
  await t.write(registryServer, 'images/a.sif', 'a');
  await symlink(t.lab.folder, t.diskPath(fullDisk, 'out'));
  await symlink(path.join(t.lab.folder, 'archive', 'secret'), t.diskPath(fullDisk, 'link.sif'));
  for (const destination of ['/out/archive/x.sif', '/link.sif', '/../archive/x.sif']) {
    const taskId = await t.send(registryServer, fullDisk, [['/images/a.sif', destination]]);
    await becomes(taskId, 'PERMISSION_DENIED');
    await t.call('POST', `v0.10/task/${taskId}/cancel`);
  }
  await t.write(archive, 'secret.sif', 'secret');
  const stolen = await t.send(fullDisk, registryServer, [['/out/archive/secret.sif', '/images/stolen.sif']]);
  await becomes(stolen, 'PERMISSION_DENIED');
  expect(await names(archive, '')).toEqual(['images', 'secret.sif']);
  expect(await names(registryServer, 'images')).toEqual(['a.sif']);
  const whole = await t.send(fullDisk, registryServer, [], {
    DATA: [{ source_path: '/', destination_path: '/all/', recursive: true }],
  });
  expect((await t.ended(whole)).status).toBe('SUCCEEDED');
  expect(await names(registryServer, 'all')).toEqual(['images']);
});

test('a file is never copied onto itself', async () => {
  t.consent(scratch);
  await t.write(shared, 'a.sif', 'precious');
  const taskId = await t.send(shared, scratch, [['/a.sif', '/shared/a.sif']]);
  await becomes(taskId, 'ENDPOINT_ERROR');
  expect((await read(shared, 'a.sif')).toString()).toBe('precious');
});

test('delete tasks remove files and folders, and fail at what is missing', async () => {
  for (const file of ['a.sif', 'b.sif', 'keep.txt', 'sub/c.sif']) await t.write(registryServer, `images/${file}`, file);
  const remove = async (paths: string[], more: object = {}) => {
    const document = {
      DATA_TYPE: 'delete',
      submission_id: crypto.randomUUID(),
      endpoint: registryServer,
      DATA: paths.map((one) => ({ DATA_TYPE: 'delete_item', path: one })),
      ...more,
    };
    const { body } = await t.call('POST', 'v0.10/delete', { body: document });
    expect(body).toMatchObject({ DATA_TYPE: 'delete_result', code: 'Accepted' });
    return t.ended(body.task_id);
  };
  expect(await remove(['/images/*.sif'], { interpret_globs: true })).toMatchObject({
    status: 'SUCCEEDED',
    type: 'DELETE',
  });
  expect(await names(registryServer, 'images')).toEqual(['keep.txt', 'sub']);
  expect(await remove(['/images/sub/'])).toMatchObject({ status: 'FAILED', fatal_error: { code: 'ENDPOINT_ERROR' } });
  expect(await remove(['/images/sub/'], { recursive: true })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await remove(['/images/gone'])).toMatchObject({
    status: 'FAILED',
    fatal_error: { code: 'FILE_NOT_FOUND' },
    faults: 1,
  });
  expect(await remove(['/images/gone'], { ignore_missing: true })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await remove(['/'], { recursive: true })).toMatchObject({ fatal_error: { code: 'PERMISSION_DENIED' } });
  expect(await names(registryServer, 'images')).toEqual(['keep.txt']);
});

test('a thousand small files go in one task', async () => {
  t.world.transferRate.bytesPerSecond = 1e12;
  t.consent(scratch);
  const files = Array.from({ length: 1000 }, (_, place) => `images/many/${place % 10}/${place}.sif`);
  for (let start = 0; start < files.length; start += 100)
    await Promise.all(files.slice(start, start + 100).map((file) => t.write(registryServer, file, file)));
  const pairs = files.map((file) => [`/${file}`, `/${file}`] as const);
  const taskId = await t.send(registryServer, scratch, pairs, { verify_checksum: true, sync_level: 3 });
  expect(await t.ended(taskId)).toMatchObject({ status: 'SUCCEEDED', files: 1000, files_transferred: 1000 });
  expect((await read(scratch, 'images/many/9/999.sif')).toString()).toBe('images/many/9/999.sif');
  let marker: number | null = 0;
  const seen = new Set<string>();
  while (marker !== null) {
    const { body } = await t.call('GET', `v0.10/task/${taskId}/successful_transfers?marker=${marker}`);
    for (const file of body.DATA) seen.add(file.source_path);
    marker = body.next_marker;
  }
  expect(seen.size).toBe(1000);
});

test('the copy of a read-only file stays writable', async () => {
  t.world.transferRate.bytesPerSecond = 1e12;
  t.consent(scratch);
  await t.write(registryServer, 'images/a.sif', 'one');
  await chmod(t.diskPath(registryServer, 'images/a.sif'), 0o444);
  await t.ended(await t.send(registryServer, scratch, [['/images/a.sif', '/a.sif']]));
  expect(((await stat(t.diskPath(scratch, 'a.sif'))).mode & 0o200) !== 0).toBe(true);
});

test('a hundred pending tasks are the most', async () => {
  t.world.transferRate.bytesPerSecond = 1;
  await t.write(registryServer, 'images/a.sif', randomBytes(100_000));
  const submit = () =>
    t.call('POST', 'v0.10/transfer', {
      body: transferDocument(registryServer, fullDisk, [['/images/a.sif', '/a.sif']]),
    });
  for (let count = 0; count < 100; count += 1) expect((await submit()).status).toBe(202);
  expect((await submit()).body).toMatchObject({ code: 'TooManyPendingJobs' });
});

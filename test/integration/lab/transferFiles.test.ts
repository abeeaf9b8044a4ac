import { readdir, readFile, symlink, utimes } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTransferLab, type TransferLab } from '../../fakes/labTransfer.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';

const { registryServer, laptop, scratch, archive } = testEndpoints;

let t: TransferLab;
beforeEach(async () => {
  t = await startTransferLab();
});
afterEach(() => t.stop());

const operate = (operation: string, body: object, endpointId: string = registryServer) =>
  t.call('POST', `v0.10/operation/endpoint/${endpointId}/${operation}`, { body });
const ls = (query: Record<string, string> = {}, endpointId: string = registryServer) =>
  t.call('GET', `v0.10/operation/endpoint/${endpointId}/ls?${new URLSearchParams(query)}`);
const names = async (query: Record<string, string>) =>
  (await ls(query)).body.DATA.map(({ name }: { name: string }) => name);

test('lists a folder in every form of its path', async () => {
  t.world.endpoints.set(registryServer, { ...t.world.endpoints.get(registryServer)!, defaultDirectory: '/images/' });
  await t.write(registryServer, 'images/lab/torch.sif', '12345');
  await utimes(t.diskPath(registryServer, 'images/lab/torch.sif'), 1_522_866_626, 1_522_866_626);
  const { body } = await ls({ path: '/images/lab' });
  expect(body).toMatchObject({
    DATA_TYPE: 'file_list',
    endpoint: registryServer,
    path: '/images/lab/',
    absolute_path: '/images/lab/',
    length: 1,
    total: 1,
  });
  expect(body.DATA).toEqual([
    {
      DATA_TYPE: 'file',
      name: 'torch.sif',
      type: 'file',
      size: 5,
      last_modified: '2018-04-04 18:30:26+00:00',
      permissions: '0644',
      user: 'lab',
      group: 'lab',
      link_target: null,
      link_size: null,
      link_user: null,
      link_group: null,
      link_last_modified: null,
    },
  ]);
  const shown = async (path: string) => {
    const { body: listing } = await ls(path === '' ? {} : { path });
    return [listing.path, listing.absolute_path, listing.length];
  };
  expect(await shown('')).toEqual(['/~/', '/images/', 1]);
  expect(await shown('/~/')).toEqual(['/~/', '/images/', 1]);
  expect(await shown('~/lab')).toEqual(['/~/lab/', '/images/lab/', 1]);
  expect(await shown('lab/')).toEqual(['/~/lab/', '/images/lab/', 1]);
  expect(await shown('//images/./lab/../lab//')).toEqual(['/images/lab/', '/images/lab/', 1]);
  expect(await shown('/')).toEqual(['/', '/', 1]);
});

test('orders, filters, hides and pages', async () => {
  for (const [name, size] of Object.entries({ 'b.sif': 3, 'a.sif': 20, 'c.txt': 1, '.hidden': 2 }))
    await t.write(registryServer, `images/${name}`, 'x'.repeat(size));
  await t.write(registryServer, 'images/sub/x', 'x');
  const path = '/images/';
  expect(await names({ path })).toEqual(['.hidden', 'a.sif', 'b.sif', 'c.txt', 'sub']);
  expect(await names({ path, show_hidden: '0' })).toEqual(['a.sif', 'b.sif', 'c.txt', 'sub']);
  expect(await names({ path, filter: 'type:file', orderby: 'size DESC' })).toEqual([
    'a.sif',
    'b.sif',
    '.hidden',
    'c.txt',
  ]);
  expect(await names({ path, filter: 'name:~*.SIF' })).toEqual(['a.sif', 'b.sif']);
  expect(await names({ path, filter: 'name:!~*.sif,!sub' })).toEqual(['.hidden', 'c.txt']);
  expect(await names({ path, filter: 'name:=a.sif,b.sif/size:>5' })).toEqual(['a.sif']);
  expect(await names({ path, filter: 'last_modified:2100-01-01,' })).toEqual([]);
  expect((await ls({ path, limit: '2', offset: '1' })).body).toMatchObject({ length: 2, total: 5 });
  expect(await names({ path, limit: '2', offset: '1' })).toEqual(['a.sif', 'b.sif']);
  const twice = await t.call(
    'GET',
    `v0.10/operation/endpoint/${registryServer}/ls?path=/images/&filter=type:file&filter=name:~a*`,
  );
  expect(twice.body.total).toBe(1);
  for (const query of [{ orderby: 'colour' }, { filter: 'colour:red' }, { filter: 'nonsense' }, { limit: '100001' }])
    expect((await ls({ path, ...query })).status).toBe(400);
});

test('says what a path is, and what it is not', async () => {
  await t.write(registryServer, 'images/a.sif', 'abc');
  const stat = (path: string) => t.call('GET', `v0.10/operation/endpoint/${registryServer}/stat?path=${path}`);
  expect((await stat('/images/a.sif')).body).toMatchObject({ DATA_TYPE: 'file', name: 'a.sif', type: 'file', size: 3 });
  expect((await stat('/images/')).body).toMatchObject({ name: 'images', type: 'dir' });
  expect(await stat('/images/none')).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  expect(await ls({ path: '/none/' })).toMatchObject({ status: 404, body: { code: 'ClientError.NotFound' } });
  expect((await ls({ path: '/images/a.sif' })).body.code).toBe('ExternalError.DirListingFailed.NotDirectory');
  expect(await ls({ path: '/../etc' })).toMatchObject({ status: 400, body: { code: 'InvalidPath' } });
});

test('makes and renames, and refuses what exists', async () => {
  expect(await operate('mkdir', { DATA_TYPE: 'mkdir', path: '/images/new' })).toMatchObject({
    status: 202,
    body: { DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated' },
  });
  expect(await operate('mkdir', { path: '/images/new/' })).toMatchObject({
    status: 502,
    body: { code: 'ExternalError.MkdirFailed.Exists' },
  });
  expect((await operate('mkdir', { path: '/none/new' })).status).toBe(404);
  await t.write(registryServer, 'images/.portolan-incoming/a.sif', 'new');
  await t.write(registryServer, 'images/a.sif', 'old');
  const rename = { DATA_TYPE: 'rename', old_path: '/images/.portolan-incoming/a.sif', new_path: '/images/a.sif' };
  expect((await operate('rename', rename)).body).toMatchObject({ DATA_TYPE: 'result', code: 'FileRenamed' });
  expect((await readFile(t.diskPath(registryServer, 'images/a.sif'))).toString()).toBe('new');
  expect((await operate('rename', rename)).status).toBe(404);
  await t.write(registryServer, 'full/x', 'x');
  expect((await operate('rename', { old_path: '/images/new', new_path: '/full' })).body.code).toBe(
    'ExternalError.RenameFailed.Exists',
  );
  expect((await operate('symlink', { path: '/l', symlink_target: '/images' })).body.code).toBe(
    'ClientError.BadRequest.NotSupported',
  );
});

test('links that lead out are shown as such and not followed', async () => {
  await t.write(archive, 'secret', 'secret');
  await symlink(t.lab.folder, t.diskPath(registryServer, 'images/out'));
  await symlink('nowhere', t.diskPath(registryServer, 'images/broken'));
  const { body } = await ls({ path: '/images/' });
  expect(body.DATA.map(({ name, type }: { name: string; type: string }) => [name, type])).toContainEqual([
    'broken',
    'invalid_symlink',
  ]);
  expect(await ls({ path: '/images/out/archive' })).toMatchObject({
    status: 403,
    body: { code: 'EndpointPermissionDenied' },
  });
  expect((await ls({ path: '/images/out' })).status).toBe(403);
  expect((await operate('mkdir', { path: '/images/out/made' })).status).toBe(403);
  await t.write(registryServer, 'images/a', 'a');
  expect((await operate('rename', { old_path: '/images/a', new_path: '/images/out/a' })).status).toBe(403);
  expect((await readdir(t.lab.folder)).sort()).not.toContain('made');
});

test('consent, sleep and read-only places are told apart', async () => {
  expect(await ls({}, scratch)).toMatchObject({ status: 403, body: { code: 'ConsentRequired' } });
  t.consent(scratch);
  expect((await ls({}, scratch)).status).toBe(200);
  const other = await t.call('GET', `v0.10/operation/endpoint/${scratch}/ls`, { clientId: 'another-client' });
  expect(other.body.code).toBe('ConsentRequired');
  t.world.faults.switch({ name: 'consent-revoked', isOn: true, endpointId: scratch });
  expect((await ls({}, scratch)).body.code).toBe('ConsentRequired');
  t.consent(archive);
  expect(await operate('mkdir', { path: '/new' }, archive)).toMatchObject({
    status: 403,
    body: { code: 'EndpointPermissionDenied' },
  });
  const asleep = await t.call('GET', `v0.10/operation/endpoint/${laptop}/ls`, { as: t.researcher });
  expect([asleep.status, asleep.body.code]).toEqual([502, 'ExternalError.DirListingFailed.GCDisconnected']);
  t.world.faults.switch({ name: 'endpoint-asleep', isOn: true, endpointId: registryServer });
  expect((await ls()).body.code).toBe('ExternalError.DirListingFailed.GCDisconnected');
  const document = await t.call('GET', `v0.10/endpoint/${registryServer}`);
  expect(document.body.gcp_connected).toBe(false);
});

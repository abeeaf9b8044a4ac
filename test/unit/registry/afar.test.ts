import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RemoteFile } from '../../../src-main/contract/endpoint.ts';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { EndpointId, RegistryId } from '../../../src-main/contract/ids.ts';
import { updateRegistrySchema } from '../../../src-main/contract/registry.ts';
import { createRegistryService, type RegistryService } from '../../../src-main/registry/registryService.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeHttp, jsonAnswer, textAnswer } from '../../fakes/fakeHttp.ts';
import { createFakeRegistryCredentials } from '../../fakes/fakeRegistryCredentials.ts';
import { createMemorySettings } from '../../fakes/memorySettings.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

const url = 'https://containers.lab.edu/';
const token = '2'.repeat(40);
const endpointId = '11111111-0000-4000-8000-000000000001' as EndpointId;
const [md5, otherMd5, sha] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(64)];
const row = (name: string, version: string, more: object = {}) => ({
  ...{ id: name, collection: 'lab', name, tag: 'v1', version, frozen: false, metadata: {} },
  ...more,
});
const file = (name: string, changedAt = '2026-01-01T00:00:00.000Z'): RemoteFile => ({
  ...{ name, kind: 'file', sizeBytes: 1234, changedAt },
});

let http: ReturnType<typeof createFakeHttp>;
let clock: ReturnType<typeof createFakeClock>;
let service: RegistryService;
let rows: unknown[];
let folders: Map<string, RemoteFile[]>;
let listed: string[];
let failure: AppError | null;
let details: Map<string, unknown>;
const authorizations: string[] = [];

beforeEach(() => {
  http = createFakeHttp();
  clock = createFakeClock('2026-03-01T12:00:00.000Z');
  rows = [];
  folders = new Map();
  listed = [];
  failure = null;
  details = new Map();
  authorizations.length = 0;
  http.on('GET', '/api/registry/identity', jsonAnswer({ name: 'Lab', id: 'lab', url }));
  http.on('GET', '/version', jsonAnswer({ data: { version: '1', apiVersion: '2' } }));
  http.on('GET', '/api/collections/', jsonAnswer({ count: 1, next: null, previous: null, results: [] }));
  http.on('GET', '/.well-known/oauth-protected-resource', textAnswer('', 404));
  http.on('GET', '/v1/', ({ headers }) => jsonAnswer({ user: headers?.authorization ? 'alice' : null }));
  http.on('GET', '/api/containers/', () =>
    jsonAnswer({ count: rows.length, next: null, previous: null, results: rows }),
  );
  http.on('GET', /^\/api\/container\//, ({ address, headers }) => {
    authorizations.push(headers?.authorization ?? '');
    const found = details.get(decodeURIComponent(address.pathname.slice('/api/container/'.length)));
    return found === undefined ? jsonAnswer({ detail: 'Not found.' }, 404) : jsonAnswer(found);
  });
  service = createRegistryService({
    ...{ http, clock, logger: createRecordingLogger(), settings: createMemorySettings() },
    credentials: createFakeRegistryCredentials(),
    publish: () => undefined,
    random: () => 0.5,
    files: {
      identity: async () => ({ device: 1, inode: 1 }),
      stat: async () => Promise.reject(new AppError('image.noFile')),
      read: async () => new Uint8Array(),
    },
    listFolder: async (_id, path) => {
      listed.push(path);
      if (failure) throw failure;
      const found = folders.get(path);
      if (!found) throw new AppError('endpoint.pathNotFound');
      return found;
    },
  });
});

const add = async (more: object = {}) =>
  (await service.registries.add({ url, token, harbour: { endpointId, basePath: '/images/' }, ...more })).id;
const image = (id: RegistryId, name = 'torch') => service.images.images(id).find(({ container }) => container === name);
const notices = async () => (await service.registries.list())[0]?.notices?.map(({ code }) => code);

describe('a registry on another computer', () => {
  it('finds the files of its images in the folders of its harbour', async () => {
    rows = [row('torch', md5), row('scipy', `sha256.${sha}`), row('gone', `sha256.${sha}`)];
    folders.set('/images/lab/', [
      file(`torch:v1@${otherMd5}.sif`, '2026-02-01T00:00:00.000Z'),
      file(`torch:v1@${md5}.sif`),
      file(`scipy:v1@${otherMd5}.sif`),
      file('notes.txt'),
    ]);
    const id = await add();
    expect(listed).toEqual(['/images/lab/']);
    expect(image(id)).toMatchObject({ relativePath: `lab/torch:v1@${md5}.sif`, sizeBytes: 1234, digest: `md5:${md5}` });
    expect(image(id, 'scipy')).toMatchObject({ relativePath: `lab/scipy:v1@${otherMd5}.sif`, digest: `sha256:${sha}` });
    expect(image(id, 'gone')).toMatchObject({ relativePath: null });
  });

  it('lists a folder again only for what is new or other; the sha256 of a known md5 is no change', async () => {
    rows = [row('torch', md5)];
    folders.set('/images/lab/', [file(`torch:v1@${md5}.sif`)]);
    const id = await add();
    rows = [row('torch', `sha256.${sha}`)];
    for (let n = 0; n < 12; n += 1) await service.images.refresh(id);
    expect(listed).toHaveLength(2);
    expect(image(id)).toMatchObject({ digest: `sha256:${sha}`, relativePath: `lab/torch:v1@${md5}.sif` });
    rows = [row('torch', `sha256.${'d'.repeat(64)}`)];
    folders.set('/images/lab/', [file(`torch:v1@${otherMd5}.sif`)]);
    await service.images.refresh(id);
    expect(listed).toHaveLength(3);
    expect(image(id)?.relativePath).toBe(`lab/torch:v1@${otherMd5}.sif`);
  });

  it('what lies in no folder is not looked for with every poll', async () => {
    rows = [row('torch', `sha256.${sha}`)];
    const id = await add();
    for (let n = 0; n < 12; n += 1) {
      await clock.advance(300_000);
      await service.images.refresh(id);
    }
    expect(listed).toHaveLength(2);
  });

  it('a harbour that sleeps is a notice; the list stands, and the files come when it is back', async () => {
    rows = [row('torch', md5)];
    folders.set('/images/lab/', [file(`torch:v1@${md5}.sif`)]);
    failure = new AppError('endpoint.asleep');
    const id = await add();
    expect(image(id)).toMatchObject({ relativePath: null });
    expect((await service.registries.list())[0]?.problem).toBeNull();
    expect(await notices()).toEqual(['registry.privateNotListed', 'endpoint.asleep']);
    failure = null;
    await service.images.refresh(id);
    expect(image(id)?.relativePath).toBe(`lab/torch:v1@${md5}.sif`);
    expect(await notices()).toEqual(['registry.privateNotListed']);
  });
});

describe('private container collections', () => {
  const detail = { ...row('tool', `sha256.${sha}`), collection: 'secret', tag: '1.0', image: null };

  it('cannot be listed, and say so, unless the folder is here', async () => {
    await add();
    expect(await notices()).toEqual(['registry.privateNotListed']);
    await service.registries.add({ url, imagesDir: '/srv/images' });
    expect(await notices()).toEqual([]);
  });

  it('are read by name with a signature of the hour', async () => {
    details.set('secret/tool:1.0', detail);
    const id = await add();
    await service.registries.update({ id, privateNames: ['secret/tool:1.0', 'secret/none:2'] });
    expect(image(id, 'tool')).toMatchObject({
      isPrivate: true,
      digest: `sha256:${sha}`,
      containerCollection: 'secret',
    });
    expect(image(id, 'none')).toBeUndefined();
    const payload = 'pull|secret|20260301T12Z|tool|1.0|';
    const signature = createHmac('sha256', token).update(payload).digest('hex');
    const user = Buffer.from('alice').toString('base64');
    expect(authorizations[0]).toBe(`SREGISTRY-HMAC-SHA256 Credential=pull/${user}/20260301T12Z,Signature=${signature}`);
    expect((await service.registries.list())[0]?.privateNames).toEqual(['secret/tool:1.0', 'secret/none:2']);
  });

  it('never cost more than fifty calls a day, however often the registry is read', async () => {
    const names = Array.from({ length: 7 }, (_, n) => `secret/tool${n}:1`);
    for (const name of names) details.set(name, { ...detail, name: name.slice(7, 12), tag: '1' });
    const id = await add();
    await service.registries.update({ id, privateNames: names });
    for (let n = 0; n < 288; n += 1) {
      await clock.advance(300_000);
      await service.images.refresh(id);
    }
    expect(authorizations.length).toBeGreaterThan(20);
    // The day turned at midnight: two days' worth at most.
    expect(authorizations.length).toBeLessThanOrEqual(50);
  });

  it('need the token: without it the notice stays and nothing is asked', async () => {
    const { id } = await service.registries.add({ url });
    await service.registries.update({ id, privateNames: ['secret/tool:1.0'] });
    expect(authorizations).toEqual([]);
    expect(await notices()).toContain('registry.privateNotListed');
  });

  it.each(['secret', 'secret/tool', 'a b/c:d', 'secret/tool:1@x', '../x'])('%s is no name', (name) => {
    expect(updateRegistrySchema.safeParse({ id: 'r-00000001', privateNames: [name] }).success).toBe(false);
  });
});

describe('polling', () => {
  it('backs off when the registry says "too often" by its page, up to an hour, and recovers', async () => {
    rows = [row('torch', md5)];
    const id = await add();
    const asked = () => http.requests.filter(({ address }) => address.search.includes('100000')).length;
    const before = asked();
    http.on('GET', '/api/containers/', textAnswer('<html>403', 403));
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      await service.images.refresh(id).catch(() => undefined);
      await clock.advance(300_000);
    }
    const limited = asked() - before;
    expect(limited).toBeGreaterThan(20);
    expect(limited).toBeLessThan(32);
    http.on('GET', '/api/containers/', jsonAnswer({ count: 1, next: null, previous: null, results: rows }));
    await clock.advance(3_600_000);
    await service.images.refresh(id);
    expect((await service.registries.list())[0]?.problem).toBeNull();
  });
});

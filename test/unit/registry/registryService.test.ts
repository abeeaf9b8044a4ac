import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { AppEvent } from '../../../src-main/contract/events.ts';
import type { Digest, EndpointId, ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import type { HttpAnswer } from '../../../src-main/ports/http.ts';
import type { CheckedImage } from '../../../src-main/ports/imageSource.ts';
import { createRegistryService } from '../../../src-main/registry/registryService.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeHttp, type FakeReply, jsonAnswer, textAnswer } from '../../fakes/fakeHttp.ts';
import { createFakeRegistryCredentials } from '../../fakes/fakeRegistryCredentials.ts';
import { createMemorySettings } from '../../fakes/memorySettings.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

const url = 'https://containers.lab.edu/';
const goodToken = '2'.repeat(40);
const sha = (letter: string) => `sha256:${letter.repeat(64)}` as Digest;
const row = (name: string, more: object = {}) => ({
  ...{ id: name, collection: 'lab', name, tag: 'v1', version: `sha256.${'a'.repeat(64)}`, frozen: false, metadata: {} },
  ...more,
});
const page = (results: readonly unknown[], next: string | null = null) => ({
  count: results.length,
  next,
  previous: null,
  results,
});
const notFound = textAnswer('<html>', 404);

function arrange(settings = createMemorySettings()) {
  const http = createFakeHttp();
  const clock = createFakeClock();
  const credentials = createFakeRegistryCredentials();
  const logger = createRecordingLogger();
  const events: AppEvent[] = [];
  const folders = new Set(['/srv/images']);
  let seed = 0;
  const service = createRegistryService({
    ...{ http, clock, credentials, settings, logger },
    publish: (event) => events.push(event),
    random: () => {
      seed += 1;
      return seed / 1000;
    },
    files: {
      async identity(root) {
        if (!folders.has(root)) throw new AppError('folder.missing');
        return { device: 1, inode: 1 };
      },
      async stat() {
        throw new AppError('image.noFile');
      },
      read: async () => new Uint8Array(),
    },
  });
  const world = {
    rows: [row('torch'), row('scipy')] as readonly unknown[],
    /** Overrides the list's answer. */
    list: null as HttpAnswer | FakeReply | null,
  };
  http.on(
    'GET',
    '/api/registry/identity',
    jsonAnswer({ name: 'Lab \u202eRegistry', id: 'lab', url: 'http://127.0.0.1' }),
  );
  http.on('GET', '/version', jsonAnswer({ data: { version: 'v1.0.0', apiVersion: '2' } }));
  http.on('GET', '/api/collections/', jsonAnswer({ count: 4, next: null, previous: null, results: [] }));
  http.on('GET', '/.well-known/oauth-protected-resource', notFound);
  http.on('GET', '/v1/', ({ headers }) =>
    jsonAnswer({ version: 'v1.0.0', apiVersion: '2', user: headers?.authorization ? 'alice' : null }),
  );
  http.on('GET', '/api/containers/', async (request) => {
    const given = request.headers?.authorization;
    if (given?.startsWith('Token ') && given !== `Token ${goodToken}`)
      return jsonAnswer({ detail: 'Invalid token.' }, 403);
    if (world.list) return typeof world.list === 'function' ? world.list(request) : world.list;
    return jsonAnswer(page(world.rows));
  });
  const lists = () =>
    http.requests.filter(({ address }) => address.pathname === '/api/containers/' && address.search.includes('100000'));
  return { service, http, clock, credentials, logger, events, folders, settings, world, lists };
}

/** Lets time pass for waits between tries. */
async function settle<T>(work: Promise<T>, clock: ReturnType<typeof createFakeClock>): Promise<T> {
  work.catch(() => undefined);
  await clock.advance(120_000);
  return work;
}

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('looking at an address', () => {
  it('tells what is there, with no secret sent', async () => {
    const { service, http } = arrange();
    expect(await service.registries.probe('https://user:secret@containers.lab.edu?x=1#y')).toEqual({
      ...{ kind: 'sregistry', name: 'Lab Registry', version: 'v1.0.0', signInOffered: false },
      ...{ containerCollections: 4, images: 2 },
    });
    expect(http.requests.every(({ headers, address }) => !headers?.authorization && !address.username)).toBe(true);
  });

  it.each([
    ['a web page', textAnswer('<html>'), 'registry.notARegistry'],
    ['another API', jsonAnswer({ hello: 1 }), 'registry.notARegistry'],
    ['a list', jsonAnswer([]), 'registry.notARegistry'],
    ['nothing under that name', notFound, 'registry.notARegistry'],
    ['a redirect', textAnswer('', 302, { location: '/login' }), 'registry.notARegistry'],
    ['a forbidden page', textAnswer('<h1>403', 403), 'registry.notARegistry'],
    ['a sick server', textAnswer('<html>', 500), 'service.unavailable'],
    ['too many questions', jsonAnswer({}, 429, { 'retry-after': '86399' }), 'service.rateLimited'],
    ['half an answer', textAnswer('{"name":"x', 200, { 'content-type': 'application/json' }), 'answer.cut'],
  ])('refuses %s', async (_what, answer, expected) => {
    const { service, http, clock } = arrange();
    http.on('GET', '/api/registry/identity', answer);
    await expect(settle(service.registries.probe(url), clock)).rejects.toEqual(code(expected));
  });

  it('passes on what the network says', async () => {
    for (const failure of ['network.unreachable', 'network.timeout', 'network.tls'] as const) {
      const { service, http, clock } = arrange();
      http.on('GET', '/api/registry/identity', () => {
        throw new AppError(failure);
      });
      await expect(settle(service.registries.probe(url), clock)).rejects.toEqual(code(failure));
    }
  });

  it('finds the registry behind an address copied from a browser, and behind https', async () => {
    const { service, http } = arrange();
    const insecure = textAnswer('', 301, { location: url });
    http.on('GET', '/api/registry/identity', ({ address }) =>
      address.protocol === 'http:' ? insecure : jsonAnswer({ name: null, id: 'lab', url: '' }),
    );
    http.on('GET', '/collections/7/api/registry/identity', notFound);
    const added = await service.registries.add({ url: 'http://containers.lab.edu/collections/7' });
    expect(added).toMatchObject({ url, name: 'containers.lab.edu' });
  });

  it('knows a registry that asks everybody to sign in', async () => {
    const { service, http } = arrange();
    const refusal = jsonAnswer({ detail: 'Authentication credentials were not provided.' }, 403);
    for (const path of ['/api/registry/identity', '/version', '/api/containers/']) http.on('GET', path, refusal);
    expect(await service.registries.probe(url)).toMatchObject({
      kind: 'sregistry',
      name: 'containers.lab.edu',
      images: null,
      containerCollections: 4,
    });
  });
});

describe('connections', () => {
  it('are added with their images, and kept', async () => {
    const settings = createMemorySettings();
    const { service, events } = arrange(settings);
    const harbour = { endpointId: 'a0000001-0000-4000-8000-000000000001' as EndpointId, basePath: '/~/images' };
    const added = await service.registries.add({ url, imagesDir: '/srv/images', harbour });
    expect(added).toMatchObject({
      ...{
        name: 'Lab Registry',
        url,
        kind: 'sregistry',
        version: 'v1.0.0',
        imagesDir: '/srv/images',
        imageCount: 2,
        problem: null,
      },
      access: { state: 'public', username: null, signInOffered: false },
      harbour: { ...harbour, basePath: '/~/images/' },
      folder: { state: 'off' },
    });
    expect(added.id).toMatch(/^r-[0-9a-f]{8}$/);
    expect(events).toContainEqual({ kind: 'containers.changed', registryId: added.id });
    expect(events).toContainEqual({ kind: 'registries.changed' });

    const later = arrange(settings);
    later.world.list = () => {
      throw new AppError('network.unreachable');
    };
    expect(later.service.images.registries()).toMatchObject([{ id: added.id, url, imagesDir: '/srv/images' }]);
    const listing = await later.service.containers.list({ refresh: false });
    expect(listing.images.map(({ container }) => container)).toEqual(['scipy', 'torch']);
    expect(listing.asOf).toBe('2026-03-01T12:00:00.000Z');
    await expect.poll(() => later.lists().length).toBe(1);
  });

  it('survive what cannot be read', async () => {
    const { service } = arrange(
      createMemorySettings({ registries: [{ id: 'r-1' }, null, 'x'], 'registryList.r-00000001': 5 }),
    );
    expect(await service.registries.list()).toEqual([]);
    expect(service.images.images('r-00000001' as RegistryId)).toEqual([]);
  });

  it('are one for one address', async () => {
    const { service } = arrange();
    const first = await service.registries.add({ url, name: 'Mine' });
    const again = await service.registries.add({ url: 'https://CONTAINERS.lab.edu', imagesDir: '/srv/images' });
    expect(again).toMatchObject({ id: first.id, name: 'Mine', imagesDir: '/srv/images' });
    expect(await service.registries.list()).toHaveLength(1);
  });

  it('keep a token only when the registry takes it', async () => {
    const { service, credentials, settings } = arrange();
    await expect(service.registries.add({ url, token: 'wrong' })).rejects.toEqual(code('registry.tokenRefused'));
    await expect(service.registries.add({ url, token: 'two words' })).rejects.toEqual(code('input.invalid'));
    expect(await service.registries.list()).toEqual([]);
    const added = await service.registries.add({ url, token: goodToken });
    expect(added.access).toEqual({ state: 'token', username: 'alice', signInOffered: false });
    expect(credentials.held.get(added.id)).toEqual({ kind: 'token', token: goodToken });
    expect(JSON.stringify(settings.keys('').map(settings.read))).not.toContain(goodToken);

    await expect(service.registries.update({ id: added.id, token: 'wrong' })).rejects.toEqual(
      code('registry.tokenRefused'),
    );
    expect(credentials.held.get(added.id)).toEqual({ kind: 'token', token: goodToken });
    expect((await service.registries.update({ id: added.id, token: null })).access.state).toBe('public');
    expect(credentials.held.size).toBe(0);
  });

  it('change, and are removed with all that was kept of them', async () => {
    const { service, settings, credentials } = arrange();
    const { id } = await service.registries.add({ url, token: goodToken, imagesDir: '/srv/images' });
    await expect(service.registries.update({ id, imagesDir: '/nowhere' })).rejects.toEqual(code('folder.missing'));
    await expect(service.registries.update({ id, imagesDir: 'images' })).rejects.toEqual(code('input.invalid'));
    const escaping = { endpointId: 'a0000001-0000-4000-8000-000000000001' as EndpointId, basePath: '/a/../b' };
    await expect(service.registries.update({ id, harbour: escaping })).rejects.toEqual(code('path.escapes'));
    expect(await service.registries.update({ id, name: ' New\u0000 ', imagesDir: null })).toMatchObject({
      name: 'New',
      imagesDir: null,
    });
    await service.registries.remove(id);
    expect(await service.registries.list()).toEqual([]);
    expect(credentials.held.size).toBe(0);
    expect(settings.keys('registryList')).toEqual([]);
    await expect(service.registries.update({ id, name: 'x' })).rejects.toEqual(code('registry.notFound'));
    await expect(service.registries.remove(id)).rejects.toEqual(code('registry.notFound'));
  });
});

describe('lists', () => {
  const added = async (arranged = arrange()) => ({
    ...arranged,
    id: (await arranged.service.registries.add({ url })).id,
  });

  it('are asked for in one go, with the token that lifts the limit', async () => {
    const { service, http, lists } = arrange();
    await service.registries.add({ url, token: goodToken });
    expect(lists()).toHaveLength(1);
    expect(lists()[0]?.headers).toMatchObject({ authorization: `Token ${goodToken}`, accept: 'application/json' });
    expect(http.requests.some(({ address }) => address.search.includes(goodToken))).toBe(false);
  });

  it('follow only the query of a link that names another host', async () => {
    const { service, http, world, id } = await added();
    world.list = ({ address }) =>
      address.searchParams.get('offset') === null
        ? jsonAnswer(page([row('a')], 'http://127.0.0.1/api/containers/?limit=1&offset=1'))
        : jsonAnswer(page([row('b')]));
    expect((await service.images.refresh(id)).map(({ container }) => container)).toEqual(['a', 'b']);
    expect(new Set(http.requests.map(({ address }) => address.host))).toEqual(new Set(['containers.lab.edu']));
  });

  it('read once for all who ask at the same time', async () => {
    const { service, lists, id } = await added();
    await Promise.all([
      service.images.refresh(id),
      service.images.refresh(id),
      service.containers.list({ refresh: true }),
    ]);
    expect(lists()).toHaveLength(2);
  });

  it('tell of a change only when there is one', async () => {
    const { service, events, world, id } = await added();
    events.length = 0;
    await service.images.refresh(id);
    expect(events).toEqual([]);
    world.rows = [...world.rows].reverse();
    await service.images.refresh(id);
    expect(events).toEqual([]);
    world.rows = [row('torch', { version: `sha256.${'b'.repeat(64)}` })];
    await service.images.refresh(id);
    expect(events).toContainEqual({ kind: 'containers.changed', registryId: id });
  });

  it('stay as they were when the registry cannot be read, and say so', async () => {
    const { service, clock, world, id } = await added();
    world.list = textAnswer('<html>captive portal');
    await expect(settle(service.images.refresh(id), clock)).rejects.toEqual(code('answer.notJson'));
    const listing = await service.containers.list({ refresh: false });
    expect(listing).toMatchObject({
      asOf: '2026-03-01T12:00:00.000Z',
      problems: [{ registryId: id, problem: { code: 'answer.notJson' } }],
    });
    expect(listing.images).toHaveLength(2);
    expect((await service.registries.list())[0]?.problem?.code).toBe('answer.notJson');
    world.list = null;
    await service.images.refresh(id);
    expect((await service.registries.list())[0]?.problem).toBeNull();
  });

  it('are not asked for before the registry said', async () => {
    const { service, clock, world, lists, id } = await added();
    world.list = jsonAnswer({ detail: 'x' }, 429, { 'retry-after': '600' });
    await expect(service.images.refresh(id)).rejects.toEqual(code('service.rateLimited'));
    const asked = lists().length;
    await clock.advance(60_000);
    await expect(service.images.refresh(id)).rejects.toMatchObject({ facts: { retryAfterSeconds: 540 } });
    expect(lists()).toHaveLength(asked);
    world.list = null;
    await clock.advance(540_000);
    expect(await service.images.refresh(id)).toHaveLength(2);
  });

  it('try again what may pass, not what never does', async () => {
    const { service, clock, world, lists, id } = await added();
    for (const [answer, tries] of [
      [textAnswer('<html>', 500), 1],
      [textAnswer('<html>', 502), 3],
      [jsonAnswer({}, 403), 1],
    ] as const) {
      const before = lists().length;
      world.list = answer;
      await expect(settle(service.images.refresh(id), clock)).rejects.toBeInstanceOf(AppError);
      expect(lists().length - before).toBe(tries);
    }
  });

  it('leave unusable rows out and count them', async () => {
    const { service, world, id } = await added();
    world.rows = [row('torch'), row('../x'), row('a\u0000b'), null];
    expect(await service.images.refresh(id)).toHaveLength(1);
    const { problems } = await service.containers.list({ refresh: false });
    expect(problems).toMatchObject([
      { registryId: id, problem: { code: 'answer.unexpected', facts: { droppedRows: 3 } } },
    ]);
    expect((await service.registries.list())[0]?.problem).toBeNull();
  });

  it('say that one must sign in, and renew a sign-in once', async () => {
    const { service, credentials, world, id } = await added();
    world.list = ({ headers }) =>
      headers?.authorization === 'Bearer fresh' ? jsonAnswer(page([row('torch')])) : jsonAnswer({ detail: 'x' }, 403);
    await expect(service.images.refresh(id)).rejects.toEqual(code('signIn.needed'));
    expect((await service.registries.list())[0]?.access.state).toBe('signInNeeded');

    credentials.held.set(id, { kind: 'oidc', accessToken: 'stale' });
    credentials.renewal = { kind: 'oidc', accessToken: 'fresh' };
    service.signInChanged(id);
    await expect
      .poll(async () => (await service.registries.list())[0]?.access)
      .toMatchObject({ state: 'signedIn', username: 'alice' });
    expect(credentials.refused).toEqual(['stale']);
    expect(service.images.images(id)).toHaveLength(1);

    credentials.held.set(id, { kind: 'oidc', accessToken: 'stale' });
    credentials.renewal = { kind: 'none' };
    await expect(service.images.refresh(id)).rejects.toEqual(code('signIn.needed'));
  });

  it('join what the folder holds', async () => {
    const { service, events, id } = await added();
    const checked: CheckedImage = {
      ...{
        relativePath: `lab/torch:v1@${'1'.repeat(32)}.sif`,
        containerCollection: 'lab',
        container: 'torch',
        tag: 'v1',
      },
      ...{ digest: sha('a'), sizeBytes: 50_000, architecture: 'amd64', builtAt: null },
    };
    events.length = 0;
    service.images.folderRead(id, [
      checked,
      { ...checked, containerCollection: 'secret', relativePath: `secret/torch:v1@${'2'.repeat(32)}.sif` },
    ]);
    expect(events).toContainEqual({ kind: 'containers.changed', registryId: id });
    expect(service.images.image(`${id}/lab/torch:v1` as ImageId)).toMatchObject({
      sizeBytes: 50_000,
      relativePath: checked.relativePath,
    });
    expect(service.images.image(`${id}/secret/torch:v1` as ImageId)).toMatchObject({ isPrivate: true });
    expect(service.images.image('nonsense' as ImageId)).toBeNull();
    events.length = 0;
    service.images.folderRead(id, [
      checked,
      { ...checked, containerCollection: 'secret', relativePath: `secret/torch:v1@${'2'.repeat(32)}.sif` },
    ]);
    expect(events).toEqual([]);

    const health = { state: 'watching', files: 2, lastChangeAt: null, problem: null } as const;
    service.images.folderHealth(id, health);
    service.images.folderHealth(id, health);
    expect(events).toEqual([{ kind: 'registries.changed' }]);
    expect((await service.registries.list())[0]?.folder).toEqual(health);
  });

  it('end with the service', async () => {
    const { service, clock, world, id } = await added();
    world.list = textAnswer('<html>', 502);
    const reading = service.images.refresh(id).catch((error: unknown) => error);
    await clock.advance(0);
    expect(clock.sleepers).toBe(1);
    service.stop();
    expect(await reading).toBeInstanceOf(Error);
    expect(clock.sleepers).toBe(0);
  });
});

describe('one image', () => {
  it('has a page at the registry when the registry lists it; nobody is asked for it', async () => {
    const { service, http, world } = arrange();
    world.rows = [row('torch', { id: 17 }), row('scipy', { id: 'not a number' })];
    const { id } = await service.registries.add({ url });
    await service.containers.list({ refresh: true });
    const before = http.requests.length;
    const page = (name: string) => service.containers.page(`${id}/lab/${name}` as ImageId);
    expect(await page('torch:v1')).toEqual({ url: 'https://containers.lab.edu/containers/17' });
    expect(await page('scipy:v1')).toEqual({ url: null });
    await expect(page('none:v1')).rejects.toEqual(code('image.notFound'));
    expect(http.requests).toHaveLength(before);
  });

  it('has its other tags, what its file says, and how to pull it', async () => {
    const { service, http, world } = arrange();
    world.rows = [row('torch'), row('torch', { id: 2, tag: 'v2', metadata: { upload_id: 'x' } }), row('scipy')];
    const { id } = await service.registries.add({ url });
    http.on(
      'GET',
      '/api/container/lab/torch:v1',
      jsonAnswer({
        name: 'torch',
        image: 'http://127.0.0.1/containers/1/download/1d57570c-18d3-44c2-a793-e2994c530b15',
      }),
    );
    const detail = await service.containers.detail(`${id}/lab/torch:v1` as ImageId);
    expect(detail).toMatchObject({
      image: { tag: 'v1' },
      otherTags: [{ tag: 'v2' }],
      sif: null,
      sifProblem: { code: 'image.noFile' },
    });
    expect(detail.pullCommands.map(({ command }) => command)).toContain(
      'curl -f -o torch_v1.sif https://containers.lab.edu/containers/1/download/1d57570c-18d3-44c2-a793-e2994c530b15',
    );
    const library = await service.containers.detail(`${id}/lab/torch:v2` as ImageId);
    expect(library.pullCommands[0]?.command).toContain('--library https://containers.lab.edu');
    expect(http.requests.filter(({ address }) => address.pathname.startsWith('/api/container/'))).toHaveLength(1);
    await expect(service.containers.detail(`${id}/lab/none:v1` as ImageId)).rejects.toEqual(code('image.notFound'));
  });

  it.each([
    ['the limit of a week', jsonAnswer(429)],
    ['the limit of a day', textAnswer('<h1>403', 403)],
    ['a private one', textAnswer('<html>', 500)],
    ['an address elsewhere', jsonAnswer({ name: 'torch', image: 'https://evil.test/x.sif' })],
    ['an empty answer', jsonAnswer({})],
  ])('is shown without commands for %s', async (_what, answer) => {
    const { service, http } = arrange();
    const { id } = await service.registries.add({ url });
    http.on('GET', '/api/container/lab/torch:v1', answer);
    expect((await service.containers.detail(`${id}/lab/torch:v1` as ImageId)).pullCommands).toEqual([]);
  });
});

describe('where one signs in', () => {
  const metadata = {
    ...{ resource: url, authorization_servers: ['https://login.lab.edu'], resource_name: 'Lab' },
    scopes_supported: ['openid', 'registry', 'bad scope"'],
  };
  const offer = async (answer: HttpAnswer) => {
    const { service, http } = arrange();
    http.on('GET', '/.well-known/oauth-protected-resource', answer);
    const { id, access } = await service.registries.add({ url });
    return { offered: access.signInOffered, offer: await service.signInOffer(id) };
  };

  it('is what the registry says', async () => {
    expect(await offer(jsonAnswer(metadata))).toEqual({
      offered: true,
      offer: {
        issuer: 'https://login.lab.edu',
        clientId: 'portolan',
        scopes: ['openid', 'registry'],
        registryName: 'Lab',
      },
    });
  });

  it.each([
    ['nothing', notFound],
    ['a web page', textAnswer('<html>')],
    ['metadata of another resource', jsonAnswer({ ...metadata, resource: 'https://evil.test/' })],
    [
      'an issuer without encryption',
      jsonAnswer({ ...metadata, authorization_servers: ['http://login.lab.edu', 'javascript:x'] }),
    ],
    ['no issuer', jsonAnswer({ ...metadata, authorization_servers: [] })],
  ])('is nowhere for %s', async (_what, answer) => {
    expect(await offer(answer)).toEqual({ offered: false, offer: null });
  });

  it('is unknown for a registry that is', async () => {
    await expect(arrange().service.signInOffer('r-00000009' as RegistryId)).rejects.toEqual(code('registry.notFound'));
  });
});

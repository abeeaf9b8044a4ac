import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { AppEvent } from '../../../src-main/contract/events.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import type { EndpointSearchScope } from '../../../src-main/globus/endpointSearch.ts';
import { createEndpointService, defaultFolder } from '../../../src-main/globus/endpointService.ts';
import { type KnownEndpoint, knownEndpoint } from '../../../src-main/globus/transform.ts';
import { wireEndpointSchema } from '../../../src-main/globus/types.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeTokens } from '../../fakes/fakeTokens.ts';
import { createMemorySettings } from '../../fakes/memorySettings.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

const laptopId = 'a0000002-0000-4000-8000-000000000002' as EndpointId;
const scratchId = 'a0000003-0000-4000-8000-000000000003' as EndpointId;
const sharedId = 'a0000004-0000-4000-8000-000000000004' as EndpointId;
const strangerId = 'a0000009-0000-4000-8000-000000000009' as EndpointId;
const hostId = 'b0000001-0000-4000-8000-000000000001' as EndpointId;
const imageId = 'r-00000001/lab/torch:2' as ImageId;

const known = (id: string, display_name: string, entity_type: string, more: object = {}): KnownEndpoint =>
  knownEndpoint(wireEndpointSchema.parse({ id, display_name, entity_type, ...more }));

const laptop = known(laptopId, 'Laptop', 'GCP_mapped_collection', { gcp_connected: true, gcp_paused: false });
const asleep = { ...laptop, isConnected: false };
const scratch = known(scratchId, 'Scratch', 'GCSv5_mapped_collection', {
  owner_id: hostId,
  default_directory: '/scratch/me/',
});
const shared = known(sharedId, 'Shared', 'GCSv5_guest_collection', { owner_id: hostId });
const host = known(hostId, 'Cluster', 'GCSv5_endpoint', { organization: 'Uni' });

type Scopes = Partial<Record<EndpointSearchScope, readonly KnownEndpoint[] | AppError>>;

function arrange({ settings = createMemorySettings(), tokens = createFakeTokens() } = {}) {
  const clock = createFakeClock();
  const events: AppEvent[] = [];
  const world = {
    scopes: { 'my-gcp-endpoints': [laptop], 'my-endpoints': [laptop], 'shared-with-me': [shared] } as Scopes,
    byId: new Map<string, KnownEndpoint | AppError>([[hostId, host]]),
    /** What listing a path of an endpoint gives; nothing = it is there. */
    ls: (_id: EndpointId, _path: string | null): AppError | undefined => undefined,
    placements: [] as Placement[],
    running: 0,
  };
  const calls: string[] = [];
  const answer = <T>(value: T | AppError | undefined): T => {
    if (value === undefined) throw new AppError('endpoint.notFound');
    if (value instanceof AppError) throw value;
    return value;
  };
  const service = createEndpointService({
    ...{ settings, clock, tokens, logger: createRecordingLogger(), publish: (event: AppEvent) => events.push(event) },
    transfer: {
      endpointSearch: async (scope, options) => {
        calls.push(options?.text === undefined ? scope : `all:${options.text}`);
        return answer(world.scopes[scope] ?? []);
      },
      endpoint: async (id) => {
        calls.push(`endpoint ${id}`);
        return answer(world.byId.get(id));
      },
      look: async (id) => {
        const failure = world.ls(id, null);
        if (failure) throw failure;
      },
      list: async (id, path) => {
        calls.push(`ls ${path}`);
        const failure = world.ls(id, path);
        if (failure) throw failure;
        return [];
      },
    },
    placements: async () => world.placements,
    activeTasks: () => world.running,
    defaultNamingProfile: () => 'shpc',
  });
  const state = async (id: EndpointId) => service.endpoint(id)?.state;
  return { service, world, calls, clock, events, settings, tokens, state };
}

describe('the endpoint service', () => {
  it('joins all searches, and adds the servers behind the endpoints', async () => {
    const { service, world, calls } = arrange();
    world.scopes['administered-by-me'] = [host, scratch];
    world.scopes['recently-used'] = [laptop];
    const listing = await service.list({ refresh: true });
    expect(listing.endpoints.map(({ name, kind, relations }) => [name, kind, [...relations].sort()])).toEqual(
      expect.arrayContaining([
        ['Laptop', 'personal', ['mine', 'recentlyUsed']],
        ['Scratch', 'mapped', ['iManage']],
        ['Shared', 'guest', ['sharedWithMe']],
      ]),
    );
    expect(listing.endpoints).toHaveLength(3);
    expect(listing.hosts).toEqual([{ id: hostId, name: 'Cluster', organization: 'Uni' }]);
    expect(listing).toMatchObject({ problem: null, asOf: '2026-03-01T12:00:00.000Z' });
    expect(calls.filter((call) => call.startsWith('endpoint'))).toEqual([]);
    expect(calls).toEqual(
      expect.arrayContaining([
        ...['my-endpoints', 'my-gcp-endpoints', 'administered-by-me', 'shared-by-me', 'shared-with-me'],
        ...['recently-used', 'in-use'],
      ]),
    );
  });

  it.each(['endpoint.notFound', 'endpoint.permissionDenied', 'service.unavailable'] as const)(
    'draws a server that answers %s by what its endpoints tell',
    async (code) => {
      const { service, world } = arrange();
      world.byId.set(hostId, new AppError(code));
      world.scopes['shared-with-me'] = [{ ...shared, hostName: 'The cluster' }];
      expect((await service.list({ refresh: true })).hosts).toEqual([
        { id: hostId, name: 'The cluster', organization: null },
      ]);
    },
  );

  it('asks the server for its name once', async () => {
    const { service, calls } = arrange();
    await service.list({ refresh: true });
    await service.list({ refresh: true });
    expect(calls.filter((call) => call === `endpoint ${hostId}`)).toHaveLength(1);
  });

  it('reads once for everybody who asks meanwhile', async () => {
    const { service, calls } = arrange();
    await Promise.all([
      service.list({ refresh: true }),
      service.list({ refresh: true }),
      service.list({ refresh: false }),
    ]);
    expect(calls.filter((call) => call === 'my-endpoints')).toHaveLength(1);
  });

  it('keeps the list when it cannot be read again, without claiming to know how things are', async () => {
    const { service, world, events } = arrange();
    await service.list({ refresh: true });
    expect(service.endpoint(laptopId)?.state).toBe('online');
    const offline = new AppError('network.unreachable');
    for (const scope of [
      'my-endpoints',
      'my-gcp-endpoints',
      'administered-by-me',
      'shared-by-me',
      'shared-with-me',
      'recently-used',
      'in-use',
    ] as const)
      world.scopes[scope] = offline;
    events.length = 0;
    const listing = await service.list({ refresh: true });
    expect(listing.problem?.code).toBe('network.unreachable');
    expect(listing.endpoints.map(({ state }) => state)).toEqual(['notKnown', 'notKnown']);
    expect(listing.asOf).toBe('2026-03-01T12:00:00.000Z');
    expect(events).toContainEqual({ kind: 'endpoints.changed' });
  });

  it('keeps what one failed search showed before', async () => {
    const { service, world } = arrange();
    await service.list({ refresh: true });
    world.scopes['shared-with-me'] = new AppError('service.unavailable');
    const listing = await service.list({ refresh: true });
    expect(listing.endpoints.map(({ name }) => name).sort()).toEqual(['Laptop', 'Shared']);
    expect(listing.problem?.code).toBe('service.unavailable');
  });

  it('shows the last list when it starts without a network, to the same person only', async () => {
    const settings = createMemorySettings();
    await arrange({ settings }).service.list({ refresh: true });

    const later = arrange({ settings });
    later.world.scopes = {};
    expect(later.service.all().map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['Laptop', 'notKnown'],
        ['Shared', 'notKnown'],
      ]),
    );
    const other = arrange({ settings, tokens: createFakeTokens('person-2') });
    other.world.scopes = {};
    expect((await other.service.list({ refresh: false })).endpoints).toEqual([]);
  });

  it('survives a stored list that makes no sense', async () => {
    const settings = createMemorySettings({
      'endpoints.last': { entries: 7 },
      [`endpoint.${laptopId}`]: 'x',
      'endpoint.y': {},
    });
    const { service } = arrange({ settings });
    expect(service.all()).toEqual([]);
    expect((await service.list({ refresh: false })).endpoints).toHaveLength(2);
  });

  it('tells a sleeping or paused personal endpoint', async () => {
    const { service, world } = arrange();
    world.scopes['my-gcp-endpoints'] = [asleep];
    world.scopes['my-endpoints'] = [asleep];
    expect((await service.list({ refresh: true })).endpoints[0]).toMatchObject({
      state: 'asleep',
      problem: { code: 'endpoint.asleep' },
    });
    world.scopes['my-gcp-endpoints'] = [{ ...laptop, isPaused: true }];
    world.scopes['my-endpoints'] = [];
    await service.list({ refresh: true });
    expect(service.endpoint(laptopId)).toMatchObject({ state: 'paused', problem: { code: 'endpoint.paused' } });
  });

  it('finds out how endpoints are that have no switch', async () => {
    const { service, world, state } = arrange();
    world.scopes['administered-by-me'] = [scratch];
    world.ls = (id) =>
      id === scratchId ? new AppError('consent.needed', { facts: { requiredScopes: ['s'] } }) : undefined;
    await service.list({ refresh: true });
    await expect.poll(() => state(sharedId)).toBe('online');
    await expect.poll(() => state(scratchId)).toBe('waitingForYou');
    world.ls = () => undefined;
    await service.list({ refresh: true });
    await expect.poll(() => state(scratchId)).toBe('online');
  });

  it('shows at once what a service answered about an endpoint', async () => {
    const { service, events, state } = arrange();
    await service.list({ refresh: true });
    await expect.poll(() => state(sharedId)).toBe('online');
    events.length = 0;
    service.observed(sharedId, new AppError('endpoint.full', { facts: { path: '/x' } }));
    expect(service.endpoint(sharedId)).toMatchObject({
      state: 'problem',
      problem: { code: 'endpoint.full', facts: { path: '/x' } },
    });
    service.observed(sharedId, new AppError('endpoint.full'));
    service.observed(sharedId, new AppError('network.timeout'));
    expect(events).toHaveLength(1);
    service.observed(sharedId, 'ok');
    expect(service.endpoint(sharedId)).toMatchObject({ state: 'online', problem: null });
    service.observed(strangerId, 'ok');
    expect(events).toHaveLength(2);
  });

  it('believes a newer list more than what it saw before', async () => {
    const { service, world, state } = arrange();
    await service.list({ refresh: true });
    service.observed(laptopId, new AppError('endpoint.asleep'));
    expect(await state(laptopId)).toBe('asleep');
    await service.list({ refresh: true });
    expect(await state(laptopId)).toBe('online');
    service.observed(laptopId, new AppError('endpoint.permissionDenied'));
    await service.list({ refresh: true });
    expect(await state(laptopId)).toBe('problem');
    world.scopes = { 'my-gcp-endpoints': [asleep] };
    await service.list({ refresh: true });
    expect(await state(laptopId)).toBe('asleep');
  });

  it('keeps what was chosen for an endpoint', async () => {
    const settings = createMemorySettings();
    const { service, events } = arrange({ settings });
    await service.list({ refresh: true });
    expect(service.endpoint(laptopId)).toMatchObject({
      folder: '/~/containers/',
      folderIsChosen: false,
      namingProfile: 'shpc',
      isHidden: false,
    });
    events.length = 0;
    await service.update({ id: laptopId, folder: '/data//images', namingProfile: 'digest', isHidden: true });
    expect(events).toEqual([{ kind: 'endpoints.changed' }]);
    const chosen = { folder: '/data/images/', folderIsChosen: true, namingProfile: 'digest', isHidden: true };
    expect(service.endpoint(laptopId)).toMatchObject(chosen);
    const later = arrange({ settings });
    await later.service.list({ refresh: true });
    await later.service.update({ id: laptopId, isHidden: false });
    expect(later.service.endpoint(laptopId)).toMatchObject({ ...chosen, isHidden: false });
    await expect(service.update({ id: laptopId, folder: '/a/../../b' })).rejects.toMatchObject({
      code: 'path.escapes',
    });
    await expect(service.update({ id: strangerId, isHidden: true })).rejects.toMatchObject({
      code: 'endpoint.notFound',
    });
  });

  it.each([
    [null, '/~/containers/'],
    ['/scratch/me', '/scratch/me/containers/'],
    ['/', '/containers/'],
    ['/{server_default}/', '/~/containers/'],
    ['/home/$USER', '/~/containers/'],
    ['/a/../b', '/~/containers/'],
  ])('starts from the default folder %j', (directory, folder) => expect(defaultFolder(directory)).toBe(folder));

  it('adds an endpoint by its id, for good', async () => {
    const settings = createMemorySettings();
    const { service, world } = arrange({ settings });
    world.byId.set(strangerId, { ...shared, id: strangerId, name: 'Stranger' });
    await service.list({ refresh: true });
    await service.add(strangerId);
    expect(service.endpoint(strangerId)).toMatchObject({ name: 'Stranger', relations: ['added'] });
    await service.list({ refresh: true });
    expect(service.endpoint(strangerId)?.relations).toEqual(['added']);
    world.byId.set(strangerId, new AppError('endpoint.notFound'));
    await service.list({ refresh: true });
    expect(service.endpoint(strangerId)).toBeNull();
    await expect(service.add(hostId)).rejects.toMatchObject({ code: 'endpoint.notFound', facts: { isHost: true } });
    await expect(service.add('a0000007-0000-4000-8000-000000000007' as EndpointId)).rejects.toMatchObject({
      code: 'endpoint.notFound',
    });
  });

  it('searches by text, servers left out', async () => {
    const { service, world, calls } = arrange();
    world.scopes.all = [host, { ...laptop, id: strangerId, name: 'Other' }];
    const found = await service.search('oth');
    expect(found.endpoints).toMatchObject([{ id: strangerId, name: 'Other', state: 'online', relations: [] }]);
    expect(calls).toEqual(['all:oth']);
    expect(service.endpoint(strangerId)).toBeNull();
  });

  it('does nothing after it was stopped', async () => {
    const { service, world, events, settings } = arrange();
    const reading = service.list({ refresh: true });
    service.stop();
    await reading;
    expect(events).toEqual([]);
    expect(settings.keys('endpoints.last')).toEqual([]);
    expect(world.running).toBe(0);
  });
});

describe('the preflight lights', () => {
  const lights = async (arranged: ReturnType<typeof arrange>, id = scratchId) => {
    arranged.world.scopes['administered-by-me'] = [scratch];
    await arranged.service.list({ refresh: true });
    arranged.calls.length = 0;
    const { lights } = await arranged.service.preflight(id, [imageId]);
    return Object.fromEntries(
      lights.map(({ name, state, problem }) => [name, problem ? `${state} ${problem.code}` : state]),
    );
  };

  it('are all green when all is well', async () => {
    expect(await lights(arrange())).toEqual({
      online: 'ok',
      consent: 'ok',
      folder: 'ok',
      alreadyThere: 'ok',
      slots: 'ok',
    });
  });

  it('are green when the folder can be made below one that is there', async () => {
    const arranged = arrange();
    arranged.world.ls = (_id, path) =>
      path === '/scratch/me/containers/' ? new AppError('endpoint.pathNotFound') : undefined;
    expect(await lights(arranged)).toMatchObject({ online: 'ok', consent: 'ok', folder: 'ok' });
    expect(arranged.calls).toEqual(['ls /scratch/me/containers/', 'ls /scratch/me/']);
  });

  it('doubt a folder right below the top of a computer, unless it is the default one', async () => {
    const arranged = arrange();
    arranged.world.ls = (_id, path) =>
      path === null || path === '/' ? undefined : new AppError('endpoint.pathNotFound');
    expect(await lights(arranged)).toMatchObject({ folder: 'ok' });
    await arranged.service.update({ id: scratchId, folder: '/proj/images' });
    expect(await lights(arranged)).toMatchObject({ folder: 'warning endpoint.pathNotFound' });
    await arranged.service.update({ id: sharedId, folder: '/proj/images' });
    expect(await lights(arranged, sharedId)).toMatchObject({ folder: 'ok' });
  });

  it.each([
    ['consent.needed', { online: 'ok', consent: 'problem consent.needed', folder: 'notKnown' }, 'waitingForYou'],
    ['session.needed', { online: 'ok', consent: 'problem session.needed', folder: 'notKnown' }, 'waitingForYou'],
    ['endpoint.asleep', { online: 'problem endpoint.asleep', consent: 'notKnown', folder: 'notKnown' }, 'asleep'],
    [
      'endpoint.permissionDenied',
      { online: 'ok', consent: 'ok', folder: 'problem endpoint.permissionDenied' },
      'problem',
    ],
    ['endpoint.pathNotFound', { online: 'ok', consent: 'ok', folder: 'problem endpoint.pathNotFound' }, 'online'],
    ['network.timeout', { online: 'notKnown network.timeout', consent: 'notKnown', folder: 'notKnown' }, 'online'],
  ] as const)('tell %s', async (code, expected, state) => {
    const arranged = arrange();
    arranged.world.ls = (_id, path) => (path === null ? undefined : new AppError(code));
    expect(await lights(arranged)).toMatchObject(expected);
    await expect.poll(() => arranged.service.endpoint(scratchId)?.state).toBe(state);
  });

  it('tell what is there already and that others are in front', async () => {
    const arranged = arrange();
    const placement: Placement = {
      imageId,
      endpointId: scratchId,
      state: 'upToDate',
      digest: null,
      path: null,
      since: null,
      verified: null,
    };
    arranged.world.placements = [placement, { ...placement, endpointId: laptopId }];
    arranged.world.running = 3;
    expect(await lights(arranged)).toMatchObject({
      alreadyThere: 'warning endpoint.exists',
      slots: 'warning transfer.tooMany',
    });
    arranged.world.placements = [{ ...placement, state: 'older' }];
    arranged.world.running = 2;
    expect(await lights(arranged)).toMatchObject({ alreadyThere: 'ok', slots: 'ok' });
  });

  it('refuse an endpoint nobody knows', async () => {
    await expect(arrange().service.preflight(strangerId, [])).rejects.toMatchObject({ code: 'endpoint.notFound' });
  });
});

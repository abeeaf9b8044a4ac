import { AppError } from '../../src-main/contract/errors.ts';
import type { AppEvent, AppStatus } from '../../src-main/contract/events.ts';
import { registryIdSchema } from '../../src-main/contract/ids.ts';
import { type LabFaultState, labFaults } from '../../src-main/contract/lab.ts';
import type { Registry } from '../../src-main/contract/registry.ts';
import type { AppServices } from '../../src-main/contract/services.ts';
import type { SignInState } from '../../src-main/contract/signIn.ts';
import type { PlannedCopy, Send } from '../../src-main/contract/transfer.ts';
import type { ManagedFile } from '../../src-main/ports/machine.ts';
import { managedFrom } from '../../src-main/settings/managedSettings.ts';
import { createSettingsService } from '../../src-main/settings/settingsService.ts';
import * as activityRecords from './fakeActivities.ts';
import * as endpointRecords from './fakeEndpoints.ts';
import * as idsRecords from './fakeIds.ts';
import * as imageRecords from './fakeImages.ts';
import { fakeNetworkAndSupport } from './fakeNetwork.ts';
import { createMemorySettings } from './memorySettings.ts';

export interface FakeServices extends AppServices {
  readonly publish: (event: AppEvent) => void;
}

export interface FakeOptions {
  readonly now?: Date;
  /** false: a fresh install, nothing connected, set-up not done. */
  readonly isSetUp?: boolean;
  readonly lab?: boolean;
  /** More rows under generated names, for long lists. */
  readonly extraImages?: number;
  /** Of an administrator. */
  readonly managedFiles?: readonly ManagedFile[];
}

const account = { id: 'a1', username: 'researcher@lab.example', name: 'A Researcher', organization: 'The Lab' };

/** All services in memory, with believable records: for tests of the screens and for looking at them. */
export function createFakeServices({
  now = new Date(),
  isSetUp = true,
  lab = false,
  extraImages = 0,
  managedFiles = [],
}: FakeOptions = {}): FakeServices {
  const listeners = new Set<(event: AppEvent) => void>();
  const publish = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  const base = imageRecords.fakeImages(now);
  const images = isSetUp ? [...base, ...manyImages(base, extraImages)] : [];
  let registries: Registry[] = isSetUp ? [imageRecords.fakeRegistry(now, images.length)] : [];
  let globus: SignInState = isSetUp
    ? { kind: 'signedIn', account, signedInAt: idsRecords.minutesBefore(now, 900) }
    : { kind: 'signedOut' };
  const registrySignIns = new Map<string, SignInState>();
  const settings = createSettingsService({
    store: createMemorySettings({ settings: { setupDone: isSetUp } }),
    publish: (event) => {
      publish(event);
      publishStatus();
    },
    managed: managedFrom(managedFiles, now.toISOString()),
  });
  let endpoints = isSetUp
    ? endpointRecords.fakeEndpoints(now)
    : { endpoints: [], hosts: [], asOf: null, problem: null };
  let activities = isSetUp ? activityRecords.fakeActivities(images, now) : [];
  let subscriptions = isSetUp ? activityRecords.fakeSubscriptions(now) : [];
  let faults: LabFaultState[] = labFaults.map((fault) => ({ ...fault, isOn: false, endpointIds: [] }));
  let isLabRunning = lab;

  const status = (): AppStatus => ({
    form: 'headless',
    version: '0.1.0',
    globus,
    vault: 'plainFile',
    registries: registries.map(({ id, name }) => ({ id, name, isReachable: true })),
    running: {
      tasks: activities.filter((one) => one.state === 'running').length,
      bytesDone: 18_800_000_000,
      bytesTotal: 29_448_600_000,
    },
    isPaused: settings.read().transfers.isPaused,
    waitingForYou: activities.filter((one) => one.state === 'waitingForYou').length,
    problems: activities.filter((one) => one.state === 'problem').length,
    notices: [],
    lab: isLabRunning,
  });
  const publishStatus = () => publish({ kind: 'status.changed', status: status() });
  const imageOf = (id: string) => {
    const image = images.find((one) => one.id === id);
    if (!image) throw new AppError('image.notFound');
    return image;
  };

  function copiesOf({ imageIds, endpointIds }: Pick<Send, 'imageIds' | 'endpointIds'>) {
    const placements = endpointRecords.fakePlacements(images, now);
    const copies = endpointIds.flatMap((endpointId) =>
      imageIds.map((imageId): PlannedCopy => {
        const image = imageOf(imageId);
        const there = placements.find((one) => one.imageId === imageId && one.endpointId === endpointId)?.state;
        const target = endpoints.endpoints.find((one) => one.id === endpointId);
        const isRefused = endpointId === idsRecords.endpointIds.archive;
        const outcome = isRefused
          ? 'refused'
          : there === 'upToDate'
            ? 'alreadyThere'
            : there === 'onItsWay'
              ? 'onItsWay'
              : 'send';
        return {
          imageId,
          endpointId,
          sizeBytes: image.sizeBytes,
          destinationPath: `${target?.folder ?? '/'}${image.containerCollection}/${image.container}_${image.tag ?? 'untagged'}.sif`,
          outcome,
          problem: isRefused
            ? { code: 'endpoint.readOnly', facts: { endpointName: target?.name ?? '' }, at: now.toISOString() }
            : null,
        };
      }),
    );
    const totalBytes = copies.reduce((sum, copy) => sum + (copy.outcome === 'send' ? (copy.sizeBytes ?? 0) : 0), 0);
    const room = [...Map.groupBy(copies, ({ endpointId }) => endpointId)].flatMap(([endpointId, own]) => {
      const sent = own.filter(({ outcome }) => outcome === 'send');
      const bytes = sent.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
      return sent.length === 0 ? [] : [{ endpointId, images: sent.length, bytes }];
    });
    return { copies, totalBytes, room, skipped: [], needsConfirmation: totalBytes > 50 * 1024 ** 3 };
  }

  return {
    publish,
    status,
    events: (signal) => eventsUntil(signal, listeners),
    chart: async () => ({
      registries,
      endpoints: endpoints.endpoints
        .filter((endpoint) => endpoint.id !== idsRecords.endpointIds.registry)
        .map((endpoint, index) => ({
          endpoint,
          imagesHere: [12, 4, 9, 0, 0][index] ?? 0,
          bytesHere: [41, 11, 30, 0, 0].map((gb) => gb * 1e9)[index] ?? 0,
        })),
      hosts: [],
      arrows: activityRecords.fakeArrows(subscriptions, activities),
    }),
    signIn: {
      state: (provider) =>
        provider.kind === 'globus' ? globus : (registrySignIns.get(provider.registryId) ?? { kind: 'signedOut' }),
      start: async ({ provider, way }) => {
        const waiting: SignInState = {
          kind: 'waitingForBrowser',
          way,
          authorizeUrl:
            'https://auth.globus.org/v2/oauth2/authorize?client_id=portolan&response_type=code&code_challenge=abc',
          expiresAt: new Date(Date.now() + 180_000).toISOString(),
          browserOpened: way === 'browser',
        };
        if (provider.kind === 'globus') globus = waiting;
        else registrySignIns.set(provider.registryId, waiting);
        publish({ kind: 'signIn.changed', provider, state: waiting });
        return waiting;
      },
      submitCode: async (provider, pasted) => {
        if (pasted.includes('wrong')) throw new AppError('signIn.refused');
        const state: SignInState = { kind: 'signedIn', account, signedInAt: now.toISOString() };
        if (provider.kind === 'globus') {
          globus = state;
          if (endpoints.endpoints.length === 0) endpoints = endpointRecords.fakeEndpoints(now);
        } else registrySignIns.set(provider.registryId, state);
        publish({ kind: 'signIn.changed', provider, state });
        publish({ kind: 'endpoints.changed' });
        return state;
      },
      cancel: async () => (globus = { kind: 'signedOut' }),
      signOut: async () => (globus = { kind: 'signedOut' }),
    },
    registries: {
      list: async () => registries,
      probe: async (url) => {
        if (url.includes('nothing')) throw new AppError('network.unreachable', { facts: { host: new URL(url).host } });
        return {
          kind: 'sregistry',
          name: 'Lab registry',
          version: '2.1.2',
          signInOffered: true,
          containerCollections: 4,
          images: 16,
        };
      },
      add: async ({ url, name }) => {
        const added = {
          ...imageRecords.fakeRegistry(now, images.length),
          id: registryIdSchema.parse('r-0a1b2c3d'),
          url,
          name: name ?? 'Lab registry',
        };
        registries = [added];
        publish({ kind: 'registries.changed' });
        publishStatus();
        return added;
      },
      update: async ({ id, name, harbour, imagesDir }) => {
        registries = registries.map((one) =>
          one.id === id
            ? {
                ...one,
                name: name ?? one.name,
                harbour: harbour === undefined ? one.harbour : harbour,
                imagesDir: imagesDir === undefined ? one.imagesDir : imagesDir,
              }
            : one,
        );
        publish({ kind: 'registries.changed' });
        const updated = registries.find((one) => one.id === id);
        if (!updated) throw new AppError('registry.notFound');
        return updated;
      },
      remove: async (id) => {
        registries = registries.filter((one) => one.id !== id);
        publish({ kind: 'registries.changed' });
        publishStatus();
      },
    },
    containers: {
      list: async () => ({ images: registries.length > 0 ? images : [], asOf: now.toISOString(), problems: [] }),
      detail: async (id) => imageRecords.fakeDetail(imageOf(id), images),
      page: async (id) => ({ url: `${registries[0]?.url}containers/${images.indexOf(imageOf(id)) + 1}` }),
    },
    endpoints: {
      list: async () => endpoints,
      update: async ({ id, ...changes }) => {
        const known = endpoints.endpoints;
        endpoints = {
          ...endpoints,
          endpoints: known.map((one) => (one.id === id ? { ...one, ...definedOf(changes) } : one)),
        };
        publish({ kind: 'endpoints.changed' });
      },
      add: async () => publish({ kind: 'endpoints.changed' }),
      search: async (text) => ({
        ...endpoints,
        endpoints: endpointRecords
          .fakeEndpoints(now)
          .endpoints.filter((one) => one.name.toLowerCase().includes(text.toLowerCase())),
      }),
      preflight: async (id) => endpointRecords.fakePreflight(id, now),
    },
    sends: {
      preview: async (request) => copiesOf(request),
      send: async (request) => ({ activities: activities.slice(0, 1), outcome: copiesOf(request) }),
    },
    activity: {
      list: async () => ({ activities, total: activities.length }),
      events: async () => activityRecords.fakeTaskEvents(now),
      cancel: async (id) => {
        activities = activities.map((one) => (one.id === id ? { ...one, state: 'stopped', phase: 'finished' } : one));
        const changed = activities.find((one) => one.id === id);
        if (!changed) throw new AppError('task.notFound');
        publish({ kind: 'activity.changed', activity: changed });
        return changed;
      },
      dismiss: async (id) => {
        activities = activities.map((one) => (one.id === id ? { ...one, isUnsolved: false } : one));
        const changed = activities.find((one) => one.id === id);
        if (!changed) throw new AppError('task.notFound');
        publish({ kind: 'activity.changed', activity: changed });
        return changed;
      },
      retry: async () => activities.slice(0, 1),
      placements: async (imageIds) =>
        endpointRecords
          .fakePlacements(images.slice(0, base.length), now)
          .filter((one) => imageIds === null || imageIds.includes(one.imageId)),
    },
    subscriptions: {
      list: async () => subscriptions,
      preview: async ({ destinations, source }) =>
        copiesOf({
          imageIds: images
            .filter(
              (one) => source.containerCollection === '*' || one.containerCollection === source.containerCollection,
            )
            .map((one) => one.id),
          endpointIds: destinations.map((one) => one.endpointId),
        }),
      create: async (request) => {
        const made = {
          ...activityRecords.fakeSubscriptions(now)[0],
          ...request,
          id: idsRecords.newSubscriptionId(subscriptions.length),
          state: request.isPaused ? 'paused' : 'running',
          problem: null,
        } as (typeof subscriptions)[number];
        subscriptions = [...subscriptions, made];
        publish({ kind: 'subscriptions.changed' });
        return made;
      },
      update: async ({ id, isPaused, confirmed: _confirmed, conditions, ...changes }) => {
        subscriptions = subscriptions.map((one) =>
          one.id === id
            ? {
                ...one,
                ...definedOf(changes),
                conditions: { ...one.conditions, ...definedOf(conditions ?? {}) },
                state: isPaused ? 'paused' : 'running',
              }
            : one,
        );
        publish({ kind: 'subscriptions.changed' });
        const updated = subscriptions.find((one) => one.id === id);
        if (!updated) throw new AppError('subscription.notFound');
        return updated;
      },
      remove: async (id) => {
        subscriptions = subscriptions.filter((one) => one.id !== id);
        publish({ kind: 'subscriptions.changed' });
      },
      handOver: async ({ id }) => {
        subscriptions = subscriptions.map((one) => (one.id === id ? { ...one, runsAt: 'globus' } : one));
        publish({ kind: 'subscriptions.changed' });
        const found = subscriptions.find((one) => one.id === id);
        if (!found) throw new AppError('subscription.notFound');
        return found;
      },
      takeBack: async (id) => {
        subscriptions = subscriptions.map((one) => (one.id === id ? { ...one, runsAt: 'here' } : one));
        publish({ kind: 'subscriptions.changed' });
        const found = subscriptions.find((one) => one.id === id);
        if (!found) throw new AppError('subscription.notFound');
        return found;
      },
      exportText: async () => ({ text: 'version: 1\nsubscriptions: []\n' }),
      importText: async () => ({ created: [], updated: [], unchanged: [], faults: [] }),
      webhookSecret: async () => ({ secret: 'a'.repeat(43) }),
      runNow: async (id) => {
        const found = subscriptions.find((one) => one.id === id);
        if (!found) throw new AppError('subscription.notFound');
        return found;
      },
      backlog: async () => ({ isLooking: false, owed: 0, heldBy: null }),
    },
    settings,
    ...fakeNetworkAndSupport(now, () => registries),
    lab: {
      info: () => null,
      start: async () => {
        isLabRunning = true;
        registries = [
          { ...imageRecords.fakeRegistry(now, base.length), name: 'Practice registry', url: 'http://127.0.0.1:8080/' },
        ];
        publish({ kind: 'registries.changed' });
        publishStatus();
        return {
          auth: '',
          transfer: '',
          search: '',
          timers: '',
          registry: { url: '', issuer: '', imagesDir: '', tokens: {} },
          clients: { native: { id: '' }, confidential: { id: '', secret: '' } },
          people: [],
          endpoints: [],
          control: '',
        };
      },
      leave: async () => {
        isLabRunning = false;
        publishStatus();
      },
      push: async ({ name, sizeBytes }) => ({
        name,
        digest: idsRecords.digestOf(77),
        md5: '0'.repeat(32),
        sizeBytes: sizeBytes ?? 40_960,
        relativePath: `${name}.sif`,
      }),
      faults: async () => faults,
      switchFault: async ({ name, isOn, endpointId }) =>
        (faults = faults.map((one) =>
          one.name === name ? { ...one, isOn, endpointIds: endpointId && isOn ? [endpointId] : [] } : one,
        )),
      reset: async () => undefined,
    },
  };
}

/** Without the fields that are undefined, so that they do not erase what is known. */
function definedOf<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function manyImages(base: ReturnType<typeof imageRecords.fakeImages>, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const [model] = base;
    if (!model) throw new Error('no model image');
    const container = `tool-${String(index).padStart(5, '0')}`;
    return {
      ...model,
      container,
      containerCollection: 'bench',
      id: idsRecords.imageIdOf(`bench/${container}:1.0`),
      tag: '1.0',
      digest: idsRecords.digestOf(index + 100),
    };
  });
}

async function* eventsUntil(signal: AbortSignal, listeners: Set<(event: AppEvent) => void>): AsyncGenerator<AppEvent> {
  const waiting: AppEvent[] = [];
  let wake = () => {};
  const listener = (event: AppEvent) => {
    waiting.push(event);
    wake();
  };
  listeners.add(listener);
  signal.addEventListener('abort', () => wake());
  try {
    while (!signal.aborted) {
      const event = waiting.shift();
      if (event) yield event;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    listeners.delete(listener);
  }
}

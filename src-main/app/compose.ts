import type { AppEvent, AppStatus, Notice, Publish } from '../contract/events.ts';
import type { Registry } from '../contract/registry.ts';
import type { AppServices } from '../contract/services.ts';
import { createEndpointService } from '../globus/endpointService.ts';
import { createGlobusRequest } from '../globus/globusRequest.ts';
import { createTimersClient } from '../globus/timersClient.ts';
import { createTransferClient } from '../globus/transferClient.ts';
import type { OpenState, Platform } from '../ports/platform.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import { createRegistryService } from '../registry/registryService.ts';
import type { Managed } from '../settings/managedSettings.ts';
import { createNetworkService } from '../settings/networkService.ts';
import { createQuietNotifier } from '../settings/quietNotifier.ts';
import { createSettingsService } from '../settings/settingsService.ts';
import { createSupportService } from '../settings/supportService.ts';
import { createUpdatesService } from '../settings/updatesService.ts';
import { createSignInService } from '../sign-in/signInService.ts';
import { createSync } from '../sync/createSync.ts';
import { chartOf } from './chart.ts';
import { followSettings } from './followSettings.ts';
import type { GlobusServices } from './globusServices.ts';
import { createMemoryVault } from './memoryVault.ts';
import { networkTargets } from './networkTargets.ts';
import { createRecovery } from './recovery.ts';
import { createStatusKeeper } from './statusKeeper.ts';
import { createUpdateWatch } from './updateWatch.ts';
import { createWriteWatch } from './writeWatch.ts';

type ComposedServices = Omit<AppServices, 'lab' | 'events'>;

export interface Composition {
  readonly services: ComposedServices;
  stop(): Promise<void>;
}

/** All services over one state file, one vault and one set of Globus addresses. */
export async function compose(deps: {
  readonly platform: Platform;
  readonly state: OpenState;
  readonly managed: Managed;
  /** Of the person at this computer, whatever profile is used; null: this profile's own are. */
  readonly shared: SettingsStore | null;
  readonly vault: SecretVault;
  readonly globus: GlobusServices;
  readonly publish: Publish;
  readonly redirectPort: number;
  readonly isPractice: boolean;
  /** Of the state files. */
  readonly notices: readonly Notice[];
}): Promise<Composition> {
  const { platform, state, vault, globus } = deps;
  const { clock, http, files, folderWatcher, browser, logger, random, isRemoteSession } = platform;
  const { settings: store } = state;
  const reactions: ((event: AppEvent) => void)[] = [];
  const publish: Publish = (event) => {
    deps.publish(event);
    for (const react of reactions) react(event);
  };

  const settings = createSettingsService({ store, shared: deps.shared, publish, managed: deps.managed });
  const network = createNetworkService({
    network: platform.network,
    http,
    // What is typed while practising must not come to lie in the practice vault, which is a plain file.
    vault: deps.isPractice ? createMemoryVault() : vault,
    settings,
    clock,
    targets: () => networkTargets(registry.registries, globus),
  });
  const updates = createUpdatesService({
    http,
    clock,
    settings,
    current: platform.version,
    description: platform.machine.updateDescription,
  });
  const notifier = createQuietNotifier({ notifier: platform.notifier, settings, clock });
  const updateWatch = createUpdateWatch({ clock, updates, settings, notifier });
  const takeEffect = () => followSettings(platform.machine, settings.read(), network);
  await takeEffect();
  const signIn = createSignInService({
    clock,
    http,
    vault,
    browser,
    publish,
    logger,
    globus: {
      authUrl: globus.auth,
      clientId: globus.clientId,
      environmentAllowsLoopbackHttp: true,
      ...(globus.clientSecret === undefined ? {} : { clientSecret: globus.clientSecret }),
    },
    registrySignInOffer: (id) => registry.signInOffer(id),
    isRemoteSession,
  });
  const registry = createRegistryService({
    http,
    clock,
    credentials: signIn.registryCredentials,
    settings: store,
    files,
    random,
    publish,
    logger,
    listFolder: (endpointId, path) => transfers.list(endpointId, path),
  });
  const stopping = new AbortController();
  const tokens = signIn.globusTokens;
  const request = createGlobusRequest({
    http,
    clock,
    random,
    logger,
    tokens,
    baseUrls: globus,
    signal: stopping.signal,
  });
  const transfers = createTransferClient({ request, tokens });
  const endpoints = createEndpointService({
    transfer: transfers,
    settings: store,
    clock,
    publish,
    tokens,
    logger,
    placements: (imageIds) => sync.activity.placements(imageIds),
    activeTasks: () => sync.statusFacts().running.tasks,
    defaultNamingProfile: () => settings.read().namingProfile,
  });
  const writes = createWriteWatch({ clock, database: state.database, logger, onChange: () => keeper.tell() });
  const sync = createSync({
    clock,
    database: writes.database,
    backUp: state.backUp,
    files,
    watcher: folderWatcher,
    transfers,
    endpoints,
    images: registry.images,
    settings,
    publish,
    notifier,
    outside: { http, vault },
    timers: createTimersClient({ request, clock, tokens }),
    logger,
    random,
  });

  let registries: readonly Registry[] = await registry.registries.list();
  const writeNotices = (): readonly Notice[] => {
    const problem = writes.problem();
    return problem === null ? [] : [{ code: problem.code, facts: {} }];
  };
  const status = (): AppStatus => ({
    form: platform.form,
    version: platform.version,
    globus: signIn.state({ kind: 'globus' }),
    vault: vault.kind,
    registries: registries.map(({ id, name, problem }) => ({ id, name, isReachable: problem === null })),
    ...sync.statusFacts(),
    isPaused: settings.read().transfers.isPaused,
    notices: [...deps.notices, ...(vault.notices?.() ?? []), ...writeNotices()],
    lab: deps.isPractice,
  });
  const recovery = createRecovery({
    clock,
    registries: registry.registries,
    readRegistry: (id) => registry.images.refresh(id),
    endpoints,
    isSignedIn: () => tokens.identityId() !== null,
    logger,
  });
  const keeper = createStatusKeeper({
    read: status,
    publish: (event) => {
      if (event.kind === 'status.changed')
        platform.machine.shell?.showCount(event.status.problems + event.status.waitingForYou);
      deps.publish(event);
    },
  });
  /** What sync goes by; how many images there are and how the folder is it knows itself, image by image. */
  const sourcesOf = () =>
    JSON.stringify(registries.map(({ folder: _, imageCount: __, ...source }) => [source, registry.asOf(source.id)]));
  let sources = sourcesOf();
  /** Answers whether anything changed that sync goes by. */
  const rereadRegistries = async (): Promise<boolean> => {
    registries = await registry.registries.list();
    const before = sources;
    sources = sourcesOf();
    return sources !== before;
  };
  const afterSignIn = ({ provider, state: { kind } }: Extract<AppEvent, { kind: 'signIn.changed' }>) => {
    if (provider.kind === 'registry') registry.signInChanged(provider.registryId);
    const hasSettled = kind === 'signedIn' || kind === 'signedOut';
    if (provider.kind === 'globus' && hasSettled) {
      endpoints.list({ refresh: true }).catch((error: unknown) => logger.warn('endpoints not read', { error }));
    }
    if (kind === 'signedIn') sync.wake();
  };
  reactions.push((event) => {
    if (event.kind === 'registries.changed') {
      void rereadRegistries().then((isOther) => {
        if (isOther) sync.registriesChanged();
      });
    }
    if (event.kind === 'signIn.changed') afterSignIn(event);
    if (event.kind === 'settings.changed') {
      updateWatch.wake();
      sync.settingsChanged();
      takeEffect().catch((error: unknown) => logger.warn('settings not put into effect', { error }));
    }
    if (event.kind === 'endpoints.changed') sync.endpointsChanged();
    if (event.kind === 'registries.changed' || event.kind === 'endpoints.changed') recovery.wake();
    keeper.observe(event);
  });

  await signIn.restore();
  sync.start();
  recovery.start();
  writes.start();
  updateWatch.start();
  const services: Omit<ComposedServices, 'support'> = {
    status,
    signIn: { ...signIn, start: (wanted) => signIn.start({ port: deps.redirectPort, ...wanted }) },
    registries: {
      ...registry.registries,
      update: async (request) => {
        const updated = await registry.registries.update(request);
        if (typeof request.imagesDir === 'string') sync.folderConfirmed(request.id);
        return updated;
      },
    },
    containers: registry.containers,
    endpoints,
    sends: sync.sends,
    activity: sync.activity,
    subscriptions: {
      ...sync.subscriptions,
      async backlog(id) {
        const backlog = await sync.subscriptions.backlog(id);
        return { ...backlog, heldBy: backlog.heldBy ?? writes.problem() };
      },
    },
    settings,
    network,
    updates,
    chart: async () =>
      chartOf(await registry.registries.list(), await endpoints.list({ refresh: false }), sync.chartFacts()),
  };
  return {
    services: { ...services, support: createSupportService({ machine: platform.machine, clock, services }) },
    stop: async () => {
      keeper.stop();
      stopping.abort();
      await recovery.stop();
      await updateWatch.stop();
      await writes.stop();
      await sync.stop();
      endpoints.stop();
      registry.stop();
      await signIn.stop();
    },
  };
}

import type { AppStatus, Publish } from '../contract/events.ts';
import { goesOnByItself } from '../contract/explanation.ts';
import type { EndpointId, ImageId, RegistryId, SubmissionId } from '../contract/ids.ts';
import type { ActivityService, SendsService, SubscriptionsService } from '../contract/services.ts';
import type { Settings } from '../contract/settings.ts';
import type { Activity } from '../contract/transfer.ts';
import { curedBySignIn } from '../domain/deliveryState.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { Files } from '../ports/files.ts';
import type { FolderWatcher } from '../ports/folderWatcher.ts';
import type { Http } from '../ports/http.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Logger } from '../ports/logger.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import type { Timers } from '../ports/timers.ts';
import type { EndpointDirectory, Transfers } from '../ports/transfers.ts';
import { createActivities } from './activities.ts';
import { createActivityService } from './activityService.ts';
import { createAfterwards } from './afterwards.ts';
import { createAnnouncer } from './announcer.ts';
import { createArrivals } from './arrivals.ts';
import { createAskedCopies } from './askedCopies.ts';
import { type ChartFacts, chartFactsOf } from './chartFacts.ts';
import { createDispatcher } from './dispatcher.ts';
import { createDriftCheck } from './driftCheck.ts';
import { createGlobusRuns } from './globusRuns.ts';
import { createIncomingFolders } from './incomingFolders.ts';
import { createKeepLast } from './keepLast.ts';
import { createLateWriter } from './lateWriter.ts';
import { createLedger } from './ledger.ts';
import { createLedgerDatabase } from './ledgerDatabase.ts';
import { checkPlacements } from './placementCheck.ts';
import { createPlanner } from './planner.ts';
import { createPublisher } from './publisher.ts';
import { createRemovals } from './removals.ts';
import { resumeAfterReturn, resumeOwed } from './resumeOwed.ts';
import { createSendingTimes } from './sendingTimes.ts';
import { createSendService } from './sendService.ts';
import { createSubmissionIds } from './submissionIds.ts';
import { createSubmissionPost } from './submissionPost.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import { createSubmissionWriter } from './submissionWriter.ts';
import { createSubscriptionService } from './subscriptionService.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';
import { createSubscriptionsFile } from './subscriptionsFile.ts';
import { createTaskEnd } from './taskEnd.ts';
import { createTaskMonitor } from './taskMonitor.ts';
import { createPoller, createUpkeep } from './upkeep.ts';
import { createWebhookCalls } from './webhookCalls.ts';
import { createWebhookSecret } from './webhookSecret.ts';

export interface SyncDeps {
  readonly clock: Clock;
  /** Opened with `ledgerSchema`. */
  readonly database: Database;
  /** Makes a verified copy of the database; called once a day. */
  readonly backUp?: () => Promise<unknown>;
  readonly files: Files;
  readonly watcher: FolderWatcher;
  readonly transfers: Transfers;
  readonly endpoints: EndpointDirectory;
  readonly images: ImageSource;
  readonly settings: { read(): Settings };
  readonly publish: Publish;
  readonly notifier: Notifier;
  /** Absent: subscriptions cannot be handed over. */
  readonly timers?: Timers;
  /** Where webhooks are sent from and their secret is kept; absent: none are sent. */
  readonly outside?: { readonly http: Http; readonly vault: SecretVault };
  readonly logger: Logger;
  /** 0 to 1; spreads retries. */
  readonly random: () => number;
}

type StatusFacts = Pick<AppStatus, 'running' | 'waitingForYou' | 'problems'>;

export interface Sync {
  readonly subscriptions: SubscriptionsService;
  readonly sends: SendsService;
  readonly activity: ActivityService;
  chartFacts(): ChartFacts;
  statusFacts(): StatusFacts;
  start(): void;
  /** Ends watching, following and sending; what is under way at Globus goes on and is found again. */
  stop(): Promise<void>;
  /** After a sign-in, a consent or a wake-up of the computer: whatever waits is tried at once. */
  wake(): void;
  /** The pause of everything, for one, begins or ends. */
  settingsChanged(): void;
  /** What is known of endpoints changed: what waited for one that is there again is tried at once. */
  endpointsChanged(): void;
  /** Registries, their harbours or image folders changed. */
  registriesChanged(): void;
  /** A person named the image folder (again): a replaced one is meant as it is. */
  folderConfirmed(id: RegistryId): void;
}

/** Keeps every subscribed image at every endpoint that should have it, and sends what a person sends. */
export function createSync(deps: SyncDeps): Sync {
  const { clock, transfers, endpoints, images, settings, logger } = deps;
  const database = createLedgerDatabase(deps.database, () => lateWriter.wake());
  const lateWriter = createLateWriter({ clock, logger, settle: database.settle });
  const ledger = createLedger(database);
  const activities = createActivities({ ledger, endpoints });
  const publish: Publish = (event) => {
    deps.publish(event);
    if (event.kind === 'activity.changed' && event.activity.completedAt !== null) afterwards.wake();
  };
  const announcer = createAnnouncer({ ...deps, publish, activities, ledger });
  const pausedBy = new Map<RegistryId, string | undefined>();
  const arrivals = createArrivals({
    ...deps,
    store: ledger.folders,
    rescanMs: () => settings.read().sync.rescanSeconds * 1000,
    onChange: (id, changed) => {
      const code = arrivals.pausedBy(id)?.code;
      if (code !== pausedBy.get(id)) dispatcher.wake();
      pausedBy.set(id, code);
      // At once, because the first complete look at a folder ends with it.
      planner.lookAt(changed);
      dispatcher.imagesChanged(changed);
    },
  });
  const planner = createPlanner({ clock, ledger, images, endpoints, settings, arrivals });
  const ids = createSubmissionIds({ clock, transfers, logger });
  const incoming = createIncomingFolders({ clock, ledger, transfers, ids, logger });
  const publisher = createPublisher({ clock, transfers });
  const writer = createSubmissionWriter({ clock, ledger, ids, incoming, endpoints, settings, planner });
  const post = createSubmissionPost({ ...deps, ledger, announcer });
  const times = createSendingTimes({ clock, settings, subscriptions: ledger.subscriptions });
  const dispatcher = createDispatcher({
    ...deps,
    ledger,
    planner,
    times,
    writer,
    ids,
    post,
    arrivals,
    announcer,
    isPublishing: (id) => monitor.isPublishing(id),
    onAccepted: () => monitor.accepted(),
  });
  const imagesOf = (submission: SubmissionId): readonly ImageId[] =>
    ledger.submissions.files(submission).map(({ imageId }) => imageId);
  const changedSourcesOf = async ({ registryId }: SubmissionRecord, sourcePaths: readonly string[]) => {
    const basePath = planner.registryOf(registryId)?.harbour?.basePath ?? null;
    if (basePath === null) return new Set<string>();
    const ours = sourcePaths.filter((path) => path.startsWith(basePath)).map((path) => path.slice(basePath.length));
    return new Set((await arrivals.changedOf(registryId, ours)).map((path) => basePath + path));
  };
  const end = createTaskEnd({ ...deps, ledger, activities, announcer, publisher, incoming, changedSourcesOf });
  const monitor = createTaskMonitor({
    ...deps,
    ledger,
    activities,
    announcer,
    end,
    onPublishing: () => dispatcher.ended([]),
    onEnd: (submission) => dispatcher.ended(imagesOf(submission)),
  });
  const upkeep = createUpkeep({ clock, ledger, backUp: deps.backUp ?? null, logger });
  const poller = createPoller({
    clock,
    ledger,
    images,
    logger,
    pollMs: () => settings.read().sync.pollSeconds * 1000,
    onRead: (changed) => {
      planner.look();
      if (changed === null) dispatcher.wake();
      else if (changed.length > 0) dispatcher.imagesChanged(changed);
    },
  });

  const secret = deps.outside ? createWebhookSecret(deps.outside.vault) : null;
  const webhooks =
    deps.outside && secret ? createWebhookCalls({ ...deps, ledger, http: deps.outside.http, secret }) : null;
  const placementsChanged = (endpointId: EndpointId): void => {
    deps.publish({ kind: 'placements.changed', endpointId });
    dispatcher.wake();
  };
  const removals = createRemovals({ ...deps, ledger, onRemoved: placementsChanged });
  const drift = createDriftCheck({ ...deps, ledger, onDrift: placementsChanged });
  const keepLast = createKeepLast({ ledger, images, transfers, planner, removals });
  const afterwards = createAfterwards({ clock, ledger, activities, keepLast, removals, webhooks, logger });

  const readAfresh = async ({ source, destinations }: SubscriptionRecord): Promise<void> => {
    arrivals.rescan(source.registryId);
    poller.askNow();
    const places = new Set(destinations.map(({ endpointId }) => endpointId));
    const look = async (id: EndpointId): Promise<void> => {
      if (await checkPlacements({ clock, ledger, transfers, logger }, id)) placementsChanged(id);
    };
    await Promise.all([...places].map(look));
  };

  const wakeSources = (): void => {
    poller.wake();
    dispatcher.wake();
  };
  const subscriptionsChanged = (): void => {
    wakeSources();
    upkeep.wake();
    drift.wake();
  };

  const runs = deps.timers
    ? createGlobusRuns({
        ...deps,
        timers: deps.timers,
        ledger,
        onNews: announcer.subscriptionsChanged,
      })
    : null;

  const parts = {
    ...deps,
    runs,
    afterwards,
    secret,
    ledger,
    planner,
    times,
    asked: createAskedCopies({ writer, activities, announcer, dispatcher }),
    activities,
    announcer,
    dispatcher,
    monitor,
  };
  const loops = [dispatcher, monitor, upkeep, poller, drift, afterwards, incoming, ...(runs ? [runs.keeper] : [])];

  /** What plans take from endpoints; their states change far more often. */
  const placesOf = (): string =>
    JSON.stringify(endpoints.all().map(({ id, name, folder, namingProfile }) => [id, name, folder, namingProfile]));
  let places = placesOf();
  let wasPaused = times.isPaused();

  const subscriptionsImported = (): void => {
    announcer.subscriptionsChanged();
    subscriptionsChanged();
  };

  const refusedFor = (registryId: string, endpointId: string) =>
    dispatcher.refused().find(({ want }) => want.image.registryId === registryId && want.endpointId === endpointId)
      ?.problem ?? null;

  return {
    subscriptions: {
      ...createSubscriptionService({ ...parts, arrivals, readAfresh, onChange: subscriptionsChanged }),
      ...createSubscriptionsFile({ ...parts, onChange: subscriptionsImported }),
    },
    sends: createSendService(parts),
    activity: createActivityService(parts),
    chartFacts: () => chartFactsOf({ ledger, images, activities, problemOf: refusedFor }),
    statusFacts() {
      const open = activities.open();
      const running = open.filter(({ state }) => state === 'running' || state === 'queued');
      const isTotalKnown = running.every(({ bytesTotal }) => bytesTotal !== null);
      const isForSomebody = ({ problem }: Pick<Activity, 'problem'>): boolean => !goesOnByItself(problem);
      const failed = [...open.filter(({ state }) => state === 'problem'), ...activities.failures()];
      // What failed on its way is told by its transfer; these could not even be sent.
      const unsendable = dispatcher
        .refused()
        .filter(({ want, problem }) => want.obstacle !== null || problem?.code === 'subscription.nameCollision');
      const stuck = new Set(unsendable.filter(isForSomebody).flatMap(({ want }) => want.subscriptionId ?? []));
      return {
        running: {
          tasks: running.length,
          bytesDone: running.reduce((sum, { bytesDone }) => sum + bytesDone, 0),
          bytesTotal: isTotalKnown ? running.reduce((sum, { bytesTotal }) => sum + (bytesTotal ?? 0), 0) : null,
        },
        waitingForYou: open.filter(({ state }) => state === 'waitingForYou').length,
        problems: failed.filter(isForSomebody).length + stuck.size,
      };
    },
    start() {
      void arrivals.registriesChanged();
      for (const loop of loops) loop.start();
    },
    async stop() {
      await Promise.all([...loops.map((loop) => loop.stop()), arrivals.stop()]);
      lateWriter.stop();
    },
    wake() {
      resumeOwed(ledger, curedBySignIn, { at: clock.nowIso() });
      runs?.keeper.afterSignIn();
      dispatcher.retryNow();
      monitor.wake();
      incoming.wake();
      poller.askNow();
    },
    settingsChanged() {
      if (times.isPaused() !== wasPaused) announcer.subscriptionsChanged();
      wasPaused = times.isPaused();
      dispatcher.wake();
    },
    endpointsChanged() {
      const now = placesOf();
      if (now !== places) dispatcher.wake();
      places = now;
      drift.endpointsBack();
      if (resumeAfterReturn(ledger, endpoints, clock.nowIso())) dispatcher.retryNow();
    },
    registriesChanged() {
      void arrivals.registriesChanged();
      wakeSources();
    },
    folderConfirmed(id) {
      void arrivals.confirm(id).then(wakeSources);
    },
  };
}

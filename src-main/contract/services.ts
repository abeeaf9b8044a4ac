import type { Chart } from './chart.ts';
import type { EndpointListing, Preflight, UpdateEndpoint } from './endpoint.ts';
import type { AppEvent, AppStatus } from './events.ts';
import type { EndpointId, ImageId, RegistryId, SubmissionId, SubscriptionId } from './ids.ts';
import type { LabFaultState, LabFaultSwitch, LabInfo, LabPush, LabPushed } from './lab.ts';
import type { NetworkReport, NetworkState, TrustServer } from './network.ts';
import type {
  AddRegistry,
  ContainerListing,
  ImageDetail,
  Registry,
  RegistryProbe,
  UpdateRegistry,
} from './registry.ts';
import type { ManagedSettings, SettingKey } from './settingKeys.ts';
import type { Settings, UpdateSettings } from './settings.ts';
import type { Provider, SignInState, StartSignIn } from './signIn.ts';
import type {
  CreateSubscription,
  HandOver,
  ImportReport,
  ImportSubscriptions,
  Subscription,
  SyncBacklog,
  UpdateSubscription,
} from './subscription.ts';
import type { OwnFolder, SupportFacts } from './support.ts';
import type {
  Activity,
  ActivityFilter,
  ActivityPage,
  Placement,
  Send,
  SendPreview,
  Sent,
  TaskEvent,
} from './transfer.ts';
import type { UpdateAnswer } from './updates.ts';

/**
 * What the app can do, as the router offers it. Every method rejects with `AppError` only.
 * Implementations live in the services; `app/createApp.ts` puts them together.
 */
export interface SignInService {
  state(provider: Provider): SignInState;
  /** Returns once the browser has been asked to open; the end arrives as `signIn.changed`. */
  start(request: StartSignIn): Promise<SignInState>;
  /** The code, or the whole address the browser ended at. */
  submitCode(provider: Provider, pasted: string): Promise<SignInState>;
  cancel(provider: Provider): Promise<SignInState>;
  signOut(provider: Provider): Promise<SignInState>;
}

export interface RegistriesService {
  list(): Promise<readonly Registry[]>;
  probe(url: string): Promise<RegistryProbe>;
  add(request: AddRegistry): Promise<Registry>;
  update(request: UpdateRegistry): Promise<Registry>;
  remove(id: RegistryId): Promise<void>;
}

export interface ContainersService {
  /** The last known list at once; `refresh` asks the registries first. */
  list(options: { refresh: boolean }): Promise<ContainerListing>;
  detail(id: ImageId): Promise<ImageDetail>;
  /** The registry's own page of an image, for people; null where it has none. Asks nobody. */
  page(id: ImageId): Promise<{ readonly url: string | null }>;
}

export interface EndpointsService {
  list(options: { refresh: boolean }): Promise<EndpointListing>;
  update(request: UpdateEndpoint): Promise<void>;
  /** Adds an endpoint by its id, or finds endpoints by text (2 letters or more). */
  add(id: EndpointId): Promise<void>;
  search(text: string): Promise<EndpointListing>;
  preflight(id: EndpointId, imageIds: readonly ImageId[]): Promise<Preflight>;
}

export interface SendsService {
  preview(request: Send): Promise<SendPreview>;
  /**
   * Resolves when every submission is durably written; the tasks are then followed as activities.
   * Rejects only when nothing of it goes.
   */
  send(request: Send): Promise<Sent>;
}

export interface ActivityService {
  list(filter: ActivityFilter): Promise<ActivityPage>;
  events(id: SubmissionId): Promise<readonly TaskEvent[]>;
  cancel(id: SubmissionId): Promise<Activity>;
  /** What failed in it is not wanted any more: no problem, and never sent again by itself. */
  dismiss(id: SubmissionId): Promise<Activity>;
  /** Sends again only what did not arrive. */
  retry(id: SubmissionId): Promise<readonly Activity[]>;
  placements(imageIds: readonly ImageId[] | null): Promise<readonly Placement[]>;
}

export interface SubscriptionsService {
  list(): Promise<readonly Subscription[]>;
  preview(request: CreateSubscription): Promise<SendPreview>;
  create(request: CreateSubscription): Promise<Subscription>;
  update(request: UpdateSubscription): Promise<Subscription>;
  remove(id: SubscriptionId): Promise<void>;
  /** Looks now for what it owes, and hands it over whatever its hours; `keepsHours`: only in them. */
  runNow(id: SubscriptionId, how?: { readonly keepsHours: boolean }): Promise<Subscription>;
  /** Globus Timers run it from now on. Rejects with `subscription.notForTimer` and `facts.reasons`. */
  handOver(request: HandOver): Promise<Subscription>;
  takeBack(id: SubscriptionId): Promise<Subscription>;
  /** All of them as `subscriptions.yml`. */
  exportText(): Promise<{ readonly text: string }>;
  importText(request: ImportSubscriptions): Promise<ImportReport>;
  /** What bodies of webhooks are signed with; the same for all of this app's. `renew` makes a new one. */
  webhookSecret(options: { renew: boolean }): Promise<{ readonly secret: string }>;
  /** Of one subscription, or of all (null). */
  backlog(id: SubscriptionId | null): Promise<SyncBacklog>;
}

export interface SettingsService {
  read(): Settings;
  /** Rejects with `settings.locked` when it would change what an administrator has fixed. */
  update(request: UpdateSettings): Settings;
  /** Back to their defaults: these, or (null) all that people choose. */
  reset(keys: readonly SettingKey[] | null): Settings;
  managed(): ManagedSettings;
}

/** How every request of the app leaves this computer. */
export interface NetworkService {
  state(): Promise<NetworkState>;
  /** Tries every registry and Globus, as the settings say, and tells what was found. */
  test(): Promise<NetworkReport>;
  /** Into the vault; null forgets it. */
  setProxyPassword(password: string | null): Promise<NetworkState>;
  /** Accepts the server's certificate, if it is still the one that was shown. */
  trust(request: TrustServer): Promise<Settings>;
}

export interface UpdatesService {
  /** Asks where the settings say; the answer says so when they name no place. */
  look(): Promise<UpdateAnswer>;
}

/** For whoever looks after this installation. */
export interface SupportService {
  facts(): SupportFacts;
  /** What a helper needs to know, without secrets; to be read before it is given to anybody. */
  bundle(): Promise<{ readonly text: string }>;
  /** Writes it below the data folder, for this user only. */
  saveBundle(text: string): Promise<{ readonly file: string }>;
  /** false: this form of the app cannot. */
  openFolder(folder: OwnFolder): Promise<boolean>;
}

export interface LabService {
  info(): LabInfo | null;
  /** Starts the embedded lab, connects its registry and practises from now on; idempotent. */
  start(): Promise<LabInfo>;
  /** Back to the user's own registries and endpoints. */
  leave(): Promise<void>;
  push(request: LabPush): Promise<LabPushed>;
  faults(): Promise<readonly LabFaultState[]>;
  switchFault(request: LabFaultSwitch): Promise<readonly LabFaultState[]>;
  reset(): Promise<void>;
}

export interface AppServices {
  readonly status: () => AppStatus;
  readonly signIn: SignInService;
  readonly registries: RegistriesService;
  readonly containers: ContainersService;
  readonly endpoints: EndpointsService;
  readonly sends: SendsService;
  readonly activity: ActivityService;
  readonly subscriptions: SubscriptionsService;
  readonly settings: SettingsService;
  readonly network: NetworkService;
  readonly support: SupportService;
  readonly updates: UpdatesService;
  readonly lab: LabService;
  readonly chart: () => Promise<Chart>;
  /** Events from now on, until the signal fires. */
  readonly events: (signal: AbortSignal) => AsyncIterable<AppEvent>;
}

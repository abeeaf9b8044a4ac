import { createStore } from 'zustand/vanilla';
import type { Chart } from '../../src-main/contract/chart.ts';
import type { EndpointListing } from '../../src-main/contract/endpoint.ts';
import type { AppStatus } from '../../src-main/contract/events.ts';
import type { LabFaultState } from '../../src-main/contract/lab.ts';
import type { NetworkState } from '../../src-main/contract/network.ts';
import type { ContainerListing, FirstImages, Registry } from '../../src-main/contract/registry.ts';
import type { ManagedSettings } from '../../src-main/contract/settingKeys.ts';
import type { Settings } from '../../src-main/contract/settings.ts';
import type { Subscription } from '../../src-main/contract/subscription.ts';
import type { SupportFacts } from '../../src-main/contract/support.ts';
import type { Activity, ActivityPage, Placement } from '../../src-main/contract/transfer.ts';
import type { Api } from '../api/client.ts';
import { createContainerViewStore } from './containerViewStore.ts';
import { createDialogStore } from './dialogStore.ts';
import { createHistoryStore } from './historyStore.ts';
import { createMessageStore } from './messageStore.ts';
import { createReadStore } from './readStore.ts';
import { createRouteStore } from './routeStore.ts';
import { createSignInStore } from './signInStore.ts';

/** Rows for the first look at the list; more than the largest screen shows. */
const firstLook = 80;

export type Connection = 'connecting' | 'open' | 'lost';
export type Stores = ReturnType<typeof createStores>;
export type Reads = Stores['reads'];

/** Activities change often while they run; the chart is redrawn from one reading at most this often. */
const chartQuietMs = 400;

/** Everything the screens know. One per page; made by `main.ts`, made anew by each test. */
export function createStores(api: Api, place: Pick<Window, 'location' | 'addEventListener'> = window) {
  const signIns = createSignInStore(api);
  const reads = {
    status: createReadStore<AppStatus>(async () => {
      const status = await api.status.query();
      signIns.put({ kind: 'globus' }, status.globus);
      return status;
    }),
    settings: createReadStore<Settings>(() => api.settings.read.query()),
    managed: createReadStore<ManagedSettings>(() => api.settings.managed.query()),
    network: createReadStore<NetworkState>(() => api.network.state.query()),
    support: createReadStore<SupportFacts>(() => api.support.facts.query()),
    registries: createReadStore<readonly Registry[]>(() => api.registries.list.query()),
    containers: createReadStore<ContainerListing>((fromSource) => api.containers.list.query({ refresh: fromSource })),
    firstImages: createReadStore<FirstImages>(() => api.containers.first.query({ most: firstLook })),
    endpoints: createReadStore<EndpointListing>((fromSource) => api.endpoints.list.query({ refresh: fromSource })),
    placements: createReadStore<readonly Placement[]>(
      () => api.activity.placements.query({ imageIds: null }),
      chartQuietMs,
    ),
    activity: createReadStore<ActivityPage>(() => api.activity.list.query({ tab: 'all', limit: 1000, offset: 0 })),
    subscriptions: createReadStore<readonly Subscription[]>(() => api.subscriptions.list.query()),
    chart: createReadStore<Chart>(() => api.chart.query(), chartQuietMs),
    labFaults: createReadStore<readonly LabFaultState[]>(() => api.lab.faults.query()),
  };
  const route = createRouteStore(place);
  return {
    api,
    reads,
    connection: createStore<{ readonly state: Connection }>(() => ({ state: 'connecting' })),
    route,
    messages: createMessageStore(),
    /** The last change of a transfer, for whoever tells of it. */
    news: createStore<{ readonly activity: Activity | null }>(() => ({ activity: null })),
    dialogs: createDialogStore(),
    containerView: createContainerViewStore(place.location.hash),
    history: createHistoryStore(api),
    signIns,
    /** What the first screen needs goes out with the first message, before the code of the screens has come. */
    readEarly: () => {
      const { page, id } = route.getState();
      const ofList = page === 'containers' && id === null ? [reads.firstImages, reads.placements] : [];
      for (const store of [reads.settings, reads.status, reads.registries, ...ofList]) void store.read();
    },
    invalidateAll: () => {
      for (const store of Object.values(reads)) store.invalidate();
    },
  };
}

/** The list with one activity's newer snapshot in its place; a new one comes first. */
export function withActivity(activities: readonly Activity[], changed: Activity): readonly Activity[] {
  const index = activities.findIndex((activity) => activity.id === changed.id);
  return index === -1 ? [changed, ...activities] : activities.with(index, changed);
}

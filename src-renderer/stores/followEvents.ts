import { assertNever } from '../../src-main/contract/errors.ts';
import type { AppEvent } from '../../src-main/contract/events.ts';
import { type Reads, type Stores, withActivity } from './stores.ts';

/** Puts one event into the stores: snapshots are taken as they are, ids lead to a new reading. */
function takeEvent({ reads, signIns, news }: Stores, event: AppEvent): void {
  switch (event.kind) {
    case 'status.changed':
      reads.status.put(event.status);
      signIns.put({ kind: 'globus' }, event.status.globus);
      return;
    case 'signIn.changed':
      signIns.put(event.provider, event.state);
      reads.status.invalidate();
      takeSignIn(reads, event.provider.kind, event.state.kind === 'signedIn');
      return;
    case 'registries.changed':
      invalidate(reads.registries, reads.containers, reads.chart);
      return;
    case 'containers.changed':
      invalidate(reads.containers, reads.registries, reads.chart);
      return;
    case 'endpoints.changed':
      invalidate(reads.endpoints, reads.chart);
      return;
    case 'subscriptions.changed':
      invalidate(reads.subscriptions, reads.chart);
      return;
    case 'settings.changed':
      invalidate(reads.settings, reads.network);
      return;
    case 'activity.changed': {
      const page = reads.activity.getState().value;
      if (page) reads.activity.put({ ...page, activities: withActivity(page.activities, event.activity) });
      invalidate(reads.chart, reads.placements);
      news.setState({ activity: event.activity });
      return;
    }
    case 'placements.changed':
    case 'delivery.arrived':
      invalidate(reads.placements, reads.chart, reads.subscriptions);
      return;
    default:
      assertNever(event);
  }
}

/** Who has just signed in sees more than before, so the source itself is asked. */
function takeSignIn(reads: Reads, provider: 'globus' | 'registry', isSignedIn: boolean): void {
  const [listing, other] =
    provider === 'globus' ? [reads.endpoints, reads.chart] : [reads.containers, reads.registries];
  other.invalidate();
  if (isSignedIn) void listing.read({ fromSource: true });
  else listing.invalidate();
}

function invalidate(...stores: readonly { invalidate(): void }[]): void {
  for (const store of stores) store.invalidate();
}

/**
 * One subscription feeds all stores. After a lost connection everything is read again: events in between are gone. It is
 * asked for before anything is read; what is read with the first connection misses none.
 */
export function followEvents(stores: Stores): () => void {
  let hasStarted = false;
  const subscription = stores.api.events.subscribe(undefined, {
    onStarted: () => {
      if (hasStarted) stores.invalidateAll();
      hasStarted = true;
    },
    onData: (event) => takeEvent(stores, event),
    onError: () => stores.connection.setState({ state: 'lost' }),
  });
  return () => subscription.unsubscribe();
}

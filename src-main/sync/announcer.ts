import type { Publish } from '../contract/events.ts';
import type { EndpointId, ImageId, SubmissionId } from '../contract/ids.ts';
import type { Settings } from '../contract/settings.ts';
import type { Activity } from '../contract/transfer.ts';
import { needsYou } from '../domain/activityView.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Activities } from './activities.ts';
import type { Ledger } from './ledger.ts';

const images = (count: number): string => (count === 1 ? '1 image' : `${count} images`);

export type Announcer = ReturnType<typeof createAnnouncer>;

/** Tells screens and the user what happened: screens always, the user only at an end or when needed. */
export function createAnnouncer(deps: {
  readonly publish: Publish;
  readonly notifier: Notifier;
  readonly activities: Activities;
  readonly settings: { read(): Settings };
  readonly ledger: Pick<Ledger, 'subscriptions'>;
}) {
  const { publish, activities } = deps;
  const toldWaiting = new Set<SubmissionId>();

  const notify = (title: string, body: string): void => {
    if (deps.settings.read().notifications) deps.notifier.notify({ title, body });
  };

  const notifyWaiting = (activity: Activity): void => {
    if (toldWaiting.has(activity.id)) return;
    toldWaiting.add(activity.id);
    const why = activity.problem?.code === 'consent.needed' ? 'needs your permission once' : 'needs you to log in';
    notify('Waiting for you', `${activity.destinationName} ${why}`);
  };

  /** Some subscriptions bring their images without a word. */
  const isWanted = (activity: Activity | null): boolean => {
    const by = activity?.startedBy;
    return by?.kind !== 'subscription' || deps.ledger.subscriptions.find(by.subscriptionId)?.after.notify !== false;
  };

  return {
    changed(id: SubmissionId): void {
      const activity = activities.find(id);
      if (activity === null) return;
      publish({ kind: 'activity.changed', activity });
      if (activity.problem !== null && needsYou(activity.problem.code)) notifyWaiting(activity);
      else toldWaiting.delete(id);
    },
    /** A submission ended; `arrived` are the images that are now there. */
    ended(id: SubmissionId, endpointId: EndpointId, arrived: readonly ImageId[]): void {
      toldWaiting.delete(id);
      const activity = activities.find(id);
      if (activity) publish({ kind: 'activity.changed', activity });
      publish({ kind: 'placements.changed', endpointId });
      for (const imageId of arrived) publish({ kind: 'delivery.arrived', imageId, endpointId });
      publish({ kind: 'subscriptions.changed' });
      const copied = arrived.length - (activity?.filesSkipped ?? 0);
      const place = activities.nameOf(endpointId);
      if (copied > 0 && isWanted(activity)) notify('Arrived', `${images(copied)} arrived at ${place}`);
      if (activity?.state === 'problem') {
        notify('Problem', `${images(activity.filesTotal - arrived.length)} did not arrive at ${place}`);
      }
    },
    subscriptionsChanged: (): void => publish({ kind: 'subscriptions.changed' }),
  };
}

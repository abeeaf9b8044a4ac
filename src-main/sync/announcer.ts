import type { Publish } from '../contract/events.ts';
import type { EndpointId, ImageId, SubmissionId } from '../contract/ids.ts';
import { chosenLanguage } from '../contract/language.ts';
import { type NotificationWords, notificationWords } from '../contract/notifications.ts';
import type { Settings } from '../contract/settings.ts';
import type { Activity } from '../contract/transfer.ts';
import { needsYou } from '../domain/activityView.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Activities } from './activities.ts';
import type { Ledger } from './ledger.ts';

export type Announcer = ReturnType<typeof createAnnouncer>;

/** Tells screens and the user what happened: screens always, the user only at an end or when needed. */
export function createAnnouncer(deps: {
  readonly publish: Publish;
  readonly notifier: Notifier;
  readonly activities: Activities;
  readonly settings: { read(): Settings };
  readonly ledger: Pick<Ledger, 'subscriptions' | 'deliveries'>;
}) {
  const { publish, activities } = deps;
  const toldWaiting = new Set<SubmissionId>();

  const notify = (title: string, body: string): void => {
    if (deps.settings.read().notifications) deps.notifier.notify({ title, body });
  };
  const words = (): NotificationWords =>
    notificationWords[chosenLanguage(deps.settings.read().language, deps.notifier.locales ?? [])];

  const notifyWaiting = (activity: Activity): void => {
    if (toldWaiting.has(activity.id)) return;
    toldWaiting.add(activity.id);
    const { waiting, needsConsent, needsLogin } = words();
    const why = activity.problem?.code === 'consent.needed' ? needsConsent : needsLogin;
    notify(waiting, why(activity.destinationName));
  };

  /** Some subscriptions bring their images without a word. */
  const isWanted = (activity: Activity | null): boolean => {
    const by = activity?.startedBy;
    return by?.kind !== 'subscription' || deps.ledger.subscriptions.find(by.subscriptionId)?.after.notify !== false;
  };

  let unsolved = deps.ledger.deliveries.unsolved();
  /** Failures that another submission has taken over. */
  const tellSolved = (): void => {
    const before = unsolved;
    unsolved = deps.ledger.deliveries.unsolved();
    if (unsolved === before) return;
    for (const id of before) {
      const activity = unsolved.has(id) ? null : activities.find(id);
      if (activity !== null) publish({ kind: 'activity.changed', activity });
    }
  };

  return {
    changed(id: SubmissionId): void {
      const activity = activities.find(id);
      if (activity === null) return;
      publish({ kind: 'activity.changed', activity });
      tellSolved();
      if (activity.problem !== null && needsYou(activity.problem.code)) notifyWaiting(activity);
      else toldWaiting.delete(id);
    },
    /** A submission ended; `arrived` are the images that are now there. */
    ended(id: SubmissionId, endpointId: EndpointId, arrived: readonly ImageId[]): void {
      toldWaiting.delete(id);
      const activity = activities.find(id);
      if (activity) publish({ kind: 'activity.changed', activity });
      tellSolved();
      publish({ kind: 'placements.changed', endpointId });
      for (const imageId of arrived) publish({ kind: 'delivery.arrived', imageId, endpointId });
      publish({ kind: 'subscriptions.changed' });
      const copied = arrived.length - (activity?.filesSkipped ?? 0);
      const place = activities.nameOf(endpointId);
      const { didArrive, didNotArrive, ...titles } = words();
      if (copied > 0 && isWanted(activity)) notify(titles.arrived, didArrive(copied, place));
      if (activity?.state === 'problem')
        notify(titles.problem, didNotArrive(activity.filesTotal - arrived.length, place));
    },
    subscriptionsChanged: (): void => publish({ kind: 'subscriptions.changed' }),
  };
}

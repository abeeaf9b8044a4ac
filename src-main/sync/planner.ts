import type { EndpointId, ImageId, SubscriptionId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { Settings } from '../contract/settings.ts';
import type {
  Destination,
  SubscriptionAfter,
  SubscriptionConditions,
  SubscriptionSource,
} from '../contract/subscription.ts';
import type { SkippedImage } from '../contract/transfer.ts';
import { nameOfImageId } from '../domain/containerName.ts';
import { type SubscriptionIndex, subscriptionIndexOf } from '../domain/subscriptionIndex.ts';
import { matchesPatterns, skipReason } from '../domain/subscriptionMatch.ts';
import { type PlanFacts, type PlannedWant, planCopies, type WantedCopy } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Arrivals } from './arrivals.ts';
import { deliveryKey } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';
import type { Route } from './route.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';
import { createWantedCopies } from './wantedCopies.ts';
import { type WantedImages, wantedImagesNow } from './wantedImages.ts';

export interface PlannerDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly images: ImageSource;
  readonly endpoints: EndpointDirectory;
  readonly settings: { read(): Settings };
  readonly arrivals: Pick<Arrivals, 'pausedBy' | 'wasThere'>;
}

/** A subscription as far as planning needs it; one that is only thought of has no id and is made now. */
export interface PlannedSubscription {
  readonly id: SubscriptionId | null;
  readonly source: SubscriptionSource;
  readonly conditions: SubscriptionConditions;
  readonly destinations: readonly Destination[];
  readonly createdAt: string;
  readonly after?: SubscriptionAfter;
}

export type Planner = ReturnType<typeof createPlanner>;

/** Wanted − found = owed, from what the registries, the endpoints and the ledger say at this moment. */
export function createPlanner({ clock, ledger, images, endpoints, settings, arrivals }: PlannerDeps) {
  const copies = createWantedCopies({ clock, images, endpoints, settings, arrivals });
  const wantedNow = (): WantedImages => wantedImagesNow({ ledger, images });

  /** Those that are run from here, found by the images that concern them. */
  let activeIndex: { readonly revision: number; readonly index: SubscriptionIndex<SubscriptionRecord> } | null = null;
  const { active } = ledger.subscriptions;
  const index = (): SubscriptionIndex<SubscriptionRecord> => {
    const revision = ledger.subscriptions.revision();
    if (activeIndex?.revision !== revision) activeIndex = { revision, index: subscriptionIndexOf(active()) };
    return activeIndex.index;
  };

  /** What subscriptions want of these images; of those that want the same copy the oldest without hours speaks. */
  const wantsOf = (some: readonly Image[], wanted: WantedImages): readonly WantedCopy[] => {
    const routeOf = copies.routes();
    return some.flatMap((image) => {
      const routes = new Map<Route, SubscriptionRecord>();
      for (const subscription of index().mayWant(image)) {
        if (!wanted.isKept(image, subscription)) continue;
        for (const destination of subscription.destinations) {
          const route = routeOf(image.registryId, destination);
          const speaker = routes.get(route);
          const isFreer = speaker?.conditions.hours && !subscription.conditions.hours;
          if (speaker === undefined || isFreer) routes.set(route, subscription);
        }
      }
      return [...routes].map(([route, { id }]) => copies.toWant(image, route, id));
    });
  };

  /** Those, and where "keep last" counts also their neighbours: one that comes lets another go. */
  const concernedBy = (ids: readonly ImageId[], wanted: WantedImages): readonly ImageId[] => {
    const concerned = new Set(ids);
    for (const id of ids) {
      const name = images.image(id) ?? nameOfImageId(id);
      const isCounted =
        name !== null &&
        index()
          .mayWant(name)
          .some(({ after }) => after.keepLast !== null);
      if (isCounted) for (const neighbour of wanted.inContainer(name)) concerned.add(neighbour.id);
    }
    return [...concerned];
  };

  const facts = (isAskedFor: boolean): PlanFacts => ({
    nowIso: clock.nowIso(),
    isAskedFor,
    placedAt: (endpointId, path) => {
      const placed = ledger.deliveries.index(endpointId).placements.get(path);
      return placed === undefined || placed.driftedAt !== null ? null : placed;
    },
    deliveryOf: ({ endpointId, destinationPath, image }) =>
      ledger.deliveries.index(endpointId).deliveries.get(deliveryKey(destinationPath, image.id, image.digest ?? '')) ??
      null,
    isPathBusy: (endpointId, path) => ledger.deliveries.index(endpointId).busyPaths.has(path.toLowerCase()),
    isImageKnown: (id) => images.image(id) !== null,
  });

  const planMany = (subscriptions: readonly PlannedSubscription[]): readonly (readonly PlannedWant[])[] => {
    const [wanted, routeOf, known] = [wantedNow(), copies.routes(), facts(false)];
    return subscriptions.map((subscription) => {
      const { id, source, destinations } = subscription;
      const routes = destinations.map((destination) => routeOf(source.registryId, destination));
      const its = wanted.kept(subscription);
      return planCopies(
        its.flatMap((image) => routes.map((route) => copies.toWant(image, route, id))),
        known,
      );
    });
  };

  const saw = (some: readonly Image[]): void => {
    const isUnknown = ({ id, digest }: Image): boolean => digest !== null && !ledger.images.firstSight(id, digest);
    const isOld = (image: Image): boolean => arrivals.wasThere(image.registryId, image.relativePath);
    const byAge = Map.groupBy(some.filter(isUnknown), isOld);
    for (const [wasThere, its] of byAge) ledger.images.saw(its, clock.nowIso(), wasThere);
  };

  return {
    /** Writes down which images are seen for the first time. */
    look(): void {
      for (const { id } of images.registries()) saw(images.images(id));
    },
    /** The same for these images only. */
    lookAt: (ids: readonly ImageId[]): void => saw(ids.flatMap((id) => images.image(id) ?? [])),
    /** The part of `plan` that is about these images, and about those that they concern too: `ids` names them all. */
    planSome(changed: readonly ImageId[]): {
      readonly ids: readonly ImageId[];
      readonly planned: readonly PlannedWant[];
    } {
      const wanted = wantedNow();
      const ids = concernedBy(changed, wanted);
      const some = ids.flatMap((id) => images.image(id) ?? []);
      return { ids, planned: planCopies(wantsOf(some, wanted), facts(false)) };
    },
    /** Every copy that subscriptions want, and what is to be done about it. */
    plan(): readonly PlannedWant[] {
      const registries = [...new Set(active().map(({ source }) => source.registryId))];
      return planCopies(
        wantsOf(
          registries.flatMap((id) => images.images(id)),
          wantedNow(),
        ),
        facts(false),
      );
    },
    /** What its patterns match and its conditions leave out. */
    skipped(subscription: PlannedSubscription): readonly SkippedImage[] {
      const { source, conditions, createdAt } = subscription;
      const wanted = wantedNow();
      const kept = new Set(wanted.kept(subscription).map(({ id }) => id));
      return images.images(source.registryId).flatMap((image) => {
        if (!matchesPatterns(image, source)) return [];
        const isOld = !conditions.includesExisting && !wanted.isNew(image, createdAt);
        if (kept.has(image.id)) return [];
        const reason = skipReason(image, conditions) ?? (isOld ? 'existedBefore' : 'newerOnesKept');
        return { imageId: image.id, reason };
      });
    },
    /** What each of them wants for itself, in their order. */
    planMany,
    planOne: (subscription: PlannedSubscription): readonly PlannedWant[] => planMany([subscription])[0] ?? [],
    /** What a person asks for: earlier failures do not hold it back. */
    planAsked(asked: readonly Image[], destinations: readonly Destination[]): readonly PlannedWant[] {
      const routeOf = copies.routes();
      const wanted = destinations.flatMap((destination) =>
        asked.map((image) => copies.toWant(image, routeOf(image.registryId, destination), null)),
      );
      return planCopies(wanted, facts(true));
    },
    /** The same images again, each to the very path it was meant for. */
    planAgain(
      asked: readonly { readonly image: Image; readonly path: string }[],
      to: EndpointId,
    ): readonly PlannedWant[] {
      const routeOf = copies.routes();
      const destination = { endpointId: to, folder: null, namingProfile: null };
      const wanted = asked.map(({ image, path }) =>
        copies.toWant(image, routeOf(image.registryId, destination), null, path),
      );
      return planCopies(wanted, facts(true));
    },
    registryOf: copies.registryOf,
  };
}

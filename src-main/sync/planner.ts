import { AppError, type AppErrorCode, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId, ImageId, RegistryId, SubscriptionId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { Settings } from '../contract/settings.ts';
import type {
  Destination,
  SubscriptionAfter,
  SubscriptionConditions,
  SubscriptionSource,
} from '../contract/subscription.ts';
import type { SkippedImage } from '../contract/transfer.ts';
import { joinGlobusPath } from '../domain/imagePath.ts';
import { type DatedImage, newestOf } from '../domain/keepLast.ts';
import { md5Of } from '../domain/sameContent.ts';
import { matchesPatterns, skipReason } from '../domain/subscriptionMatch.ts';
import {
  matchesSubscription,
  type PlanFacts,
  type PlannedWant,
  planCopies,
  type WantedCopy,
} from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource, SourceRegistry } from '../ports/imageSource.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Arrivals } from './arrivals.ts';
import { deliveryKey } from './deliveryStore.ts';
import type { FirstSight } from './imageStore.ts';
import type { Ledger } from './ledger.ts';
import { createPathMemory, type Route } from './route.ts';

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
  const registryOf = (id: RegistryId): SourceRegistry | null =>
    images.registries().find((registry) => registry.id === id) ?? null;
  const paths = createPathMemory();

  /** Where copies from one registry to one destination start and end; asked once for all its images. */
  const routeOf = (registryId: RegistryId, destination: Destination): Route => {
    const registry = registryOf(registryId);
    const endpoint = endpoints.endpoint(destination.endpointId);
    const found = (code: AppErrorCode): Problem =>
      toProblem(new AppError(code, { facts: { registry: registryId } }), clock.nowIso());
    const blockedBy = registry === null ? 'registry.notFound' : registry.harbour === null ? 'registry.noHarbour' : null;
    const missing = blockedBy ?? (endpoint === null ? 'endpoint.notFound' : null);
    return {
      endpointId: destination.endpointId,
      harbour: registry?.harbour ?? null,
      registryHost: registry === null ? 'registry' : new URL(registry.url).hostname,
      folder: destination.folder ?? endpoint?.folder ?? '/',
      profile: destination.namingProfile ?? endpoint?.namingProfile ?? settings.read().namingProfile,
      obstacle: arrivals.pausedBy(registryId) ?? (missing === null ? null : found(missing)),
    };
  };

  const obstacleOf = (image: Image, route: Route, destinationPath: string): Problem | null => {
    if (route.obstacle) return route.obstacle;
    const found = (code: AppErrorCode): Problem =>
      toProblem(new AppError(code, { facts: { image: image.id } }), clock.nowIso());
    if (image.relativePath === null) return found('image.noFile');
    if (image.digest === null) return found('image.incomplete');
    const isOwnPlace = route.harbour?.endpointId === route.endpointId;
    const isItself = isOwnPlace && joinGlobusPath(route.harbour.basePath, image.relativePath) === destinationPath;
    return isItself ? found('endpoint.exists') : null;
  };

  /** `fixedPath`: where it was meant to go before, whatever names are given today. */
  const toWant = (
    image: Image,
    route: Route,
    subscriptionId: SubscriptionId | null,
    fixedPath: string | null = null,
  ): WantedCopy => {
    const want = { image, endpointId: route.endpointId, folder: route.folder, subscriptionId };
    try {
      const destinationPath = fixedPath ?? paths.pathOf(image, route);
      return { ...want, destinationPath, obstacle: obstacleOf(image, route, destinationPath) };
    } catch (error) {
      return { ...want, destinationPath: '', obstacle: toProblem(error, clock.nowIso()) };
    }
  };

  /** By the md5 it was known by at first, else by its digest. */
  const firstSight = (image: Image): FirstSight | null => {
    const md5 = image.digest?.startsWith('sha256:') ? md5Of(image) : null;
    const early = md5 === null ? null : ledger.images.firstSight(image.id, md5);
    return early ?? (image.digest === null ? null : ledger.images.firstSight(image.id, image.digest));
  };

  /** Seen first after the subscription was made; what lay there at the very first look counts as old. */
  const isNew = (image: Image, createdAt: string): boolean => {
    const sight = firstSight(image);
    return sight !== null && sight.firstSeenAt > createdAt && !sight.wasThere;
  };

  const dated = (image: Image): Image & DatedImage => {
    const sight = firstSight(image);
    return { ...image, at: image.builtAt ?? sight?.firstSeenAt ?? null };
  };

  const isWanted = (image: Image, { source, conditions, createdAt }: PlannedSubscription): boolean =>
    matchesSubscription(image, source, conditions) && (conditions.includesExisting || isNew(image, createdAt));

  const matching = (subscription: PlannedSubscription): readonly Image[] => {
    const { source, after } = subscription;
    const found = images.images(source.registryId).filter((image) => isWanted(image, subscription));
    const keepLast = after?.keepLast ?? null;
    if (keepLast === null) return found;
    // What "keep last" would remove again is not sent; the very image objects stay, for the memory of paths.
    const kept = new Set(newestOf(found.map(dated), keepLast).map((image) => image.id));
    return found.filter((image) => kept.has(image.id));
  };

  const copiesOf = (found: readonly Image[], subscription: PlannedSubscription): readonly WantedCopy[] => {
    if (found.length === 0) return [];
    const { id, source, destinations } = subscription;
    const routes = destinations.map((destination) => routeOf(source.registryId, destination));
    return found.flatMap((image) => routes.map((route) => toWant(image, route, id)));
  };

  const wantsOf = (subscription: PlannedSubscription): readonly WantedCopy[] =>
    copiesOf(matching(subscription), subscription);

  /** Those that are run from here. */
  const active = () => ledger.subscriptions.all().filter(({ isPaused, timers }) => !isPaused && timers.length === 0);

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

  return {
    /** Writes down which images are seen for the first time. */
    look(): void {
      for (const { id } of images.registries()) {
        const list = images.images(id);
        const old = list.filter((image) => arrivals.wasThere(id, image.relativePath));
        const oldIds = new Set(old.map((image) => image.id));
        ledger.images.saw(old, clock.nowIso(), true);
        const fresh = list.filter((image) => !oldIds.has(image.id));
        ledger.images.saw(fresh, clock.nowIso(), false);
      }
    },
    /** The same for these images only. */
    lookAt(ids: readonly ImageId[]): void {
      const some = ids.flatMap((id) => images.image(id) ?? []);
      const isOld = (image: Image): boolean => arrivals.wasThere(image.registryId, image.relativePath);
      ledger.images.saw(some.filter(isOld), clock.nowIso(), true);
      ledger.images.saw(
        some.filter((image) => !isOld(image)),
        clock.nowIso(),
        false,
      );
    },
    /** The part of `plan` that is about these images; null when it takes the whole to say. */
    planSome(ids: readonly ImageId[]): readonly PlannedWant[] | null {
      const some = ids.flatMap((id) => images.image(id) ?? []);
      const wanted = active().map((subscription) => {
        const isWhole = subscription.after.keepLast !== null;
        const its = some.filter((image) => isWanted(image, subscription));
        return isWhole && its.length > 0 ? null : copiesOf(its, subscription);
      });
      const known = wanted.filter((copies) => copies !== null);
      return known.length < wanted.length ? null : planCopies(known.flat(), facts(false));
    },
    /** Every copy that subscriptions want, and what is to be done about it. */
    plan(): readonly PlannedWant[] {
      return planCopies(active().flatMap(wantsOf), facts(false));
    },
    /** What its patterns match and its conditions leave out. */
    skipped(subscription: PlannedSubscription): readonly SkippedImage[] {
      const { source, conditions, createdAt } = subscription;
      const kept = new Set(matching(subscription).map(({ id }) => id));
      return images.images(source.registryId).flatMap((image) => {
        if (!matchesPatterns(image, source)) return [];
        const isOld = !conditions.includesExisting && !isNew(image, createdAt);
        if (kept.has(image.id)) return [];
        const reason = skipReason(image, conditions) ?? (isOld ? 'existedBefore' : 'newerOnesKept');
        return { imageId: image.id, reason };
      });
    },
    planOne: (subscription: PlannedSubscription): readonly PlannedWant[] =>
      planCopies(wantsOf(subscription), facts(false)),
    /** What a person asks for: earlier failures do not hold it back. */
    planAsked(asked: readonly Image[], destinations: readonly Destination[]): readonly PlannedWant[] {
      const byRegistry = Map.groupBy(asked, ({ registryId }) => registryId);
      const wanted = destinations.flatMap((destination) =>
        [...byRegistry].flatMap(([registryId, its]) => {
          const route = routeOf(registryId, destination);
          return its.map((image) => toWant(image, route, null));
        }),
      );
      return planCopies(wanted, facts(true));
    },
    /** The same images again, each to the very path it was meant for. */
    planAgain(
      asked: readonly { readonly image: Image; readonly path: string }[],
      to: EndpointId,
    ): readonly PlannedWant[] {
      const destination = { endpointId: to, folder: null, namingProfile: null };
      const wanted = asked.map(({ image, path }) => toWant(image, routeOf(image.registryId, destination), null, path));
      return planCopies(wanted, facts(true));
    },
    registryOf,
  };
}

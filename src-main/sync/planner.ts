import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId, RegistryId, SubscriptionId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { Settings } from '../contract/settings.ts';
import type { Destination, SubscriptionConditions, SubscriptionSource } from '../contract/subscription.ts';
import { joinGlobusPath } from '../domain/imagePath.ts';
import { destinationPathOf } from '../domain/naming.ts';
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
import type { Ledger } from './ledger.ts';

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
}

export type Planner = ReturnType<typeof createPlanner>;

/** Wanted − found = owed, from what the registries, the endpoints and the ledger say at this moment. */
export function createPlanner({ clock, ledger, images, endpoints, settings, arrivals }: PlannerDeps) {
  const registryOf = (id: RegistryId): SourceRegistry | null =>
    images.registries().find((registry) => registry.id === id) ?? null;

  const obstacleOf = (image: Image, destination: Destination, registry: SourceRegistry | null): Problem | null => {
    const paused = arrivals.pausedBy(image.registryId);
    if (paused) return paused;
    const problem = (code: ConstructorParameters<typeof AppError>[0]): Problem =>
      toProblem(new AppError(code, { facts: { image: image.id } }), clock.nowIso());
    if (registry === null) return problem('registry.notFound');
    if (registry.harbour === null) return problem('registry.noHarbour');
    if (image.relativePath === null) return problem('image.noFile');
    if (image.digest === null) return problem('image.incomplete');
    if (endpoints.endpoint(destination.endpointId) === null) return problem('endpoint.notFound');
    return null;
  };

  /** `fixedPath`: where it was meant to go before, whatever names are given today. */
  const toWant = (
    image: Image,
    destination: Destination,
    subscriptionId: SubscriptionId | null,
    fixedPath: string | null = null,
  ): WantedCopy => {
    const registry = registryOf(image.registryId);
    const endpoint = endpoints.endpoint(destination.endpointId);
    const want = { image, endpointId: destination.endpointId, subscriptionId };
    const obstacle = obstacleOf(image, destination, registry);
    try {
      const named = destinationPathOf({
        folder: destination.folder ?? endpoint?.folder ?? '/',
        profile: destination.namingProfile ?? endpoint?.namingProfile ?? settings.read().namingProfile,
        image,
        registryHost: registry === null ? 'registry' : new URL(registry.url).hostname,
      });
      const destinationPath = fixedPath ?? named;
      const isItself =
        registry?.harbour?.endpointId === want.endpointId &&
        image.relativePath !== null &&
        joinGlobusPath(registry.harbour.basePath, image.relativePath) === destinationPath;
      const itself = isItself ? toProblem(new AppError('endpoint.exists'), clock.nowIso()) : null;
      return { ...want, destinationPath, obstacle: obstacle ?? itself };
    } catch (error) {
      return { ...want, destinationPath: '', obstacle: obstacle ?? toProblem(error, clock.nowIso()) };
    }
  };

  /** Seen first after the subscription was made; what lay there at the very first look counts as old. */
  const isNew = (image: Image, createdAt: string): boolean => {
    const sight = image.digest === null ? null : ledger.images.firstSight(image.id, image.digest);
    return sight !== null && sight.firstSeenAt > createdAt && !sight.wasThere;
  };

  const wantsOf = (subscription: PlannedSubscription): readonly WantedCopy[] =>
    images
      .images(subscription.source.registryId)
      .filter(
        (image) =>
          matchesSubscription(image, subscription.source, subscription.conditions) &&
          (subscription.conditions.includesExisting || isNew(image, subscription.createdAt)),
      )
      .flatMap((image) => subscription.destinations.map((to) => toWant(image, to, subscription.id)));

  const facts = (isAskedFor: boolean): PlanFacts => ({
    nowIso: clock.nowIso(),
    isAskedFor,
    placedAt: (endpointId, path) => ledger.deliveries.index(endpointId).placements.get(path) ?? null,
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
    /** Every copy that subscriptions want, and what is to be done about it. */
    plan(): readonly PlannedWant[] {
      const active = ledger.subscriptions.all().filter((subscription) => !subscription.isPaused);
      return planCopies(active.flatMap(wantsOf), facts(false));
    },
    planOne: (subscription: PlannedSubscription): readonly PlannedWant[] =>
      planCopies(wantsOf(subscription), facts(false)),
    /** What a person asks for: earlier failures do not hold it back. */
    planAsked: (
      asked: readonly { readonly image: Image; readonly destination: Destination }[],
    ): readonly PlannedWant[] =>
      planCopies(
        asked.map(({ image, destination }) => toWant(image, destination, null)),
        facts(true),
      ),
    /** The same image again, to the very path it was meant for. */
    planAgain: (
      asked: readonly { readonly image: Image; readonly endpointId: EndpointId; readonly path: string }[],
    ): readonly PlannedWant[] =>
      planCopies(
        asked.map(({ image, endpointId, path }) =>
          toWant(image, { endpointId, folder: null, namingProfile: null }, null, path),
        ),
        facts(true),
      ),
    registryOf,
  };
}

import { AppError, type AppErrorCode, type Problem, toProblem } from '../contract/errors.ts';
import type { RegistryId, SubscriptionId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { Settings } from '../contract/settings.ts';
import type { Destination } from '../contract/subscription.ts';
import { joinGlobusPath } from '../domain/imagePath.ts';
import type { WantedCopy } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource, SourceRegistry } from '../ports/imageSource.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Arrivals } from './arrivals.ts';
import { createPathMemory, type Route } from './route.ts';

/** What it takes to bring an image to a destination: the way, the path there, and what stands against it. */
export function createWantedCopies({
  clock,
  images,
  endpoints,
  settings,
  arrivals,
}: {
  readonly clock: Clock;
  readonly images: ImageSource;
  readonly endpoints: EndpointDirectory;
  readonly settings: { read(): Settings };
  readonly arrivals: Pick<Arrivals, 'pausedBy'>;
}) {
  const registryOf = (id: RegistryId): SourceRegistry | null =>
    images.registries().find((registry) => registry.id === id) ?? null;
  const paths = createPathMemory();

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

  return {
    registryOf,
    /** Where copies from one registry to one destination start and end; the same object for the same way. */
    routes(): (registryId: RegistryId, destination: Destination) => Route {
      const known = new Map<string, Route>();
      const first = (registryId: RegistryId, destination: Destination): Route => {
        const { endpointId, folder, namingProfile } = destination;
        const key = `${registryId} ${endpointId} ${namingProfile ?? ''} ${folder ?? ''}`;
        const route = known.get(key) ?? routeOf(registryId, destination);
        known.set(key, route);
        return route;
      };
      const again = new Map<RegistryId, Map<Destination, Route>>();
      return (registryId, destination) => {
        const its = again.get(registryId) ?? new Map<Destination, Route>();
        again.set(registryId, its);
        const route = its.get(destination) ?? first(registryId, destination);
        its.set(destination, route);
        return route;
      };
    },
    /** `fixedPath`: where it was meant to go before, whatever names are given today. */
    toWant(
      image: Image,
      route: Route,
      subscriptionId: SubscriptionId | null,
      fixedPath: string | null = null,
    ): WantedCopy {
      const want = { image, endpointId: route.endpointId, folder: route.folder, subscriptionId };
      try {
        const destinationPath = fixedPath ?? paths.pathOf(image, route);
        return { ...want, destinationPath, obstacle: obstacleOf(image, route, destinationPath) };
      } catch (error) {
        return { ...want, destinationPath: '', obstacle: toProblem(error, clock.nowIso()) };
      }
    },
  };
}

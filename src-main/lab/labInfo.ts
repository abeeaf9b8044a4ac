import type { LabInfo } from '../contract/lab.ts';
import { labEndpointIds } from './seedEndpoints.ts';
import type { ServiceName } from './state.ts';
import type { LabWorld } from './world.ts';

interface InfoFacts {
  readonly world: LabWorld;
  /** Base URLs that end in `/`. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** As the registry's sign-in provider spells itself in tokens. */
  readonly issuer: string;
  readonly clients: LabInfo['clients'];
}

/** What outsiders are told of a ready lab. */
export function labInfo({ world, urls, issuer, clients }: InfoFacts): LabInfo {
  const seededIds: readonly string[] = Object.values(labEndpointIds);
  const seeded = [...world.endpoints.values()].filter(({ id }) => seededIds.includes(id));
  const username = (id: string) => world.people.find((person) => person.id === id)?.username ?? id;
  return {
    auth: urls.auth,
    transfer: urls.transfer,
    search: urls.search,
    timers: urls.timers,
    registry: {
      url: urls.registry,
      issuer,
      imagesDir: world.imagesDir,
      tokens: Object.fromEntries(world.people.map((person) => [person.username, person.registryToken])),
    },
    clients,
    people: world.people.map(({ name, username, id }) => ({ name, username, id })),
    endpoints: seeded.map(({ id, name, kind, ownerId, root, basePath }) => ({
      id,
      name,
      kind,
      owner: username(ownerId),
      root,
      basePath,
    })),
    control: urls.control,
  };
}

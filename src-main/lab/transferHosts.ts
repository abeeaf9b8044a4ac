import { createHash } from 'node:crypto';
import type { LabEndpoint, LabWorld } from './world.ts';

/** A Globus Connect Server: owns the mapped and guest collections of one organization, takes no files itself. */
export interface EndpointServer {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  readonly managerUrl: string;
}

/** The same text always gives the same id, so that servers need no seed and survive restarts. */
function stableUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const isOnServer = (endpoint: LabEndpoint): boolean => endpoint.entityType.startsWith('GCSv5_');

export type EndpointServers = ReturnType<typeof createEndpointServers>;

/** The servers behind the world's GCSv5 collections: one an organization. */
export function createEndpointServers(world: Pick<LabWorld, 'endpoints'>) {
  function serverOf(endpoint: LabEndpoint): EndpointServer {
    const host = endpoint.hostEndpointId === null ? undefined : world.endpoints.get(endpoint.hostEndpointId);
    const { organization, kind, hostEndpointId } = host ?? endpoint;
    // A mapped collection may name its server; the others of an organization share one.
    const id = (kind === 'mapped' ? hostEndpointId : null) ?? stableUuid(`globus connect server ${organization}`);
    return {
      id,
      name: `${organization} Globus Connect Server`,
      organization,
      managerUrl: `https://${id.slice(0, 8)}.data.practice.lab`,
    };
  }

  const onServers = (): LabEndpoint[] => [...world.endpoints.values()].filter(isOnServer);

  function all(): EndpointServer[] {
    return [...new Map(onServers().map((endpoint) => [serverOf(endpoint).id, serverOf(endpoint)])).values()];
  }

  return {
    all,
    find: (id: string): EndpointServer | undefined => all().find((server) => server.id === id),
    /** The server of a GCSv5 collection; null for personal ones. */
    of: (endpoint: LabEndpoint): EndpointServer | null => (isOnServer(endpoint) ? serverOf(endpoint) : null),
    /** Whoever owns a mapped collection of a server administers the server. */
    isAdministrator: (id: string, personId: string): boolean =>
      onServers().some(
        (endpoint) => endpoint.kind === 'mapped' && endpoint.ownerId === personId && serverOf(endpoint).id === id,
      ),
  };
}

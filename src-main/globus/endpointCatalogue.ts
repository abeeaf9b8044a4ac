import type { EndpointHost, EndpointRelation } from '../contract/endpoint.ts';
import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { concurrently } from './concurrently.ts';
import type { EndpointSearchScope } from './endpointSearch.ts';
import type { TransferClient } from './transferClient.ts';
import type { KnownEndpoint } from './transform.ts';

/** No single search shows everything: servers and mapped endpoints appear only where one administers them. */
const scopes: readonly (readonly [EndpointSearchScope, EndpointRelation])[] = [
  ['my-endpoints', 'mine'],
  ['my-gcp-endpoints', 'mine'],
  ['administered-by-me', 'iManage'],
  ['shared-by-me', 'sharedByMe'],
  ['shared-with-me', 'sharedWithMe'],
  ['recently-used', 'recentlyUsed'],
  ['in-use', 'recentlyUsed'],
];
const requestsAtOnce = 4;
/** Servers asked for by id in one go; the others keep the name that their endpoints tell. */
const mostHostsAsked = 50;

export interface CatalogueEntry {
  readonly known: KnownEndpoint;
  readonly relations: readonly EndpointRelation[];
}

export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  readonly hosts: readonly EndpointHost[];
}

export const emptyCatalogue: Catalogue = { entries: [], hosts: [] };

export interface LoadedCatalogue extends Catalogue {
  /** Set when only a part could be read; what is missing is taken from before. */
  readonly problem: Problem | null;
}

interface Dependencies {
  readonly transfer: Pick<TransferClient, 'endpointSearch' | 'endpoint'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const hostOf = ({ id, name, organization }: KnownEndpoint): EndpointHost => ({ id, name, organization });

/** Not there for this user: gone, or not theirs to see. */
const isOutOfSight = (error: unknown) =>
  error instanceof AppError && ['endpoint.notFound', 'endpoint.permissionDenied'].includes(error.code);

export function createEndpointCatalogue({ transfer, clock, logger }: Dependencies) {
  /** One search each; a scope that failed keeps what it had before. Throws when none could be read. */
  async function search(previous: Catalogue) {
    const found = new Map<EndpointId, { known: KnownEndpoint; relations: Set<EndpointRelation> }>();
    const keep = (known: KnownEndpoint, relation: EndpointRelation) => {
      const relations = found.get(known.id)?.relations ?? new Set();
      found.set(known.id, { known, relations: relations.add(relation) });
    };
    const failures: unknown[] = [];
    await concurrently(scopes, requestsAtOnce, async ([scope, relation]) => {
      try {
        for (const known of await transfer.endpointSearch(scope)) keep(known, relation);
      } catch (error) {
        failures.push(error);
        logger.warn('Endpoint search failed', { scope, code: toProblem(error, '').code });
        const before = previous.entries.filter(({ relations }) => relations.includes(relation));
        for (const { known } of before) if (!found.has(known.id)) keep(known, relation);
      }
    });
    if (failures.length === scopes.length) throw failures[0];
    return { found, failure: failures[0] };
  }

  /** Endpoints that no search shows, because they were added by hand or only have settings. */
  async function addById(
    found: Map<EndpointId, { known: KnownEndpoint; relations: Set<EndpointRelation> }>,
    ids: ReadonlyMap<EndpointId, readonly EndpointRelation[]>,
    previous: Catalogue,
  ) {
    for (const [id, relations] of ids) for (const relation of relations) found.get(id)?.relations.add(relation);
    const missing = [...ids.keys()].filter((id) => !found.has(id));
    await concurrently(missing, requestsAtOnce, async (id) => {
      const relations = new Set(ids.get(id));
      try {
        found.set(id, { known: await transfer.endpoint(id), relations });
      } catch (error) {
        const before = previous.entries.find(({ known }) => known.id === id);
        if (before && !isOutOfSight(error)) found.set(id, { known: before.known, relations });
        else logger.info('An endpoint with settings cannot be seen any more', { id });
      }
    });
  }

  /** The servers behind the endpoints; one that cannot be seen is drawn by the name its endpoints tell, or its id. */
  async function hostsFor(
    endpoints: readonly KnownEndpoint[],
    seen: readonly KnownEndpoint[],
    before: readonly EndpointHost[],
  ) {
    const hosts = new Map(before.map((host) => [host.id, host]));
    for (const known of seen) hosts.set(known.id, hostOf(known));
    const ids = new Set(endpoints.map(({ id }) => id));
    const wanted = new Map(
      endpoints.flatMap(({ hostId, hostName }) => (hostId && !ids.has(hostId) ? [[hostId, hostName] as const] : [])),
    );
    const unknown = [...wanted.keys()].filter((id) => !hosts.has(id));
    await concurrently(unknown.slice(0, mostHostsAsked), requestsAtOnce, async (id) => {
      try {
        hosts.set(id, hostOf(await transfer.endpoint(id)));
      } catch (error) {
        if (!isOutOfSight(error)) logger.info('A server of endpoints could not be read', { id });
      }
    });
    const named = [...wanted].map(([id, name]) => hosts.get(id) ?? { id, name: name ?? id, organization: null });
    return [...new Map([...named, ...seen.map(hostOf)].map((host) => [host.id, host])).values()];
  }

  return {
    /** `ids`: endpoints to read although no search may show them, with what is known of how they came here. */
    async load(
      previous: Catalogue,
      ids: ReadonlyMap<EndpointId, readonly EndpointRelation[]>,
    ): Promise<LoadedCatalogue> {
      const { found, failure } = await search(previous);
      await addById(found, ids, previous);
      const all = [...found.values()];
      const entries = all
        .filter(({ known }) => known.kind !== 'host')
        .map(({ known, relations }) => ({ known, relations: [...relations] }));
      const seenHosts = all.flatMap(({ known }) => (known.kind === 'host' ? [known] : []));
      const hosts = await hostsFor(
        entries.map(({ known }) => known),
        seenHosts,
        previous.hosts,
      );
      return { entries, hosts, problem: failure === undefined ? null : toProblem(failure, clock.nowIso()) };
    },
  };
}

import {
  type DocumentContext,
  type EndpointDocument,
  endpointDocument,
  serverDocument,
} from './transferEndpointDocument.ts';
import { badRequest, permissionDenied, TransferRefusal } from './transferErrors.ts';
import type { LabEndpoint } from './world.ts';

export interface EndpointQuery {
  readonly scope: string;
  readonly fulltext: string;
  readonly ownerId: string | undefined;
  readonly hostEndpointId: string | undefined;
  readonly entityType: string | undefined;
  /** `0` or `1`. */
  readonly nonFunctional: string | undefined;
}

const entityTypes = [
  'GCP_mapped_collection',
  'GCP_guest_collection',
  'GCSv5_endpoint',
  'GCSv5_mapped_collection',
  'GCSv5_guest_collection',
];
const ownerScopes = ['my-endpoints', 'my-gcp-endpoints', 'shared-by-me'];
const searchingScopes = ['all', 'hide-no-permissions'];

/** Which of the visible collections belong to a scope. */
const scopes: Record<string, (context: DocumentContext, endpoint: LabEndpoint, personId: string) => boolean> = {
  all: () => true,
  // Owners of GCSv5 things are servers, so only personal endpoints and their guests are "mine" to Globus.
  'my-endpoints': (_context, { ownerId, entityType }, personId) =>
    ownerId === personId && entityType.startsWith('GCP_'),
  'my-gcp-endpoints': (_context, { ownerId, entityType }, personId) =>
    ownerId === personId && entityType === 'GCP_mapped_collection',
  'recently-used': ({ state }, { id }, personId) => state.recentOf(personId).includes(id),
  'in-use': ({ inUse }, { id }, personId) => inUse(personId).has(id),
  'shared-by-me': ({ rights }, endpoint, personId) =>
    endpoint.kind === 'guest' && rights.rolesOf(endpoint, personId).includes('administrator'),
  'shared-with-me': ({ rights }, endpoint, personId) =>
    endpoint.kind === 'guest' &&
    endpoint.ownerId !== personId &&
    rights.rulesFor(endpoint, personId).some(({ principalType }) => principalType === 'identity'),
  'administered-by-me': ({ rights }, endpoint, personId) =>
    rights.rolesOf(endpoint, personId).includes('administrator'),
  'hide-no-permissions': ({ rights }, endpoint, personId) =>
    endpoint.kind !== 'guest' ||
    rights.rolesOf(endpoint, personId).length > 0 ||
    rights.rulesFor(endpoint, personId).length > 0,
};

function check({ world, rights }: DocumentContext, query: EndpointQuery, personId: string): void {
  if (!(query.scope in scopes)) throw badRequest(`Invalid filter_scope '${query.scope}'`);
  if (searchingScopes.includes(query.scope) && query.fulltext.trim() === '' && query.ownerId === undefined)
    throw badRequest(`filter_fulltext is required when filter_scope is '${query.scope}'`);
  if (query.ownerId !== undefined && ownerScopes.includes(query.scope))
    throw badRequest(`filter_owner_id cannot be used with filter_scope '${query.scope}'`);
  if (query.entityType !== undefined && query.nonFunctional !== undefined)
    throw badRequest('filter_entity_type and filter_non_functional cannot be used together');
  if (query.entityType?.split(',').some((type) => !entityTypes.includes(type)))
    throw badRequest(`Invalid filter_entity_type '${query.entityType}'`);
  if (query.nonFunctional !== undefined && !['0', '1'].includes(query.nonFunctional))
    throw badRequest('filter_non_functional must be 0 or 1');
  if (query.hostEndpointId === undefined) return;
  const host = world.endpoints.get(query.hostEndpointId);
  if (host === undefined) throw new TransferRefusal(400, 'BadRequest', `No such host '${query.hostEndpointId}'`);
  if (!rights.rolesOf(host, personId).includes('administrator'))
    throw permissionDenied('You do not have permission to list the collections of this host');
}

/** Every word must begin a word of the texts that Globus searches. */
function matchesWords(document: EndpointDocument, fulltext: string): boolean {
  const keys = [
    'display_name',
    'canonical_name',
    'description',
    'organization',
    'department',
    'keywords',
    'owner_string',
  ];
  const wordsOf = (text: string): string[] =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const words = wordsOf(keys.map((key) => document[key] ?? '').join(' '));
  return wordsOf(fulltext).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

function servers(context: DocumentContext, { scope, hostEndpointId }: EndpointQuery, personId: string) {
  const { servers } = context;
  if (hostEndpointId !== undefined) return [];
  return servers
    .all()
    .filter(({ id }) =>
      scope === 'administered-by-me' ? servers.isAdministrator(id, personId) : searchingScopes.includes(scope),
    )
    .map((host) => serverDocument(host, servers.isAdministrator(host.id, personId)));
}

/** All matches; the caller pages them. Throws for parameters that Globus refuses. */
export function searchEndpoints(context: DocumentContext, query: EndpointQuery, personId: string): EndpointDocument[] {
  check(context, query, personId);
  const { world, rights, state } = context;
  const belongs = scopes[query.scope];
  const collections = [...world.endpoints.values()]
    .filter((endpoint) => rights.isVisible(endpoint, personId) && belongs?.(context, endpoint, personId))
    .filter(({ hostEndpointId }) => query.hostEndpointId === undefined || hostEndpointId === query.hostEndpointId)
    .map((endpoint) => endpointDocument(context, endpoint, personId));
  const found = [...collections, ...servers(context, query, personId)].filter(
    (document) =>
      matchesWords(document, query.fulltext) &&
      (query.ownerId === undefined || document.owner_id === query.ownerId) &&
      (query.entityType === undefined || query.entityType.split(',').includes(String(document.entity_type))) &&
      (query.nonFunctional === undefined || document.non_functional === (query.nonFunctional === '1')),
  );
  if (query.scope === 'recently-used') {
    const latest = new Map(state.recentOf(personId).map((id, place) => [id, place]));
    return found.sort((a, b) => (latest.get(a.id) ?? 0) - (latest.get(b.id) ?? 0));
  }
  return query.fulltext === '' ? found : found.map((document) => ({ ...document, _rank: 1.4 }));
}

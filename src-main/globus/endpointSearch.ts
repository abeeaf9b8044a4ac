import type { GlobusMethod, GlobusRequestOptions } from './globusRequest.ts';
import { expected, type KnownEndpoint, knownEndpoints } from './transform.ts';
import { wireEndpointListSchema } from './types.ts';

/** Names of Globus's `filter_scope`. */
export type EndpointSearchScope =
  | 'all'
  | 'my-endpoints'
  | 'my-gcp-endpoints'
  | 'administered-by-me'
  | 'shared-by-me'
  | 'shared-with-me'
  | 'recently-used'
  | 'in-use';

const pageSize = 100;
/** Globus shows no more than this of any one search. */
const mostResults = 1000;
const entityTypes = [
  'GCP_mapped_collection',
  'GCP_guest_collection',
  'GCSv5_endpoint',
  'GCSv5_mapped_collection',
  'GCSv5_guest_collection',
];

type Transfer = (method: GlobusMethod, path: string, options?: GlobusRequestOptions) => Promise<unknown>;

/** Pages through one search; `isCut` when Globus would have had more than it shows. */
async function pages(transfer: Transfer, query: Readonly<Record<string, string>>) {
  const found = new Map<string, KnownEndpoint>();
  for (let offset = 0; offset < mostResults; offset += pageSize) {
    const answer = await transfer('GET', 'endpoint_search', { query: { ...query, limit: pageSize, offset } });
    const { DATA, has_next_page } = expected(wireEndpointListSchema, answer, 'endpoint_list');
    for (const endpoint of knownEndpoints(DATA)) found.set(endpoint.id, endpoint);
    if (!has_next_page || DATA.length === 0) return { found, isCut: false };
  }
  return { found, isCut: true };
}

/** All of a scope. Where it has more than Globus shows at once, each type of endpoint is asked for by itself. */
export async function searchEndpoints(
  transfer: Transfer,
  scope: EndpointSearchScope,
  text: string | null,
): Promise<readonly KnownEndpoint[]> {
  const query = { filter_scope: scope, ...(text === null ? {} : { filter_fulltext: text }) };
  const { found, isCut } = await pages(transfer, query);
  // A search by text shows its best results first; nobody reads a thousand.
  if (!isCut || text !== null) return [...found.values()];
  for (const filter_entity_type of entityTypes) {
    const part = await pages(transfer, { ...query, filter_entity_type });
    for (const [id, endpoint] of part.found) found.set(id, endpoint);
  }
  return [...found.values()];
}

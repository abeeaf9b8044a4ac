import type { GlobusResource } from '../ports/tokens.ts';
import { mergeScopes, parseScopes, printScopes, type ScopeTree, scopeNames } from './scopeTree.ts';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
/** Globus Timers has no name of its own: its resource server is its client id. */
const timersService = '524230d7-ea86-4a52-8312-86065a9e0417';
const timer = `https://auth.globus.org/scopes/${timersService}/timer`;

const personScopes = 'openid profile email';

const baseScopes = parseScopes(
  [
    personScopes,
    'urn:globus:auth:scope:auth.globus.org:view_identity_set',
    transferAll,
    'urn:globus:auth:scope:search.api.globus.org:all',
    `${timer}[${transferAll}]`,
  ].join(' '),
);

const resources: Readonly<Record<string, GlobusResource>> = {
  'auth.globus.org': 'auth',
  'transfer.api.globus.org': 'transfer',
  'search.api.globus.org': 'search',
  [timersService]: 'timers',
};

/** Which of the app's resources a token's `resource_server` is, or null for one the app has no use for. */
export const globusResourceOf = (resourceServer: string): GlobusResource | null => resources[resourceServer] ?? null;

/** Scope names hold this host whatever host Globus Auth is reached at. */
const dataAccessName = (endpointId: string) => `https://auth.globus.org/scopes/${endpointId}/data_access`;
const dataAccess = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/data_access$/;

/** The endpoints whose own consent a scope string asks for. */
export function dataAccessEndpoints(scopes: string): readonly string[] {
  const ids = scopeNames(parseScopes(scopes)).flatMap((name) => dataAccess.exec(name)?.[1] ?? []);
  return [...new Set(ids)];
}

function dataAccessTree(endpointIds: readonly string[]): ScopeTree {
  if (endpointIds.length === 0) return new Map();
  const transfer = `${transferAll}[${endpointIds.map((id) => `*${dataAccessName(id)}`).join(' ')}]`;
  return parseScopes(`${transfer} ${timer}[${transfer}]`);
}

/** The same for a service account: it is nobody whose name could be told. */
export function serviceScopes(required: readonly string[]): string {
  const tree = mergeScopes(baseScopes, ...required.map(parseScopes));
  return printScopes(new Map([...tree].filter(([name]) => !personScopes.split(' ').includes(name))));
}

/** One scope string: what the app always needs, `data_access` of mapped endpoints, and what a service asked for. */
export const globusScopes = (endpointIds: readonly string[], required: readonly string[] = []): string =>
  printScopes(mergeScopes(baseScopes, dataAccessTree(endpointIds), ...required.map(parseScopes)));

import type { LabEndpoint } from './world.ts';

/** One asked scope with what it depends on: `name[dependency *dependency]`; `*` = may be revoked on its own. */
export interface AskedScope {
  readonly name: string;
  readonly isOptional: boolean;
  readonly dependencies: readonly AskedScope[];
}

export const authService = 'auth.globus.org';
const timersService = '524230d7-ea86-4a52-8312-86065a9e0417';
const flowsScopes = 'eec9b274-0c81-4334-bdc2-54e90e689b9a';
const flowsService = 'flows.globus.org';

/** Scopes that exist whatever endpoints there are; `offline_access` is how the JavaScript SDK asks for refresh tokens. */
const standingScopes: Readonly<Record<string, readonly string[]>> = {
  [authService]: [
    'openid',
    'profile',
    'email',
    ...[
      'view_identities',
      'view_identity_set',
      'view_authentications',
      'view_consents',
      'view_clients',
      'manage_projects',
    ].map((name) => `urn:globus:auth:scope:${authService}:${name}`),
  ],
  'transfer.api.globus.org': ['all', 'gcp_install'].map(
    (name) => `urn:globus:auth:scope:transfer.api.globus.org:${name}`,
  ),
  'search.api.globus.org': ['all', 'search', 'ingest'].map(
    (name) => `urn:globus:auth:scope:search.api.globus.org:${name}`,
  ),
  'groups.api.globus.org': ['all', 'view_my_groups_and_memberships'].map(
    (name) => `urn:globus:auth:scope:groups.api.globus.org:${name}`,
  ),
  [timersService]: [`https://auth.globus.org/scopes/${timersService}/timer`],
  [flowsService]: ['all', 'view_flows', 'manage_flows', 'run', 'run_status', 'run_manage'].map(
    (name) => `https://auth.globus.org/scopes/${flowsScopes}/${name}`,
  ),
};

const serviceOfStandingScope = new Map(
  Object.entries(standingScopes).flatMap(([service, names]) => names.map((name) => [name, service] as const)),
);

const endpointScope = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/(data_access|https)$/;
const hostScope = /^urn:globus:auth:scope:([0-9a-f-]{36}):manage_collections$/;

/** The mapped endpoint whose `data_access` a scope name asks, or undefined. */
export function dataAccessEndpoint(scopeName: string): string | undefined {
  const [, endpointId, right] = endpointScope.exec(scopeName) ?? [];
  return right === 'data_access' ? endpointId : undefined;
}

/** `resource_server` of the token that carries the scope, or undefined when no service has such a scope. */
export function resourceServerOf(scopeName: string): string | undefined {
  return serviceOfStandingScope.get(scopeName) ?? endpointScope.exec(scopeName)?.[1] ?? hostScope.exec(scopeName)?.[1];
}

/** Splits a scope string into its tree; undefined when its brackets do not match. A scope named twice is merged. */
export function parseScopes(text: string): readonly AskedScope[] | undefined {
  const tokens = text.match(/\[|\]|[^[\]\s]+/g) ?? [];
  let next = 0;
  const readList = (): AskedScope[] => {
    const list: AskedScope[] = [];
    for (; next < tokens.length && tokens[next] !== ']'; ) {
      const word = tokens[next++] ?? '';
      const isOpened = tokens[next] === '[';
      if (isOpened) next++;
      const dependencies = isOpened ? readList() : [];
      if (word === '[' || word === '*' || (isOpened && tokens[next++] !== ']')) throw new SyntaxError(text);
      list.push({ name: word.replace(/^\*/, ''), isOptional: word.startsWith('*'), dependencies });
    }
    return list;
  };
  try {
    const scopes = readList();
    return next === tokens.length ? mergeScopes(scopes) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function mergeScopes(scopes: readonly AskedScope[]): readonly AskedScope[] {
  const byName = new Map<string, AskedScope>();
  for (const scope of scopes) {
    const before = byName.get(scope.name);
    byName.set(scope.name, {
      name: scope.name,
      isOptional: scope.isOptional && (before?.isOptional ?? true),
      dependencies: mergeScopes([...(before?.dependencies ?? []), ...scope.dependencies]),
    });
  }
  return [...byName.values()];
}

/** Every scope of the tree with the names from the top down to it. */
export function scopePaths(
  scopes: readonly AskedScope[],
  above: readonly string[] = [],
): { readonly path: readonly string[]; readonly isOptional: boolean }[] {
  return scopes.flatMap(({ name, isOptional, dependencies }) => [
    { path: [...above, name], isOptional },
    ...scopePaths(dependencies, [...above, name]),
  ]);
}

/**
 * Names that Globus Auth would not know. `data_access` exists only on mapped collections of Globus Connect Server,
 * `https` on these and on guest collections, `manage_collections` on endpoint hosts.
 */
export function unknownScopes(
  scopes: readonly AskedScope[],
  endpoints: ReadonlyMap<string, LabEndpoint>,
): readonly string[] {
  const isKnown = (name: string): boolean => {
    if (serviceOfStandingScope.has(name)) return true;
    const hostId = hostScope.exec(name)?.[1];
    if (hostId !== undefined) return [...endpoints.values()].some((endpoint) => endpoint.hostEndpointId === hostId);
    const [, endpointId = '', right] = endpointScope.exec(name) ?? [];
    const entityType = endpoints.get(endpointId)?.entityType;
    return entityType === 'GCSv5_mapped_collection' || (right === 'https' && entityType === 'GCSv5_guest_collection');
  };
  const names = scopePaths(scopes).map(({ path }) => path.at(-1) ?? '');
  return [...new Set(names)].filter((name) => !isKnown(name));
}

/** Top-level names by the service whose token carries them, in the order asked. */
export function scopesByService(scopes: readonly AskedScope[]): ReadonlyMap<string, readonly string[]> {
  const byService = new Map<string, string[]>();
  for (const { name } of scopes) {
    const service = resourceServerOf(name);
    if (service === undefined) continue;
    byService.set(service, [...(byService.get(service) ?? []), name]);
  }
  return byService;
}

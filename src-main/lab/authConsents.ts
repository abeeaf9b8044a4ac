import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AskedScope, dataAccessEndpoint, resourceServerOf, scopePaths } from './authScopes.ts';
import type { LabWorld } from './world.ts';

const grantedScopeSchema = z.object({
  id: z.number().int(),
  personId: z.string(),
  clientId: z.string(),
  /** Scope names from the top-level one down. */
  path: z.array(z.string()).readonly(),
  isOptional: z.boolean(),
  allowsRefresh: z.boolean(),
  /** Milliseconds of the lab's clock. */
  createdAt: z.number(),
  updatedAt: z.number(),
});
type GrantedScope = z.infer<typeof grantedScopeSchema>;

export interface Grantee {
  readonly personId: string;
  readonly clientId: string;
}

const keyOf = ({ personId, clientId }: Grantee, path: readonly string[]): string =>
  [personId, clientId, ...path].join(' ');

/** A UUID that is always the same for the same words. */
export function uuidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export type ScopeGrants = ReturnType<typeof createScopeGrants>;

/** Which scopes people allowed which clients; `data_access` ones live in the world's ConsentBook as well. */
export function createScopeGrants(world: Pick<LabWorld, 'clock' | 'consents'>, restored?: unknown) {
  const granted = new Map<string, GrantedScope>(
    (restored === undefined ? [] : z.array(grantedScopeSchema).parse(restored)).map((scope) => [
      keyOf(scope, scope.path),
      scope,
    ]),
  );
  let lastId = Math.max(100, ...[...granted.values()].map(({ id }) => id));

  const stands = ({ personId, clientId }: Grantee, path: readonly string[]): boolean => {
    const endpointId = dataAccessEndpoint(path.at(-1) ?? '');
    return endpointId === undefined || world.consents.has(personId, clientId, endpointId);
  };

  const give = (grantee: Grantee, scopes: readonly AskedScope[], allowsRefresh: boolean): void => {
    const now = world.clock.now();
    for (const { path, isOptional } of scopePaths(scopes)) {
      const before = granted.get(keyOf(grantee, path));
      const isStanding = before !== undefined && stands(grantee, path);
      granted.set(keyOf(grantee, path), {
        ...grantee,
        path,
        isOptional,
        id: isStanding ? before.id : ++lastId,
        allowsRefresh: allowsRefresh || (isStanding && before.allowsRefresh),
        createdAt: isStanding ? before.createdAt : now,
        updatedAt: now,
      });
      const endpointId = dataAccessEndpoint(path.at(-1) ?? '');
      if (endpointId !== undefined) world.consents.give(grantee.personId, grantee.clientId, endpointId, now);
    }
  };

  /** Whether the person allowed the client all of it before, and no consent among it was taken back. */
  const covers = (grantee: Grantee, scopes: readonly AskedScope[]): boolean =>
    scopePaths(scopes).every(({ path }) => granted.has(keyOf(grantee, path)) && stands(grantee, path));

  /** Documents of `GET /v2/api/identities/<id>/consents`; only one client's unless `clientId` is undefined. */
  const documents = (personId: string, clientId: string | undefined) => {
    const time = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00');
    return [...granted.values()]
      .filter((scope) => scope.personId === personId && (clientId === undefined || scope.clientId === clientId))
      .filter((scope) => stands(scope, scope.path))
      .map((scope) => ({
        id: scope.id,
        client: scope.path.length === 1 ? scope.clientId : uuidOf(resourceServerOf(scope.path.at(-2) ?? '') ?? ''),
        scope: uuidOf(scope.path.at(-1) ?? ''),
        scope_name: scope.path.at(-1),
        dependency_path: scope.path.map((_, index) => granted.get(keyOf(scope, scope.path.slice(0, index + 1)))?.id),
        status: 'approved',
        allows_refresh: scope.allowsRefresh,
        atomically_revocable: scope.isOptional,
        auto_approved: false,
        effective_identity: personId,
        created: time(scope.createdAt),
        updated: time(scope.updatedAt),
        last_used: time(scope.updatedAt),
      }));
  };

  return { give, covers, documents, snapshot: (): unknown => [...granted.values()] };
}

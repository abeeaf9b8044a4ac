import type Provider from 'oidc-provider';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import type { ScopeGrants } from './authConsents.ts';
import { type AuthProblem, authProblemBody } from './authErrors.ts';
import { withIdToken } from './authIdTokens.ts';
import type { AuthKeys } from './authKeys.ts';
import { parseScopes, unknownScopes } from './authScopes.ts';
import type { AuthStore } from './authStore.ts';
import { accessTokenSeconds, issueTokens, refreshedTokens, type TokenAnswer, tokensOf } from './authTokens.ts';
import type { LabWorld } from './world.ts';

const allowedSchema = z.object({
  scope: z.string(),
  isOffline: z.boolean(),
  state: z.string().optional(),
  /** Given out for this grant's code; revoked together when the code comes a second time. */
  tokens: z.array(z.string()),
});
/** What a person allowed at one sign-in, kept under the id of the grant that its code carries. */
export type AllowedSignIn = z.infer<typeof allowedSchema>;
export const allowedModel = 'AllowedSignIn';

interface Dependencies {
  readonly world: LabWorld;
  readonly store: AuthStore;
  readonly grants: ScopeGrants;
  readonly keys: AuthKeys;
  readonly tokenPath: string;
}

/**
 * Makes the token endpoint answer as Globus Auth's does. oidc-provider checks clients, codes, PKCE and redirects;
 * tokens, scopes with brackets and one token a resource server are the lab's own.
 */
export function addGlobusGrants(provider: Provider, parts: Dependencies): void {
  const { world, store, tokenPath } = parts;
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next();
    if (ctx.path !== tokenPath || ctx.method !== 'POST') return;
    if (ctx.status === 200 && ctx.oidc.entities.AuthorizationCode) ctx.body = codeAnswer(ctx, parts) ?? ctx.body;
    else wordTokenError(ctx);
  });
  provider.on('grant.revoked', (_ctx, grantId) => {
    const found = store.find(allowedModel, grantId);
    if (found) for (const token of allowedSchema.parse(found).tokens) world.tokens.revoke(token);
  });
  addRefreshGrant(provider, parts);
  addClientCredentialsGrant(provider, parts);
}

/** What the code in `ctx` is worth; the provider's own answer holds one token of its own and is thrown away. */
function codeAnswer(ctx: KoaContextWithOIDC, { world, store, keys }: Dependencies): TokenAnswer | undefined {
  const code = ctx.oidc.entities.AuthorizationCode;
  const { grantId = '', clientId = '', accountId, nonce, authTime } = code ?? {};
  const person = world.people.find(({ id }) => id === accountId);
  const found = store.find(allowedModel, grantId);
  if (person === undefined || found === undefined) return undefined;
  const allowed = allowedSchema.parse(found);
  const scopes = parseScopes(allowed.scope) ?? [];
  const issued = issueTokens(world.tokens, { personId: person.id, clientId }, scopes, allowed.isOffline);
  if (issued === undefined) return undefined;
  store.put(allowedModel, grantId, { ...allowed, tokens: tokensOf(issued) }, accessTokenSeconds);
  const answer = withIdToken(issued, scopes, { issuer: ctx.oidc.provider.issuer, clientId, person }, keys, {
    ...(nonce === undefined ? {} : { nonce }),
    ...(authTime === undefined ? {} : { auth_time: authTime, last_authentication: authTime }),
  });
  return allowed.state === undefined ? answer : { ...answer, state: allowed.state };
}

function addRefreshGrant(provider: Provider, { world }: Dependencies): void {
  provider.registerGrantType<{ refresh_token?: string }>(
    'refresh_token',
    (ctx) => {
      const refresh = world.tokens.find(ctx.oidc.params.refresh_token ?? '');
      if (refresh?.kind !== 'refresh' || refresh.clientId !== ctx.oidc.client.clientId)
        throw new errors.InvalidGrant('refresh token not found');
      ctx.body = refreshedTokens(world.tokens, refresh);
    },
    ['refresh_token'],
  );
}

/** A client acts as the first person; asking for `data_access` is giving it. */
function addClientCredentialsGrant(provider: Provider, { world, grants, keys }: Dependencies): void {
  provider.registerGrantType(
    'client_credentials',
    (ctx) => {
      const scopes = parseScopes(ctx.oidc.params.scope ?? '') ?? [];
      const unknown = unknownScopes(scopes, world.endpoints);
      if (unknown.length > 0) throw new errors.InvalidScope(`Unknown Scope: ${unknown.join(' ')}`, unknown.join(' '));
      const [person] = world.people;
      const { clientId } = ctx.oidc.client;
      const issued = person && issueTokens(world.tokens, { personId: person.id, clientId }, scopes, false);
      if (person === undefined || issued === undefined) throw new errors.InvalidScope('No scope was asked', '');
      grants.give({ personId: person.id, clientId }, scopes, false);
      ctx.body = withIdToken(issued, scopes, { issuer: provider.issuer, clientId, person }, keys);
    },
    ['scope'],
  );
}

/** Globus answers `invalid_grant` with 401 and nothing else in it; other refusals have its usual error list. */
function wordTokenError(ctx: KoaContextWithOIDC): void {
  const body: unknown = ctx.body;
  const parsed = z.object({ error: z.string(), error_description: z.string().optional() }).safeParse(body);
  if (!parsed.success || ctx.status < 400 || ctx.status >= 500) return;
  const { error, error_description: detail = error } = parsed.data;
  if (error === 'invalid_grant') {
    ctx.status = 401;
    ctx.body = { error };
    return;
  }
  const status: AuthProblem['status'] = ctx.status === 401 ? 401 : 400;
  const code = detail.startsWith('Unknown Scope') ? 'UNKNOWN_SCOPE_ERROR' : error.toUpperCase();
  const title = code === 'UNKNOWN_SCOPE_ERROR' ? 'Unknown Scope' : detail;
  ctx.status = status;
  ctx.body = authProblemBody({ status, code, title, detail, error });
}

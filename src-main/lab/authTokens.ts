import type { AskedScope } from './authScopes.ts';
import { scopesByService } from './authScopes.ts';
import type { IssuedToken, LabWorld } from './world.ts';

/** 48 hours, as in every recorded answer of Globus Auth. */
export const accessTokenSeconds = 172_800;
/** Six months without use. */
export const refreshTokenSeconds = 15_552_000;

interface TokenDocument {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
  readonly resource_server: string;
  readonly refresh_token?: string;
}

export interface TokenAnswer extends TokenDocument {
  readonly id_token?: string;
  readonly state?: string;
  readonly other_tokens: readonly TokenDocument[];
}

interface Bearer {
  readonly personId: string;
  readonly clientId: string;
}

type Tokens = LabWorld['tokens'];

function documentFor(
  tokens: Tokens,
  bearer: Bearer,
  resourceServer: string,
  scopes: readonly string[],
  refreshToken: string | undefined,
): TokenDocument {
  const access = tokens.issue({ ...bearer, kind: 'access', resourceServer, scopes }, accessTokenSeconds);
  return {
    access_token: access.token,
    scope: scopes.join(' '),
    expires_in: accessTokenSeconds,
    token_type: 'Bearer',
    resource_server: resourceServer,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  };
}

/** One token a resource server: the first asked on top, the others in `other_tokens`. Undefined when no service fits. */
export function issueTokens(
  tokens: Tokens,
  bearer: Bearer,
  scopes: readonly AskedScope[],
  withRefresh: boolean,
): TokenAnswer | undefined {
  const documents = [...scopesByService(scopes)].map(([resourceServer, names]) => {
    const refresh = withRefresh
      ? tokens.issue({ ...bearer, kind: 'refresh', resourceServer, scopes: names }, refreshTokenSeconds).token
      : undefined;
    return documentFor(tokens, bearer, resourceServer, names, refresh);
  });
  const [first, ...others] = documents;
  return first && { ...first, other_tokens: others };
}

/**
 * Exactly one token, for the refresh token's own resource server. The same refresh token is repeated: official SDKs
 * overwrite what they hold with this answer, and would forget a refresh token that it left out.
 */
export function refreshedTokens(tokens: Tokens, refresh: IssuedToken): TokenAnswer {
  tokens.extend(refresh.token, refreshTokenSeconds);
  const { personId, clientId, resourceServer, scopes } = refresh;
  return {
    ...documentFor(tokens, { personId, clientId }, resourceServer, scopes, refresh.token),
    other_tokens: [],
  };
}

/** Every token of an answer, to be revoked together when its code is presented a second time. */
export const tokensOf = (answer: TokenAnswer): string[] =>
  [answer, ...answer.other_tokens].flatMap(({ access_token, refresh_token }) =>
    refresh_token === undefined ? [access_token] : [access_token, refresh_token],
  );

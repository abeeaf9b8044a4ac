import { identityClaims } from './authIdentities.ts';
import { type AuthKeys, accessTokenHash, signedRs512 } from './authKeys.ts';
import type { AskedScope } from './authScopes.ts';
import { accessTokenSeconds, type TokenAnswer } from './authTokens.ts';
import type { LabPerson } from './world.ts';

interface Audience {
  readonly issuer: string;
  readonly clientId: string;
  readonly person: LabPerson;
}

/** The answer with an id_token about the person, where `openid` was asked. `own`: nonce and time of the login. */
export function withIdToken(
  answer: TokenAnswer,
  scopes: readonly AskedScope[],
  { issuer, clientId, person }: Audience,
  keys: AuthKeys,
  own: Readonly<Record<string, unknown>> = {},
): TokenAnswer {
  if (!scopes.some(({ name }) => name === 'openid')) return answer;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: clientId,
    iat: now,
    exp: now + accessTokenSeconds,
    at_hash: accessTokenHash(answer.access_token),
    ...identityClaims(person, ['profile', 'email']),
    ...own,
  };
  return { ...answer, id_token: signedRs512(claims, keys) };
}

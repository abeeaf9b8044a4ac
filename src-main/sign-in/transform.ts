import { AppError } from '../contract/errors.ts';
import type { Account } from '../contract/signIn.ts';
import { hostileText, hostileTextOrNull } from '../domain/hostileText.ts';
import { globusResourceOf } from './globusScopes.ts';
import { claimsSchema, tokenAnswerSchema, type WireClaims, type WireTokenPart } from './types.ts';

/** One service's tokens as a provider just gave them. */
export interface IssuedToken {
  readonly resource: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly scopes: readonly string[];
  readonly expiresInSeconds: number;
}

export const registryResource = 'registry';

/** RFC 6749 leaves a silent lifetime to the provider; an hour is what providers mean when they do not say. */
const assumedLifetimeSeconds = 3600;

const issuedToken = (resource: string, part: WireTokenPart): IssuedToken => ({
  resource,
  accessToken: part.access_token,
  refreshToken: part.refresh_token ?? null,
  scopes: (part.scope ?? '').split(' ').filter((scope) => scope !== ''),
  expiresInSeconds: part.expires_in ?? assumedLifetimeSeconds,
});

function parsedAnswer(answer: unknown) {
  const parsed = tokenAnswerSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('answer.unexpected', { facts: { part: 'token answer' } });
}

/** Globus: the first resource server on top, the others in `other_tokens`; those the app has no use for are dropped. */
export function globusTokensOf(answer: unknown): readonly IssuedToken[] {
  const top = parsedAnswer(answer);
  const issued = [top, ...(top.other_tokens ?? [])].flatMap((part) => {
    const resource = globusResourceOf(part.resource_server ?? '');
    return resource === null ? [] : [issuedToken(resource, part)];
  });
  if (issued.length === 0) throw new AppError('answer.unexpected', { facts: { part: 'resource server' } });
  return issued;
}

export const registryTokensOf = (answer: unknown): readonly IssuedToken[] => [
  issuedToken(registryResource, parsedAnswer(answer)),
];

export function claimsOf(claims: unknown): WireClaims {
  const parsed = claimsSchema.safeParse(claims);
  if (parsed.success) return parsed.data;
  throw new AppError('answer.unexpected', { facts: { part: 'claims' } });
}

/** Says who signed in; a provider may put the names into the id_token, or only into its userinfo answer. */
export const hasNames = (claims: WireClaims): boolean => Boolean(claims.preferred_username || claims.email);

export const accountOf = (claims: WireClaims): Account => ({
  id: claims.sub,
  username: hostileText(claims.preferred_username || claims.email, 200) || hostileText(claims.sub, 200),
  name: hostileTextOrNull(claims.name, 200),
  organization: hostileTextOrNull(claims.organization, 200),
});

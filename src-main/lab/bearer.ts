import type { LabPerson, LabWorld } from './world.ts';

export interface Caller {
  readonly kind: 'caller';
  readonly person: LabPerson;
  readonly clientId: string;
  /** Top-level scopes of the presented token. */
  readonly scopes: readonly string[];
}

/** Why nobody was recognised. All of these are 401 at the real services. */
export interface BearerRefusal {
  readonly kind: 'refused';
  /** `missing`: no Bearer header · `invalid`: unknown, expired or revoked · `otherService`: for another resource server. */
  readonly reason: 'missing' | 'invalid' | 'otherService';
}

/** The bearer token of an `Authorization` header, or undefined (RFC 6750 §2.1; the scheme's case does not matter). */
function bearerToken(authorizationHeader: string | undefined): string | undefined {
  return /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorizationHeader ?? '')?.[1];
}

/**
 * Recognises a caller by the token that the lab's Globus Auth gave out for `resourceServer`. Token faults
 * (`token-expired`, `token-revoked`) are already considered: they strike what was issued before they were switched on.
 */
export function whoIsCalling(
  world: Pick<LabWorld, 'tokens' | 'people'>,
  authorizationHeader: string | undefined,
  resourceServer: string,
): Caller | BearerRefusal {
  const presented = bearerToken(authorizationHeader);
  if (presented === undefined) return { kind: 'refused', reason: 'missing' };
  const token = world.tokens.find(presented);
  const person = world.people.find(({ id }) => id === token?.personId);
  if (token?.kind !== 'access' || person === undefined) return { kind: 'refused', reason: 'invalid' };
  if (token.resourceServer !== resourceServer) return { kind: 'refused', reason: 'otherService' };
  return { kind: 'caller', person, clientId: token.clientId, scopes: token.scopes };
}

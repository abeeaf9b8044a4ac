import type { Context, Hono } from 'hono';
import { type AuthApiParts, basicClient, refuse } from './authApi.ts';
import { badRequest, unauthorized } from './authErrors.ts';
import type { AuthEnv } from './authFront.ts';
import { identityClaims, identityProvider } from './authIdentities.ts';
import type { IssuedToken, LabPerson } from './world.ts';

/** Questions about tokens that were given out, and taking them back. */
export function addTokenApi(app: Hono<AuthEnv>, { world, provider }: Pick<AuthApiParts, 'world' | 'provider'>): void {
  const presented = async (c: Context): Promise<string | undefined> => {
    const { token } = await c.req.parseBody();
    return typeof token === 'string' && token !== '' ? token : undefined;
  };

  app.post('/v2/oauth2/token/validate', async (c) => {
    const token = await presented(c);
    if (token === undefined) return refuse(c, badRequest('A token is needed'));
    return c.json({ active: world.tokens.find(token) !== undefined });
  });

  // The official command line revokes with another client id than the one its tokens were issued to, and without a
  // secret: whoever holds a token may revoke it. An unknown token is fine too (RFC 7009 §2.2).
  app.post('/v2/oauth2/token/revoke', async (c) => {
    const token = await presented(c);
    if (token === undefined) return refuse(c, badRequest('A token is needed'));
    world.tokens.revoke(token);
    return c.json({ active: false });
  });

  app.post('/v2/oauth2/token/introspect', async (c) => {
    const clientId = await basicClient(provider, c.req.header('authorization'));
    if (clientId === undefined) return refuse(c, unauthorized);
    const { token, include } = await c.req.parseBody();
    const found = typeof token === 'string' ? world.tokens.find(token) : undefined;
    const person = world.people.find(({ id }) => id === found?.personId);
    if (found === undefined || person === undefined) return c.json({ active: false });
    return c.json(introspection(found, person, provider.issuer, String(include ?? '').split(',')));
  });
}

function introspection(token: IssuedToken, person: LabPerson, issuer: string, included: readonly string[]) {
  const issuedAt = Math.floor(token.issuedAt / 1000);
  const { identity_set } = identityClaims(person, [':view_identity_set']);
  const authentications = { [person.id]: { acr: null, amr: null, idp: identityProvider.id, auth_time: issuedAt } };
  return {
    active: true,
    token_type: 'Bearer',
    scope: token.scopes.join(' '),
    client_id: token.clientId,
    sub: person.id,
    username: person.username,
    name: person.name,
    email: person.email,
    exp: Math.floor(token.expiresAt / 1000),
    iat: issuedAt,
    nbf: issuedAt,
    aud: [token.resourceServer, token.clientId],
    iss: issuer,
    ...(included.includes('identity_set') ? { identity_set } : {}),
    ...(included.includes('session_info') ? { session_info: { session_id: person.id, authentications } } : {}),
  };
}

import type { Context, Hono } from 'hono';
import { type AuthApiParts, basicClient, refuse } from './authApi.ts';
import { badRequest, unauthorized } from './authErrors.ts';
import type { AuthEnv } from './authFront.ts';
import { identityClaims } from './authIdentities.ts';

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
    const issuedAt = Math.floor(found.issuedAt / 1000);
    const included = String(include ?? '').split(',');
    const { name, identity_set } = identityClaims(person, ['profile', ':view_identity_set']);
    return c.json({
      active: true,
      token_type: 'Bearer',
      scope: found.scopes.join(' '),
      client_id: found.clientId,
      sub: person.id,
      username: person.username,
      name,
      email: person.email,
      exp: Math.floor(found.expiresAt / 1000),
      iat: issuedAt,
      nbf: issuedAt,
      aud: [found.resourceServer, found.clientId],
      iss: provider.issuer,
      ...(included.includes('identity_set') ? { identity_set } : {}),
      ...(included.includes('session_info')
        ? {
            session_info: {
              session_id: person.id,
              authentications: { [person.id]: { acr: null, amr: null, idp: null, auth_time: issuedAt } },
            },
          }
        : {}),
    });
  });
}

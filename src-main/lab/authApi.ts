import { timingSafeEqual } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { createTemplatedClient } from './authClients.ts';
import type { ScopeGrants } from './authConsents.ts';
import { type AuthProblem, authProblemBody, badRequest, forbidden, unauthorized } from './authErrors.ts';
import type { AuthEnv } from './authFront.ts';
import { type Identities, identityClaims, identityProvider } from './authIdentities.ts';
import { authService } from './authScopes.ts';
import type { AuthStore } from './authStore.ts';
import { whoIsCalling } from './bearer.ts';
import type { LabWorld } from './world.ts';

export interface AuthApiParts {
  readonly world: LabWorld;
  readonly provider: Provider;
  readonly store: AuthStore;
  readonly grants: ScopeGrants;
  readonly identities: Identities;
}

export const refuse = (c: Context, problem: AuthProblem): Response =>
  c.json(authProblemBody(problem), problem.status, problem.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {});

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter((part) => part !== '');
const isYes = (text: string | undefined): boolean => text?.toLowerCase() === 'true';

/** The id of the confidential client whose id and secret the header holds, or undefined. */
export async function basicClient(provider: Provider, header: string | undefined): Promise<string | undefined> {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const secret = (await provider.Client.find(decodeFormPart(id)))?.clientSecret;
  const [given, wanted] = [decodeFormPart(rest.join(':')), secret ?? ''].map((text) => Buffer.from(text));
  return given && wanted && wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted)
    ? decodeFormPart(id)
    : undefined;
}

/** RFC 6749 §2.3.1 encodes id and secret as form values; some clients send them plain. */
function decodeFormPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a plain secret with a stray `%`
  }
}

const callerOf = (c: Context, world: LabWorld) => whoIsCalling(world, c.req.header('authorization'), authService);

/** Who people are, what they allowed, which identity providers and clients there are. */
export function addAuthApi(app: Hono<AuthEnv>, parts: AuthApiParts): void {
  addUserinfo(app, parts);
  addIdentityRoutes(app, parts);
  addConsentRoute(app, parts);
  addIdentityProviderRoute(app, parts);
  addClientRoute(app, parts);
}

function addUserinfo(app: Hono<AuthEnv>, { world }: AuthApiParts): void {
  const userinfo = (c: Context) => {
    const who = callerOf(c, world);
    if (who.kind === 'refused')
      return refuse(c, who.reason === 'otherService' ? forbidden('Call must be authenticated') : unauthorized);
    if (!who.scopes.includes('openid')) return refuse(c, forbidden('The scope openid is needed'));
    return c.json(identityClaims(who.person, who.scopes));
  };
  app.get('/v2/oauth2/userinfo', userinfo);
  app.post('/v2/oauth2/userinfo', userinfo);
}

function addIdentityRoutes(app: Hono<AuthEnv>, { world, provider, identities }: AuthApiParts): void {
  app.get('/v2/api/identities', async (c) => {
    const clientId = await basicClient(provider, c.req.header('authorization'));
    if (clientId === undefined && callerOf(c, world).kind === 'refused') return refuse(c, unauthorized);
    const { usernames, ids, provision } = c.req.query();
    if ((usernames === undefined) === (ids === undefined)) return refuse(c, badRequest('Name either usernames or ids'));
    const found = usernames
      ? listOf(usernames).map((username) => identities.byUsername(username, isYes(provision)))
      : listOf(ids).map((id) => identities.byId(id));
    return c.json({ identities: found.filter((identity) => identity !== undefined) });
  });

  app.get('/v2/api/identities/:id', (c) => {
    if (callerOf(c, world).kind === 'refused') return refuse(c, unauthorized);
    const identity = identities.byId(c.req.param('id'));
    const detail = 'No such identity';
    return identity === undefined
      ? refuse(c, { status: 404, code: 'NOT_FOUND', title: 'Not Found', detail })
      : c.json({ identity });
  });
}

function addConsentRoute(app: Hono<AuthEnv>, { world, grants }: AuthApiParts): void {
  app.get('/v2/api/identities/:id/consents', (c) => {
    const who = callerOf(c, world);
    if (who.kind === 'refused') return refuse(c, unauthorized);
    if (who.person.id !== c.req.param('id')) return refuse(c, forbidden('These are the consents of somebody else'));
    return c.json({ consents: grants.documents(who.person.id, isYes(c.req.query('all')) ? undefined : who.clientId) });
  });
}

function addIdentityProviderRoute(app: Hono<AuthEnv>, { world }: AuthApiParts): void {
  app.get('/v2/api/identity_providers', (c) => {
    if (callerOf(c, world).kind === 'refused') return refuse(c, unauthorized);
    const { domains, ids } = c.req.query();
    const isAsked =
      domains !== undefined
        ? listOf(domains).some((domain) => identityProvider.domains.includes(domain))
        : ids === undefined || listOf(ids).includes(identityProvider.id);
    return c.json({ identity_providers: isAsked ? [identityProvider] : [] });
  });
}

const newClientSchema = z.object({
  client: z.object({ template_id: z.guid().optional(), name: z.string().min(1).max(200) }),
});

function addClientRoute(app: Hono<AuthEnv>, { world, provider, store }: AuthApiParts): void {
  app.post('/v2/api/clients', async (c) => {
    const asked = newClientSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) return refuse(c, badRequest('A client with a name and a template_id is needed'));
    if (asked.data.client.template_id === undefined) return refuse(c, unauthorized);
    const made = createTemplatedClient(store, provider.issuer, asked.data.client.name, world.clock.iso());
    return c.json(made, 201);
  });
}

import { Hono } from 'hono';
import { z } from 'zod';
import { createScopeGrants } from './authConsents.ts';
import { authFaults, cutProviderAnswers } from './authFaults.ts';
import { type AuthEnv, handTo, startAtIssuer } from './authFront.ts';
import { authKeys } from './authKeys.ts';
import { createProvider } from './authProvider.ts';
import { parseScopes } from './authScopes.ts';
import { createAuthStore } from './authStore.ts';
import { addWebPages } from './authWebPages.ts';
import { type AskedSignIn, addLoginRoutes } from './loginFlow.ts';
import { wordsFor } from './loginWords.ts';
import type { LabService } from './service.ts';
import type { LabPerson, LabWorld } from './world.ts';

interface Dependencies {
  readonly world: LabWorld;
  /** 0 takes any free one. */
  readonly port: number;
  /** The registry that people sign in to; its host stands on the pages. */
  readonly registryUrl: string;
  /** What `snapshot()` of an earlier run gave. */
  readonly restored?: unknown;
}

export interface RegistryIssuer extends LabService {
  /** Without a path and without a trailing `/`. */
  readonly issuer: string;
  /** Whom a live access token with the scope `registry` stands for. */
  personOf(accessToken: string): LabPerson | undefined;
  snapshot(): unknown;
}

export const registryClientId = 'portolan';
const redirectUri = 'http://127.0.0.1/cb/registry';
const codePath = '/auth-code';

const savedSchema = z.object({ keys: z.unknown(), store: z.unknown(), grants: z.unknown() });
const accessTokenSchema = z.object({ accountId: z.string(), scope: z.string(), exp: z.number() });

/** The registry's own OpenID provider: opaque access tokens for an hour, refresh tokens that rotate. */
export async function startRegistryIssuer({
  world,
  port,
  registryUrl,
  restored,
}: Dependencies): Promise<RegistryIssuer> {
  const saved = restored === undefined ? undefined : savedSchema.parse(restored);
  const keys = await authKeys('RS256', saved?.keys);
  const store = createAuthStore(world.clock, world.faults, saved?.store);
  const grants = createScopeGrants(world, saved?.grants);
  const serviceName = `the registry ${new URL(registryUrl).host}`;
  const stopping = new AbortController();
  const service = await startAtIssuer(port, (issuer) => {
    const provider = registryProvider(world, issuer, store, keys);
    cutProviderAnswers(provider, world.faults);
    const app = new Hono<AuthEnv>();
    app.use(authFaults(world.faults, stopping.signal));
    addWebPages(app, { provider, serviceName, codePath, logoutPath: '/logout' });
    addLoginRoutes(app, { provider, grants, serviceName, read: (params) => askedOf(params, world), allowed: () => {} });
    app.all('*', handTo(provider));
    return app;
  });
  return {
    ...service,
    personOf: (accessToken) => {
      const found = accessTokenSchema.safeParse(store.find('AccessToken', accessToken));
      if (!found.success || !found.data.scope.split(' ').includes('registry')) return undefined;
      const { accountId, exp } = found.data;
      return exp * 1000 > world.clock.now() ? world.people.find(({ id }) => id === accountId) : undefined;
    },
    stop: async () => {
      stopping.abort();
      await service.stop();
    },
    snapshot: () => ({ keys, store: store.snapshot(), grants: grants.snapshot() }),
  };
}

function registryProvider(
  world: LabWorld,
  issuer: string,
  store: ReturnType<typeof createAuthStore>,
  keys: Awaited<ReturnType<typeof authKeys>>,
) {
  const parts = { issuer, store, keys, people: world.people, cookiePrefix: 'lab_registry', log: world.log };
  return createProvider(parts, {
    clients: [
      {
        client_id: registryClientId,
        client_name: 'Portolan',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri, `${issuer}${codePath}`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', 'registry'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'email'] },
    rotateRefreshToken: true,
    // The provider drops `offline_access` from requests without prompt=consent; the lab gives it to whoever may refresh.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 600,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 14 * 86_400,
      Session: 86_400,
      Grant: 14 * 86_400,
    },
    features: { revocation: { enabled: true, allowedPolicy: () => true } },
  });
}

function askedOf(params: Readonly<Record<string, unknown>>, world: LabWorld): AskedSignIn {
  const scopes = (parseScopes(String(params.scope ?? '')) ?? []).filter(({ name }) => name !== 'offline_access');
  return {
    scopes,
    isOffline: true,
    asks: wordsFor(scopes, true, world.endpoints),
    message: undefined,
    label: undefined,
    people: world.people,
  };
}

import { Hono } from 'hono';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import type { LabInfo } from '../contract/lab.ts';
import { type AuthApiParts, addAuthApi } from './authApi.ts';
import { authCodePath, confidentialClientId, nativeClientId, standingClients } from './authClients.ts';
import { createScopeGrants } from './authConsents.ts';
import { authFaults, cutProviderAnswers } from './authFaults.ts';
import { type AuthEnv, handTo, startAtIssuer } from './authFront.ts';
import { type AllowedSignIn, addGlobusGrants, allowedModel } from './authGrants.ts';
import { createIdentities } from './authIdentities.ts';
import { type AuthKeys, authKeys } from './authKeys.ts';
import { createProvider } from './authProvider.ts';
import { askedOf, authorizeParameters, prepareAuthorize } from './authRequests.ts';
import { createAuthStore } from './authStore.ts';
import { addTokenApi } from './authTokenApi.ts';
import { refreshTokenSeconds } from './authTokens.ts';
import { addWebPages } from './authWebPages.ts';
import { addLoginRoutes } from './loginFlow.ts';
import type { LabService } from './service.ts';
import type { LabWorld } from './world.ts';

interface Dependencies {
  readonly world: LabWorld;
  /** 0 takes any free one. */
  readonly port: number;
  /** What `snapshot()` of an earlier run gave. */
  readonly restored?: unknown;
}

export interface GlobusAuth extends LabService {
  readonly clients: LabInfo['clients'];
  /** Clients, sessions, grants and keys as JSON; tokens and consents are the world's to keep. */
  snapshot(): unknown;
}

const savedSchema = z.object({
  keys: z.unknown(),
  store: z.unknown(),
  grants: z.unknown(),
  identities: z.unknown(),
});

const routes = {
  authorization: '/v2/oauth2/authorize',
  token: '/v2/oauth2/token',
  jwks: '/jwk.json',
};

type Parts = Omit<AuthApiParts, 'provider'> & { readonly keys: AuthKeys };

/** The lab's Globus Auth on 127.0.0.1. */
export async function startGlobusAuth({ world, port, restored }: Dependencies): Promise<GlobusAuth> {
  const saved = restored === undefined ? undefined : savedSchema.parse(restored);
  const parts: Parts = {
    world,
    keys: await authKeys('RS512', saved?.keys),
    store: createAuthStore(world.clock, world.faults, saved?.store),
    grants: createScopeGrants(world, saved?.grants),
    identities: createIdentities(world.people, saved?.identities),
  };
  const { keys, store, grants, identities } = parts;
  const stopping = new AbortController();
  const service = await startAtIssuer(port, (issuer) => globusApp(issuer, parts, stopping.signal));
  return {
    ...service,
    clients: {
      native: { id: nativeClientId },
      confidential: { id: confidentialClientId, secret: keys.clientSecret },
    },
    stop: async () => {
      stopping.abort();
      await service.stop();
    },
    snapshot: () => ({
      keys,
      store: store.snapshot(),
      grants: grants.snapshot(),
      identities: identities.snapshot(),
    }),
  };
}

function globusApp(issuer: string, parts: Parts, stopping: AbortSignal): Hono<AuthEnv> {
  const { world, store, grants, keys } = parts;
  const provider = globusProvider(issuer, parts);
  addGlobusGrants(provider, { world, store, grants, keys, tokenPath: routes.token });
  cutProviderAnswers(provider, world.faults);
  const app = new Hono<AuthEnv>();
  app.use(authFaults(world.faults, stopping));
  app.get('/.well-known/openid-configuration', (c) => c.json(discovery(issuer)));
  addAuthApi(app, { ...parts, provider });
  addTokenApi(app, { world, provider });
  addWebPages(app, { provider, serviceName: 'Globus', codePath: authCodePath, logoutPath: '/v2/web/logout' });
  const read = (params: Readonly<Record<string, unknown>>) => askedOf(params, world);
  addLoginRoutes(app, {
    provider,
    grants,
    serviceName: 'Globus',
    read,
    allowed: (grantId, params) => {
      const allowed: AllowedSignIn = {
        scope: String(params.globus_scope),
        isOffline: read(params).isOffline,
        ...(typeof params.state === 'string' ? { state: params.state } : {}),
        tokens: [],
      };
      store.put(allowedModel, grantId, allowed, refreshTokenSeconds);
    },
  });
  app.get(routes.authorization, prepareAuthorize(world));
  app.all('*', handTo(provider));
  return app;
}

function globusProvider(issuer: string, { world, store, keys }: Parts): Provider {
  const parts = { issuer, store, keys, people: world.people, cookiePrefix: 'lab_globus', log: world.log };
  return createProvider(parts, {
    clients: standingClients(issuer, keys.clientSecret),
    routes,
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'] },
    extraParams: [...authorizeParameters],
    enabledJWA: { idTokenSigningAlgValues: ['RS512'] },
    // The provider's own access tokens are thrown away: the TokenBook's take their place.
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 600,
      IdToken: 600,
      Interaction: 3600,
      Session: 86_400,
      Grant: 15_552_000,
    },
    issueRefreshToken: () => false,
    features: { clientCredentials: { enabled: true }, userinfo: { enabled: false } },
  });
}

/** The same members as the real service's document, and no more. */
const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/v2/oauth2/authorize`,
  userinfo_endpoint: `${issuer}/v2/oauth2/userinfo`,
  token_endpoint: `${issuer}/v2/oauth2/token`,
  revocation_endpoint: `${issuer}/v2/oauth2/token/revoke`,
  jwks_uri: `${issuer}/jwk.json`,
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['RS512'],
  scopes_supported: ['openid', 'email', 'profile'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  claims_supported: ['at_hash', 'aud', 'email', 'exp', 'name', 'nonce', 'preferred_username', 'iat', 'iss', 'sub'],
  subject_types_supported: ['public'],
});

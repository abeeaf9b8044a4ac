import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  clientCredentialsGrant,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  refreshTokenGrant,
  tokenRevocation,
} from 'openid-client';
import { AppError } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import { createPortFetch } from './portFetch.ts';
import { providerError, unprovenAnswer } from './providerErrors.ts';

const timeoutSeconds = 15;
const metadataLifetimeMs = 24 * 3600_000;
/** Waits before the second and the third try to learn the provider's metadata. */
const discoveryPausesMs = [400, 1600];

export interface CodeExchange {
  /** Our own redirect address with the provider's `code`, `state` and `iss`. */
  readonly callbackUrl: URL;
  readonly pkceVerifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface ServerFeatures {
  /** What `iss` at the redirect must be (RFC 9207); null when this provider does not name itself there. */
  readonly redirectIssuer: string | null;
  readonly scopes: readonly string[];
}

/** An OAuth 2.0 / OpenID Connect provider. Learns its metadata when first needed. Every call rejects with AppError. */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly clientId: string;
  features(): Promise<ServerFeatures>;
  authorizeUrl(parameters: Readonly<Record<string, string>>): Promise<string>;
  exchange(request: CodeExchange): Promise<{ readonly answer: unknown; readonly claims: unknown }>;
  refresh(refreshToken: string): Promise<unknown>;
  /** Tokens for the client itself, which must have a secret. */
  ownTokens(scope: string): Promise<unknown>;
  userInfo(accessToken: string, subject: string): Promise<unknown>;
  revoke(token: string): Promise<void>;
}

/** IP literals only: a name can be made to point elsewhere. */
const isLoopbackLiteral = (url: URL) => /^(127(\.\d+){3}|\[::1\])$/.test(url.hostname);

const usedEndpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
] as const;

/** Metadata must not lead tokens to another host, nor from https to http. */
function checkEndpoints(configuration: Configuration, issuer: URL): void {
  const metadata = configuration.serverMetadata();
  for (const name of usedEndpoints) {
    const address = metadata[name];
    if (address === undefined) continue;
    if (!URL.canParse(address) || new URL(address).origin !== issuer.origin) {
      throw new AppError('signIn.configuration', { facts: { issuer: issuer.host, endpoint: name } });
    }
  }
}

export function createAuthorizationServer({
  issuer,
  clientId,
  clientSecret,
  http,
  clock,
  allowsLoopbackHttp,
  stopped,
}: {
  readonly issuer: string;
  readonly clientId: string;
  /** Of a confidential client: a service account. */
  readonly clientSecret?: string;
  readonly http: Http;
  readonly clock: Clock;
  /** Whether plain http is right at all here (development, lab); even then only to a loopback address. */
  readonly allowsLoopbackHttp: boolean;
  readonly stopped: AbortSignal;
}): AuthorizationServer {
  const portFetch = createPortFetch({ http, clock, timeoutMs: timeoutSeconds * 1000, stopped });
  const authentication = clientSecret === undefined ? None() : ClientSecretBasic(clientSecret);
  let known: { readonly configuration: Configuration; readonly learnedAtMs: number } | null = null;
  let learning: Promise<Configuration> | null = null;

  function checkedIssuer(): URL {
    const url = URL.canParse(issuer) ? new URL(issuer) : null;
    const isRight = url?.protocol === 'https:' || (url !== null && isInsecureAllowed(url));
    if (url === null || !isRight) throw new AppError('signIn.configuration', { facts: { issuer: url?.host ?? '' } });
    return url;
  }

  const isInsecureAllowed = (url: URL) => allowsLoopbackHttp && url.protocol === 'http:' && isLoopbackLiteral(url);

  async function discover(): Promise<Configuration> {
    const url = checkedIssuer();
    const configuration = await discovery(url, clientId, undefined, authentication, {
      [customFetch]: portFetch,
      timeout: timeoutSeconds,
      execute: [enableNonRepudiationChecks, ...(isInsecureAllowed(url) ? [allowInsecureRequests] : [])],
    });
    checkEndpoints(configuration, url);
    return configuration;
  }

  async function discoverWithRetry(): Promise<Configuration> {
    for (const pauseMs of discoveryPausesMs) {
      try {
        return await discover();
      } catch (caught) {
        const error = providerError(caught);
        if (!/^(network|answer|service)\./.test(error.code) || stopped.aborted) throw error;
        await clock.sleep(pauseMs, stopped);
      }
    }
    return discover();
  }

  /** What is known stays in use when asking again fails: keys and endpoints rarely change. */
  async function learn(): Promise<Configuration> {
    const before = known?.configuration;
    const found = await (before ? discover().catch(() => before) : discoverWithRetry());
    known = { configuration: found, learnedAtMs: clock.monotonic() };
    return found;
  }

  async function configuration(): Promise<Configuration> {
    if (known && clock.monotonic() - known.learnedAtMs < metadataLifetimeMs) return known.configuration;
    learning ??= learn().finally(() => {
      learning = null;
    });
    return learning;
  }

  async function call<T>(work: (configuration: Configuration) => Promise<T> | T): Promise<T> {
    try {
      return await work(await configuration());
    } catch (error) {
      throw providerError(error);
    }
  }

  return {
    issuer,
    clientId,
    features: () =>
      call((found) => {
        const metadata = found.serverMetadata();
        const namesItself = metadata.authorization_response_iss_parameter_supported === true;
        return { redirectIssuer: namesItself ? metadata.issuer : null, scopes: metadata.scopes_supported ?? [] };
      }),
    authorizeUrl: (parameters) => call((found) => buildAuthorizationUrl(found, { ...parameters }).href),
    exchange: ({ callbackUrl, pkceVerifier, state, nonce }) =>
      call(async (found) => {
        const answer = await authorizationCodeGrant(found, callbackUrl, {
          pkceCodeVerifier: pkceVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        }).catch((error: unknown) => {
          throw unprovenAnswer(error);
        });
        return { answer, claims: answer.claims() };
      }),
    refresh: (refreshToken) => call((found) => refreshTokenGrant(found, refreshToken)),
    ownTokens: (scope) => call((found) => clientCredentialsGrant(found, { scope })),
    userInfo: (accessToken, subject) => call((found) => fetchUserInfo(found, accessToken, subject)),
    revoke: (token) =>
      call(async (found) => {
        if (found.serverMetadata().revocation_endpoint) await tokenRevocation(found, token);
      }),
  };
}

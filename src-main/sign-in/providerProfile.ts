import type { Provider } from '../contract/signIn.ts';
import type { RegistrySignInOffer } from '../ports/tokens.ts';
import type { AuthorizationServer } from './authorizationServer.ts';
import { globusScopes } from './globusScopes.ts';
import type { Repair } from './repair.ts';
import { globusTokensOf, type IssuedToken, registryTokensOf } from './transform.ts';

/** What differs between the providers; everything else of a sign-in is one path. */
export interface ProviderProfile {
  readonly provider: Provider;
  readonly server: AuthorizationServer;
  /** Each provider has its own redirect, so that an answer of one cannot pass for the other's (RFC 9700 §4.4). */
  readonly redirectPath: '/' | `/${string}`;
  /** The provider's page that shows the code, for a browser on another computer. */
  readonly codePage: string;
  parameters(asked: {
    readonly consentFor: readonly string[];
    readonly repair: Repair | null;
  }): Promise<Readonly<Record<string, string>>>;
  tokensOf(answer: unknown): readonly IssuedToken[];
}

const withoutEndSlash = (address: string) => address.replace(/\/+$/, '');

export const globusProfile = (server: AuthorizationServer): ProviderProfile => ({
  provider: { kind: 'globus' },
  server,
  // Globus grants native apps `http://127.0.0.1:<any port>`, without a path.
  redirectPath: '/',
  codePage: `${withoutEndSlash(server.issuer)}/v2/web/auth-code`,
  async parameters({ consentFor, repair }) {
    return {
      scope: globusScopes(consentFor, repair?.scopes ?? []),
      access_type: 'offline',
      prefill_named_grant: 'Portolan',
      ...repair?.sessionParameters,
    };
  },
  tokensOf: globusTokensOf,
});

export const registryProfile = (
  provider: Provider,
  server: AuthorizationServer,
  { scopes }: Pick<RegistrySignInOffer, 'scopes'>,
): ProviderProfile => ({
  provider,
  server,
  redirectPath: '/cb/registry',
  codePage: `${withoutEndSlash(server.issuer)}/auth-code`,
  async parameters() {
    const supported = (await server.features()).scopes;
    const asked = new Set(['openid', ...scopes]);
    for (const scope of ['profile', 'email', 'offline_access']) if (supported.includes(scope)) asked.add(scope);
    // OpenID Connect grants `offline_access` only when the person is asked (Core 1.0 §11).
    return { scope: [...asked].join(' '), ...(asked.has('offline_access') ? { prompt: 'consent' } : {}) };
  },
  tokensOf: registryTokensOf,
});

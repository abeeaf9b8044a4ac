import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { AuthKeys } from './authKeys.ts';
import type { AuthStore } from './authStore.ts';
import { loginPath } from './loginFlow.ts';
import { problemPage } from './loginPages.ts';
import type { LabPerson } from './world.ts';

interface Dependencies {
  readonly issuer: string;
  readonly store: AuthStore;
  readonly keys: AuthKeys;
  readonly people: readonly LabPerson[];
  /** Starts the cookies' names: cookies do not know ports, and every service of the lab lives on 127.0.0.1. */
  readonly cookiePrefix: string;
  readonly log: (line: string) => void;
}

/** An oidc-provider with the lab's people, pages and store; `own` is what makes it Globus Auth or the registry's. */
export function createProvider(
  { issuer, store, keys, people, cookiePrefix, log }: Dependencies,
  own: Configuration,
): Provider {
  const provider = new Provider(issuer, {
    adapter: store.adapter,
    jwks: { keys: [keys.jwk] },
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
    interactions: { url: (_ctx, interaction) => loginPath(interaction.uid) },
    // What a person allowed before is looked up in the lab's own book: every request makes its own grant.
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    findAccount: (_ctx, id) => {
      const person = people.find((candidate) => candidate.id === id);
      return person && { accountId: person.id, claims: () => claimsOf(person) };
    },
    renderError: showProblem,
    expiresWithSession: () => false,
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    cookies: {
      keys: keys.cookieKeys,
      names: {
        session: `${cookiePrefix}_session`,
        interaction: `${cookiePrefix}_interaction`,
        resume: `${cookiePrefix}_resume`,
      },
    },
    ...own,
    features: { devInteractions: { enabled: false }, ...own.features },
  });
  provider.on('server_error', (_ctx, error) => log(`${cookiePrefix}: ${error.message}`));
  return provider;
}

const claimsOf = (person: LabPerson) => ({
  sub: person.id,
  name: person.name,
  preferred_username: person.username,
  email: person.email,
});

async function showProblem(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }) {
  const says = 'The app that sent you here made a request that cannot be served.';
  const { body, headers } = await problemPage('This sign-in cannot go on', says, {
    Error: out.error,
    Reason: out.error_description,
  });
  ctx.set({ ...headers });
  ctx.body = body;
}

import { AppError, toProblem } from '../contract/errors.ts';
import type { Account, SignInState } from '../contract/signIn.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { GlobusResource, GlobusTokens } from '../ports/tokens.ts';
import { type AccessTokenKeeper, createAccessTokenKeeper } from './accessTokenKeeper.ts';
import type { AuthorizationServer } from './authorizationServer.ts';
import { serviceScopes } from './globusScopes.ts';
import { addRepair } from './repair.ts';
import type { SignInStateHolder } from './signInState.ts';
import { globusTokensOf, type IssuedToken } from './transform.ts';

/** Globus knows a client as an identity of this form. */
const accountOfClient = (clientId: string): Account => ({
  id: clientId,
  username: `${clientId}@clients.auth.globus.org`,
  name: 'Service account',
  organization: null,
});

export interface ServiceAccount {
  readonly tokens: GlobusTokens;
  state(): SignInState;
  /** Asks for tokens; the state says how it went. Never rejects. */
  begin(): Promise<SignInState>;
  settled(): Promise<void>;
}

/**
 * A confidential client of Globus Auth that acts for itself, on machines where no person signs in. Nothing is kept: its
 * id and secret bring new tokens at any time. A consent that is missing is asked for once, by the very scopes that were
 * named; a service that asks for the same again is not obeyed, or the two would turn in circles.
 */
export function createServiceAccount(deps: {
  readonly clock: Clock;
  readonly server: AuthorizationServer;
  readonly state: SignInStateHolder;
  readonly logger: Logger;
}): ServiceAccount {
  const { clock, server, state, logger } = deps;
  const keepers = new Map<string, AccessTokenKeeper>();
  const asked = new Set<string>();
  let scopes: readonly string[] = [];
  let running: Promise<readonly IssuedToken[]> | null = null;
  let beginning: Promise<SignInState> | null = null;

  const failed = (error: unknown): SignInState => ({ kind: 'failed', problem: toProblem(error, clock.nowIso()) });

  const succeeded = (): SignInState => ({
    kind: 'signedIn',
    account: accountOfClient(server.clientId),
    signedInAt: clock.nowIso(),
  });

  const grant = async (): Promise<readonly IssuedToken[]> => {
    try {
      const issued = globusTokensOf(await server.ownTokens(serviceScopes(scopes)));
      for (const token of issued) keeperOf(token.resource).accept(token);
      if (state.current().kind !== 'signedIn') state.move(succeeded());
      return issued;
    } catch (error) {
      // Once signed in, only the provider's own refusal ends it: a dead line does not.
      const isRefusal = error instanceof AppError && /^signIn\./.test(error.code);
      if (isRefusal || state.current().kind !== 'signedIn') state.move(failed(error));
      throw error;
    }
  };

  /** One answer holds the tokens of all services: however many ask, one request runs. */
  const grantOnce = (): Promise<readonly IssuedToken[]> => {
    running ??= grant().finally(() => {
      running = null;
    });
    return running;
  };

  function keeperOf(resource: string): AccessTokenKeeper {
    const found = keepers.get(resource);
    if (found) return found;
    const refresh = async (): Promise<IssuedToken> => {
      const token = (await grantOnce()).find((issued) => issued.resource === resource);
      if (!token) throw new AppError('answer.unexpected', { facts: { part: 'resource server' } });
      return token;
    };
    const keeper = createAccessTokenKeeper({ clock, refresh });
    keepers.set(resource, keeper);
    return keeper;
  }

  const begin = (): Promise<SignInState> => {
    beginning ??= (async () => {
      if (state.current().kind !== 'signedIn') state.move({ kind: 'exchangingCode' });
      await grantOnce().catch((error: unknown) => logger.warn('the service account got no tokens', { error }));
      return state.current();
    })().finally(() => {
      beginning = null;
    });
    return beginning;
  };

  const repair = async (missing: readonly string[]): Promise<void> => {
    scopes = [...new Set([...scopes, ...missing])];
    await running?.catch(() => undefined);
    await grantOnce();
    // Whoever waits for a sign-in goes on.
    state.move(succeeded());
  };

  return {
    state: state.current,
    begin,
    async settled() {
      await running?.catch(() => undefined);
    },
    tokens: {
      accessToken: (resource: GlobusResource) => keeperOf(resource).token(),
      renewedAccessToken: (resource, refused) => keeperOf(resource).renewedAfter(refused),
      identityId: () => server.clientId,
      repairNeeded(error) {
        const missing = (addRepair(null, error.facts)?.scopes ?? []).filter((scope) => !asked.has(scope));
        if (missing.length === 0) return;
        for (const scope of missing) asked.add(scope);
        repair(missing).catch((failure: unknown) => logger.warn('a consent was not given', { error: failure }));
      },
    },
  };
}

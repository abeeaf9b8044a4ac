import { AppError } from '../contract/errors.ts';
import type { Publish } from '../contract/events.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { SignInService } from '../contract/services.ts';
import type { Account, Provider } from '../contract/signIn.ts';
import type { Browser } from '../ports/browser.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import type { GlobusTokens, RegistryCredentials, RegistrySignInOffer } from '../ports/tokens.ts';
import { createAuthorizationServer } from './authorizationServer.ts';
import { globusProfile, registryProfile } from './providerProfile.ts';
import { createProviderSignIn, type ProviderSignIn } from './providerSignIn.ts';
import { createRegistryCredentials } from './registryCredentials.ts';
import { addRepair, type Repair } from './repair.ts';
import { createServerDirectory } from './serverDirectory.ts';
import { createServiceAccount, type ServiceAccount } from './serviceAccount.ts';
import { createSignInRecords } from './signInRecords.ts';
import { createSignInState } from './signInState.ts';
import { globusTokensOf, registryTokensOf } from './transform.ts';

const idleLookEveryMs = 6 * 3600_000;

export interface SignInDependencies {
  readonly clock: Clock;
  readonly http: Http;
  readonly vault: SecretVault;
  readonly browser: Browser;
  readonly publish: Publish;
  readonly logger: Logger;
  readonly globus: {
    /** Globus Auth's issuer, `https://auth.globus.org` or a lab's. */
    readonly authUrl: string;
    readonly clientId: string;
    /** The client acts for itself: no person signs in. */
    readonly clientSecret?: string;
    /** Development or lab: a Globus Auth at a loopback address may be plain http. */
    readonly environmentAllowsLoopbackHttp: boolean;
  };
  readonly registrySignInOffer: (id: RegistryId) => Promise<RegistrySignInOffer | null>;
  readonly onSignedIn?: (provider: Provider, account: Account) => void;
  /** The screen is on another computer (SSH): no browser is opened here. */
  readonly isRemoteSession: boolean;
}

export type SignIn = SignInService & {
  readonly globusTokens: GlobusTokens;
  readonly registryCredentials: RegistryCredentials;
  /** What the next Globus sign-in will bring, or null. */
  globusRepair(): Repair | null;
  /** Reads what the vault holds and begins to keep it alive. */
  restore(): Promise<void>;
  stop(): Promise<void>;
};

const globusRecordName = (authUrl: string) => `globus ${URL.canParse(authUrl) ? new URL(authUrl).host : authUrl}`;
const registryPrefix = 'registry ';

export function createSignInService(dependencies: SignInDependencies): SignIn {
  const { clock, http, vault, logger, globus } = dependencies;
  const stopping = new AbortController();
  const servers = createServerDirectory({ clock, http, stopped: stopping.signal });
  const records = createSignInRecords(vault, logger);
  const shared = { ...dependencies, records, onSignedIn: dependencies.onSignedIn ?? (() => undefined) };
  let repair: Repair | null = null;
  let keepingAlive: Promise<void> = Promise.resolve();

  const globusServer = () => servers.of({ issuer: globus.authUrl, clientId: globus.clientId }, globusAllowsHttp);
  const globusAllowsHttp = globus.environmentAllowsLoopbackHttp;

  const globusSignIn = createProviderSignIn({
    ...shared,
    provider: { kind: 'globus' },
    recordName: globusRecordName(globus.authUrl),
    serverOf: (record) => servers.of(record, globusAllowsHttp),
    isOurs: (record) => record.clientId === globus.clientId,
    tokensOf: globusTokensOf,
    profile: async () => globusProfile(globusServer()),
    repair: {
      current: () => repair,
      clear: () => {
        repair = null;
      },
    },
  });

  const account = globus.clientSecret === undefined ? null : createAccount(globus.clientSecret);
  function createAccount(clientSecret: string): ServiceAccount {
    const { authUrl: issuer, clientId } = globus;
    const server = createAuthorizationServer({
      ...{ issuer, clientId, clientSecret, http, clock },
      allowsLoopbackHttp: globusAllowsHttp,
      stopped: stopping.signal,
    });
    const state = createSignInState({ kind: 'globus' }, dependencies.publish);
    return createServiceAccount({ clock, server, state, logger });
  }
  const accountFor = (provider: Provider): ServiceAccount | null => (provider.kind === 'globus' ? account : null);

  const registrySignIns = new Map<RegistryId, ProviderSignIn>();
  function registrySignIn(registryId: RegistryId): ProviderSignIn {
    const found = registrySignIns.get(registryId);
    if (found) return found;
    const provider: Provider = { kind: 'registry', registryId };
    const created = createProviderSignIn({
      ...shared,
      provider,
      recordName: `${registryPrefix}${registryId}`,
      // A registry's address is the user's own choice, a loopback one too.
      serverOf: (record) => servers.of(record, true),
      isOurs: () => true,
      tokensOf: registryTokensOf,
      async profile() {
        const offer = await dependencies.registrySignInOffer(registryId);
        if (offer === null) throw new AppError('signIn.configuration', { facts: { reason: 'noSignInOffered' } });
        return registryProfile(provider, servers.of(offer, true), offer);
      },
      repair: { current: () => null, clear: () => undefined },
    });
    registrySignIns.set(registryId, created);
    return created;
  }

  const signInOf = (provider: Provider) =>
    provider.kind === 'globus' ? globusSignIn : registrySignIn(provider.registryId);

  async function restore(): Promise<void> {
    if (account) void account.begin();
    else await globusSignIn.restore();
    for (const name of await records.names()) {
      const id = name.startsWith(registryPrefix) ? name.slice(registryPrefix.length) : null;
      if (id !== null) await registrySignIn(id as RegistryId).restore();
    }
    keepingAlive = keepAlive().catch((error: unknown) => {
      if (!stopping.signal.aborted) logger.error('keeping tokens alive ended', { error });
    });
  }

  async function keepAlive(): Promise<void> {
    for (;;) {
      for (const signIn of [globusSignIn, ...registrySignIns.values()]) await signIn.kept.refreshIdle();
      await clock.sleep(idleLookEveryMs, stopping.signal);
    }
  }

  return {
    state: (provider) => accountFor(provider)?.state() ?? signInOf(provider).state(),
    start: async (request) =>
      (await accountFor(request.provider)?.begin()) ?? signInOf(request.provider).session.start(request),
    submitCode: (provider, pasted) => signInOf(provider).session.submitCode(pasted),
    cancel: (provider) => signInOf(provider).session.cancel(),
    async signOut(provider) {
      // Its id and secret stay where they are: it would be signed in again at once.
      if (accountFor(provider)) throw new AppError('signIn.configuration', { facts: { reason: 'serviceAccount' } });
      return signInOf(provider).session.signOut();
    },
    globusTokens: account?.tokens ?? {
      accessToken: (resource) => globusSignIn.kept.token(resource),
      renewedAccessToken: (resource, refused) => globusSignIn.kept.renewedToken(resource, refused),
      identityId: () => globusSignIn.kept.record()?.account.id ?? null,
      repairNeeded(error) {
        repair = addRepair(repair, error.facts);
      },
    },
    registryCredentials: createRegistryCredentials({ vault, logger, signInOf: registrySignIn }),
    globusRepair: () => repair,
    restore,
    async stop() {
      stopping.abort(new AppError('signIn.cancelled'));
      await Promise.all([globusSignIn, ...registrySignIns.values()].map(({ session }) => session.stop()));
      await account?.settled();
      await keepingAlive;
    },
  };
}

import { AppError, toProblem } from '../contract/errors.ts';
import type { Publish } from '../contract/events.ts';
import type { Account, Provider, SignInState } from '../contract/signIn.ts';
import type { Browser } from '../ports/browser.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { AuthorizationServer } from './authorizationServer.ts';
import { createKeptSignIn, type KeptSignIn } from './keptSignIn.ts';
import type { ProviderProfile } from './providerProfile.ts';
import type { SignInRecords } from './signInRecords.ts';
import { createSignInSession, type SessionOptions, type SignInSession } from './signInSession.ts';
import { createSignInState } from './signInState.ts';
import type { SignInRecord } from './types.ts';

/** A provider's session and what it holds, put together. */
export interface ProviderSignIn {
  readonly kept: KeptSignIn;
  readonly session: SignInSession;
  state(): SignInState;
  restore(): Promise<void>;
}

export function createProviderSignIn(options: {
  readonly provider: Provider;
  readonly recordName: string;
  readonly records: SignInRecords;
  readonly clock: Clock;
  readonly browser: Browser;
  readonly logger: Logger;
  readonly publish: Publish;
  readonly isRemoteSession: boolean;
  readonly serverOf: (record: SignInRecord) => AuthorizationServer;
  /** Whether a record found in the vault belongs to this setup. */
  readonly isOurs: (record: SignInRecord) => boolean;
  readonly tokensOf: ProviderProfile['tokensOf'];
  readonly profile: () => Promise<ProviderProfile>;
  readonly repair: SessionOptions['repair'];
  readonly onSignedIn: (provider: Provider, account: Account) => void;
}): ProviderSignIn {
  const { provider, clock, recordName, publish } = options;
  const state = createSignInState(provider, publish);
  const kept = createKeptSignIn({
    ...options,
    onEnded: () =>
      // An attempt under way is already the way back in.
      session.isUnderWay()
        ? undefined
        : state.move({ kind: 'failed', problem: toProblem(new AppError('signIn.needed'), clock.nowIso()) }),
  });
  const session = createSignInSession({
    ...options,
    kept,
    state,
    onSignedIn: (account) => options.onSignedIn(provider, account),
  });
  return {
    kept,
    session,
    state: () => state.current(),
    async restore() {
      await kept.restore(recordName, options.isOurs);
      session.rest();
    },
  };
}

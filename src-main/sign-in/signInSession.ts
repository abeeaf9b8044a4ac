import { AppError, toProblem } from '../contract/errors.ts';
import type { Account, Provider, SignInState, StartSignIn } from '../contract/signIn.ts';
import type { Browser } from '../ports/browser.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { AuthorizationServer } from './authorizationServer.ts';
import type { KeptSignIn } from './keptSignIn.ts';
import { providerError } from './providerErrors.ts';
import type { ProviderProfile } from './providerProfile.ts';
import type { Repair } from './repair.ts';
import { type GivenTokens, openSignInAttempt, type SignInAttempt } from './signInAttempt.ts';
import type { SignInStateHolder } from './signInState.ts';
import { accountOf, claimsOf, hasNames, type IssuedToken } from './transform.ts';
import type { SignInRecord } from './types.ts';

const browserLimitMs = 5 * 60_000;
/** Reading a code from another screen takes longer; Globus's codes live ten minutes. */
const codeLimitMs = 10 * 60_000;

export interface SessionOptions {
  readonly provider: Provider;
  readonly kept: KeptSignIn;
  readonly state: SignInStateHolder;
  /** Rejects when this provider offers no sign-in. */
  readonly profile: () => Promise<ProviderProfile>;
  readonly recordName: string;
  /** Where a sign-in that is held came from; needs no network. */
  readonly serverOf: (record: SignInRecord) => AuthorizationServer;
  readonly clock: Clock;
  readonly browser: Browser;
  readonly logger: Logger;
  readonly isRemoteSession: boolean;
  /** What services asked for; taken along by the next attempt and cleared when it succeeds. */
  readonly repair: { current(): Repair | null; clear(): void };
  readonly onSignedIn: (account: Account) => void;
}

/** One provider's sign-in: at most one attempt at a time, and what it led to. */
export interface SignInSession {
  start(request: StartSignIn): Promise<SignInState>;
  submitCode(pasted: string): Promise<SignInState>;
  /** Ends an attempt under way, or puts a failure out of sight. */
  cancel(): Promise<SignInState>;
  signOut(): Promise<SignInState>;
  isUnderWay(): boolean;
  /** The state that fits what is held, when no attempt is under way. */
  rest(): void;
  stop(): Promise<void>;
}

interface OpenedAttempt {
  readonly given: Promise<GivenTokens>;
  readonly consents: readonly string[];
  openBrowser(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  attempt: SignInAttempt | null;
  readonly ended: Promise<void>;
}

export function createSignInSession(options: SessionOptions): SignInSession {
  const { kept, state, clock, browser, logger, repair } = options;
  let running: Running | null = null;
  /**
   * A mapped endpoint that is gone makes its scope unknown, and Globus then shows a page and never sends the browser
   * back. So after an attempt that came to nothing the next one asks only what is asked now.
   */
  let asksFormerConsents = true;

  const fail = (error: unknown) => state.move({ kind: 'failed', problem: toProblem(error, clock.nowIso()) });

  function rest(): void {
    const record = kept.record();
    if (record === null) state.move({ kind: 'signedOut' });
    else if (kept.isWhole()) state.move({ kind: 'signedIn', account: record.account, signedInAt: record.signedInAt });
    else fail(new AppError('signIn.needed'));
  }

  /** Stops the attempt under way, if any, and waits until it has let go of its port. */
  async function end(): Promise<void> {
    running?.controller.abort(new AppError('signIn.cancelled'));
    await running?.ended;
  }

  function consentsToAsk(request: StartSignIn): readonly string[] {
    const asked = [...(request.consentFor ?? []), ...(repair.current()?.endpointIds ?? [])];
    const former = asksFormerConsents ? (kept.record()?.consentedEndpointIds ?? []) : [];
    return [...new Set([...asked, ...former])];
  }

  const wayOf = ({ way, port }: StartSignIn) => (options.isRemoteSession && !port ? 'code' : way);

  async function account(given: GivenTokens, tokens: readonly IssuedToken[], profile: ProviderProfile) {
    const claims = claimsOf(given.claims);
    const bearer = tokens.find(({ resource }) => resource === 'auth' || resource === 'registry');
    if (hasNames(claims) || !bearer) return accountOf(claims);
    try {
      return accountOf({ ...claims, ...claimsOf(await profile.server.userInfo(bearer.accessToken, claims.sub)) });
    } catch (error) {
      logger.info('names not learned', { error });
      return accountOf(claims);
    }
  }

  /** Tokens that are not kept must not live on. */
  async function revokeAll(server: AuthorizationServer, tokens: readonly string[]): Promise<unknown> {
    const results = await Promise.allSettled(tokens.map((token) => server.revoke(token)));
    return results.find((result) => result.status === 'rejected')?.reason;
  }

  async function discard(profile: ProviderProfile, tokens: readonly IssuedToken[]): Promise<void> {
    const all = tokens.flatMap(({ refreshToken, accessToken }) => [refreshToken ?? accessToken]);
    const error = await revokeAll(profile.server, all);
    if (error) logger.warn('unused tokens not revoked', { error });
  }

  /** Subscriptions made with one person's rights must not go on with another's. */
  function checkAccount(profile: ProviderProfile, next: Account): void {
    const record = kept.record();
    if (record === null || record.issuer !== profile.server.issuer || record.account.id === next.id) return;
    throw new AppError('signIn.otherAccount', {
      facts: { expected: record.account.username, signedIn: next.username },
    });
  }

  async function adopt(mine: Running, profile: ProviderProfile, given: GivenTokens, consents: readonly string[]) {
    const tokens = profile.tokensOf(given.answer);
    try {
      const next = await account(given, tokens, profile);
      mine.controller.signal.throwIfAborted();
      checkAccount(profile, next);
      await kept.settled();
      await kept.adopt(options.recordName, profile, { account: next, tokens, consentedEndpointIds: consents });
      return next;
    } catch (error) {
      await discard(profile, tokens);
      throw error;
    }
  }

  async function openAttempt(mine: Running, request: StartSignIn, profile: ProviderProfile): Promise<OpenedAttempt> {
    const way = wayOf(request);
    const consents = consentsToAsk(request);
    const limitMs = way === 'browser' ? browserLimitMs : codeLimitMs;
    const expiresAt = new Date(clock.now() + limitMs).toISOString();
    let browserOpened = false;
    const tellWaiting = () =>
      state.move({ kind: 'waitingForBrowser', way, authorizeUrl: attempt.authorizeUrl, expiresAt, browserOpened });
    const attempt = await openSignInAttempt({
      server: profile.server,
      clock,
      parameters: await profile.parameters({ consentFor: consents, repair: repair.current() }),
      redirect:
        way === 'browser'
          ? { kind: 'loopback', path: profile.redirectPath, port: request.port ?? 0 }
          : { kind: 'page', redirectUri: profile.codePage },
      timeLimitMs: limitMs,
      signal: mine.controller.signal,
      onWaiting: tellWaiting,
      onExchanging: () => state.move({ kind: 'exchangingCode' }),
    });
    mine.attempt = attempt;
    tellWaiting();
    return {
      consents,
      given: attempt.complete(),
      async openBrowser() {
        if (options.isRemoteSession) return;
        browserOpened = await browser.open(attempt.authorizeUrl);
        if (browserOpened && running === mine && state.current().kind === 'waitingForBrowser') tellWaiting();
      },
    };
  }

  /** Never rejects: whatever happens becomes the state. */
  async function finish(mine: Running, profile: ProviderProfile, { given, consents }: OpenedAttempt): Promise<void> {
    try {
      const next = await adopt(mine, profile, await given, consents);
      repair.clear();
      asksFormerConsents = true;
      rest();
      logger.info('signed in', { provider: options.provider.kind });
      tellSignedIn(next);
    } catch (error) {
      conclude(providerError(error));
    } finally {
      running = null;
    }
  }

  /** What a listener makes of it does not undo the sign-in. */
  function tellSignedIn(next: Account): void {
    try {
      options.onSignedIn(next);
    } catch (error) {
      logger.error('listener of a sign-in failed', { error });
    }
  }

  function conclude(error: AppError): void {
    logger.info('sign-in not completed', { provider: options.provider.kind, code: error.code });
    asksFormerConsents = false;
    if (error.code === 'signIn.cancelled') rest();
    else fail(error);
  }

  async function start(request: StartSignIn): Promise<SignInState> {
    while (running !== null) await end();
    const ended = Promise.withResolvers<void>();
    const mine: Running = { controller: new AbortController(), attempt: null, ended: ended.promise };
    running = mine;
    try {
      const profile = await options.profile();
      mine.controller.signal.throwIfAborted();
      const opened = await openAttempt(mine, request, profile);
      void finish(mine, profile, opened).then(ended.resolve);
      await opened.openBrowser();
    } catch (error) {
      conclude(providerError(error));
      running = null;
      ended.resolve();
    }
    return state.current();
  }

  return {
    start,
    rest,
    isUnderWay: () => running !== null,
    async submitCode(pasted) {
      const mine = running;
      if (!mine?.attempt) throw new AppError('input.invalid', { facts: { reason: 'notWaiting' } });
      await mine.attempt.submit(pasted);
      await mine.ended;
      return state.current();
    },
    async cancel() {
      if (running) await end();
      else rest();
      return state.current();
    },
    async signOut() {
      await end();
      await kept.settled();
      const record = kept.record();
      const tokens = await kept.forget();
      repair.clear();
      state.move({ kind: 'signedOut' });
      if (record === null || tokens.length === 0) return state.current();
      const error = await revokeAll(options.serverOf(record), tokens);
      if (error) {
        logger.warn('tokens not revoked', { error });
        state.move({ kind: 'signedOut', problem: toProblem(providerError(error), clock.nowIso()) });
      }
      return state.current();
    },
    stop: async () => {
      await end();
      await kept.settled();
    },
  };
}

import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { AppError } from '../contract/errors.ts';
import { hostileText } from '../domain/hostileText.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuthorizationServer } from './authorizationServer.ts';
import { type ExpectedRedirect, type RedirectAnswer, readPasted } from './redirectAnswer.ts';
import { openRedirectListener } from './redirectListener.ts';

export interface GivenTokens {
  readonly answer: unknown;
  readonly claims: unknown;
}

export interface AttemptOptions {
  readonly server: AuthorizationServer;
  readonly clock: Clock;
  /** Of the authorization request, besides what every attempt sends. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly redirect:
    | { readonly kind: 'loopback'; readonly path: '/' | `/${string}`; readonly port: number }
    | { readonly kind: 'page'; readonly redirectUri: string };
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
  readonly onWaiting: () => void;
  readonly onExchanging: () => void;
}

export interface SignInAttempt {
  readonly authorizeUrl: string;
  /** Waits for the browser or the paste, then exchanges the code. Closes the listener however it ends. */
  complete(): Promise<GivenTokens>;
  /** Resolves when the paste led to tokens; rejects when it did not, while the attempt may go on waiting. */
  submit(pasted: string): Promise<void>;
}

interface Arrival {
  readonly answer: RedirectAnswer;
  /** Set for a paste: told what became of it. */
  readonly outcome?: PromiseWithResolvers<void>;
}

/** After a time-out or a mistyped code the person can paste again: the attempt itself is still good. */
const canPasteAgain = (error: unknown) =>
  error instanceof AppError &&
  (/^(network|answer|service)\./.test(error.code) || error.facts.error === 'invalid_grant');

/** One try to sign in: own state, nonce and PKCE verifier, held in memory only. Rejects with AppError. */
export async function openSignInAttempt(options: AttemptOptions): Promise<SignInAttempt> {
  const { server, clock, redirect, signal } = options;
  const { redirectIssuer } = await server.features();
  const expected: ExpectedRedirect = { state: randomState(), issuer: redirectIssuer };
  const nonce = randomNonce();
  const pkceVerifier = randomPKCECodeVerifier();
  const codeChallenge = await calculatePKCECodeChallenge(pkceVerifier);
  signal.throwIfAborted();
  const listener = redirect.kind === 'loopback' ? await openRedirectListener({ ...redirect, ...expected }) : null;
  const redirectUri = redirect.kind === 'page' ? redirect.redirectUri : (listener?.redirectUri ?? '');
  let arrival = Promise.withResolvers<Arrival>();
  let isWaiting = true;
  let pastedOutcome: PromiseWithResolvers<void> | null = null;

  const authorizeUrl = await server
    .authorizeUrl({
      ...options.parameters,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: expected.state,
      nonce,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    })
    .catch(async (error: unknown) => {
      await listener?.close();
      throw error;
    });

  /** The address is made of our own parts; nothing a request said about its host gets in. */
  function exchange(answer: RedirectAnswer): Promise<GivenTokens> {
    if (answer.kind === 'error') {
      const facts = { error: hostileText(answer.error, 100), description: hostileText(answer.description, 200) };
      throw new AppError('signIn.denied', { facts });
    }
    const callbackUrl = new URL(redirectUri);
    callbackUrl.searchParams.set('code', answer.code);
    callbackUrl.searchParams.set('state', expected.state);
    if (expected.issuer !== null) callbackUrl.searchParams.set('iss', expected.issuer);
    return server.exchange({ callbackUrl, pkceVerifier, state: expected.state, nonce });
  }

  async function nextArrival(deadline: Promise<never>): Promise<Arrival> {
    isWaiting = true;
    const byBrowser = listener?.answer.then((answer): Arrival => ({ answer }));
    const arrived = await Promise.race([arrival.promise, deadline, ...(byBrowser ? [byBrowser] : [])]);
    isWaiting = false;
    return arrived;
  }

  async function waitAndExchange(deadline: Promise<never>): Promise<GivenTokens> {
    for (;;) {
      const { answer, outcome } = await nextArrival(deadline);
      options.onExchanging();
      try {
        const tokens = await exchange(answer);
        outcome?.resolve();
        return tokens;
      } catch (error) {
        outcome?.reject(error);
        if (!outcome || !canPasteAgain(error)) throw error;
        arrival = Promise.withResolvers();
        options.onWaiting();
      }
    }
  }

  async function complete(): Promise<GivenTokens> {
    const ended = new AbortController();
    const deadline = clock.sleep(options.timeLimitMs, AbortSignal.any([signal, ended.signal])).then((): never => {
      throw new AppError('signIn.timedOut');
    });
    deadline.catch(() => undefined); // may end after the race is decided
    try {
      return await waitAndExchange(deadline);
    } finally {
      ended.abort(new AppError('signIn.cancelled'));
      isWaiting = false;
      // A paste that lost against the time limit is told so; one that was settled stays settled.
      pastedOutcome?.reject(new AppError('signIn.timedOut'));
      await listener?.close();
    }
  }

  async function submit(pasted: string): Promise<void> {
    const read = readPasted(pasted, redirectUri, expected);
    if (!isWaiting) throw new AppError('input.invalid', { facts: { reason: 'notWaiting' } });
    if (read.kind === 'unreadable') throw new AppError('input.invalid', { facts: { reason: 'notACode' } });
    if (read.kind === 'wrongState') throw new AppError('signIn.refused', { facts: { reason: 'state' } });
    const outcome = Promise.withResolvers<void>();
    pastedOutcome = outcome;
    isWaiting = false;
    arrival.resolve({ answer: read.answer, outcome });
    await outcome.promise;
  }

  return { authorizeUrl, complete, submit };
}

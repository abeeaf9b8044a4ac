import { AppError } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { IssuedToken } from './transform.ts';

/** Part of a token's life after which it is renewed before it is refused. */
const renewAfterPart = 0.8;
const firstHoldMs = 1_000;
const longestHoldMs = 60_000;
const longestAskedHoldMs = 3600_000;

type Lifetime = Pick<IssuedToken, 'accessToken' | 'expiresInSeconds'>;

interface Current {
  readonly token: string;
  readonly lifetimeMs: number;
  readonly sinceMonotonic: number;
  readonly sinceWall: number;
}

export interface AccessTokenKeeper {
  /** A token fresh from the provider. */
  accept(issued: Lifetime): void;
  token(): Promise<string>;
  /** Renews only when the refused token is still the current one; whoever comes later gets the newer one. */
  renewedAfter(refused: string): Promise<string>;
  /** Renews now, for a refresh token that must be used now and then. */
  renew(): Promise<string>;
  forget(): void;
  /** Resolves when no refresh is under way. */
  settled(): Promise<void>;
}

/**
 * One resource's access token, in memory only. However many ask, one refresh runs: two parallel uses of a rotating
 * refresh token make the provider revoke them all. After a passing failure further ones wait a little.
 */
export function createAccessTokenKeeper({
  clock,
  refresh,
}: {
  readonly clock: Clock;
  /** Asks the provider and has a new refresh token committed before it resolves. Rejects with AppError. */
  readonly refresh: () => Promise<Lifetime>;
}): AccessTokenKeeper {
  let current: Current | null = null;
  let running: Promise<string> | null = null;
  let hold: { readonly untilMonotonic: number; readonly error: unknown } | null = null;
  let failures = 0;

  function accept({ accessToken, expiresInSeconds }: Lifetime): void {
    current = {
      token: accessToken,
      lifetimeMs: expiresInSeconds * 1000,
      sinceMonotonic: clock.monotonic(),
      sinceWall: clock.now(),
    };
    hold = null;
    failures = 0;
  }

  /** Both clocks: the monotonic one may stand still in sleep, the wall one can be set back. */
  function isWithin(part: number, { lifetimeMs, sinceMonotonic, sinceWall }: Current): boolean {
    const ageMs = Math.max(clock.monotonic() - sinceMonotonic, clock.now() - sinceWall);
    return ageMs < lifetimeMs * part;
  }

  function holdOff(error: unknown): void {
    const asked = error instanceof AppError ? error.facts.retryAfterMs : undefined;
    const backoffMs = Math.min(longestHoldMs, firstHoldMs * 2 ** failures);
    const waitMs = typeof asked === 'number' ? Math.min(asked, longestAskedHoldMs) : backoffMs;
    failures += 1;
    hold = { untilMonotonic: clock.monotonic() + waitMs, error };
  }

  async function refreshOnce(): Promise<string> {
    if (hold && clock.monotonic() < hold.untilMonotonic) throw hold.error;
    try {
      const issued = await refresh();
      accept(issued);
      return issued.accessToken;
    } catch (error) {
      holdOff(error);
      throw error;
    }
  }

  function renew(): Promise<string> {
    running ??= refreshOnce().finally(() => {
      running = null;
    });
    return running;
  }

  async function token(): Promise<string> {
    const before = current;
    if (before && isWithin(renewAfterPart, before)) return before.token;
    try {
      return await renew();
    } catch (error) {
      const isDead = error instanceof AppError && error.code === 'signIn.needed';
      if (!isDead && before !== null && before === current && isWithin(1, before)) return before.token;
      throw error;
    }
  }

  return {
    accept,
    token,
    renew,
    renewedAfter(refused) {
      if (current !== null && current.token !== refused) return token();
      current = null;
      return renew();
    },
    forget() {
      current = null;
      hold = null;
      failures = 0;
    },
    async settled() {
      await running?.catch(() => undefined);
    },
  };
}

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { FaultSwitches } from './faultSwitches.ts';
import type { LabClock } from './labClock.ts';

const issuedTokenSchema = z.object({
  token: z.string(),
  kind: z.enum(['access', 'refresh']),
  /** `resource_server` value, e.g. `transfer.api.globus.org`. */
  resourceServer: z.string(),
  /** Top-level scopes, no brackets. */
  scopes: z.array(z.string()).readonly(),
  personId: z.string(),
  clientId: z.string(),
  /** Milliseconds of the lab's clock. */
  issuedAt: z.number(),
  expiresAt: z.number(),
  isRevoked: z.boolean(),
});
export type IssuedToken = z.infer<typeof issuedTokenSchema>;
type TokenRequest = Omit<IssuedToken, 'token' | 'issuedAt' | 'expiresAt' | 'isRevoked'>;

/** Dead tokens are kept this long, so that `validate` and `introspect` still know them for a while. */
const forgetAfterMs = 24 * 60 * 60 * 1000;

/** Tokens that the lab's Globus Auth gave out; the other services ask it who is calling. */
export class TokenBook {
  readonly #byToken = new Map<string, IssuedToken>();
  /** Fault rounds at the time of issue; tokens of an earlier run of the lab count as issued before any round. */
  readonly #rounds = new WeakMap<IssuedToken, { expired: number; revoked: number }>();
  readonly #clock: LabClock;
  readonly #faults: FaultSwitches;

  constructor(clock: LabClock, faults: FaultSwitches, restored?: unknown) {
    this.#clock = clock;
    this.#faults = faults;
    if (restored !== undefined)
      for (const token of z.array(issuedTokenSchema).parse(restored)) this.#byToken.set(token.token, token);
  }

  issue(request: TokenRequest, lifetimeSeconds: number): IssuedToken {
    const now = this.#clock.now();
    const issued: IssuedToken = {
      ...request,
      token: `Ag${randomBytes(36).toString('base64url')}`,
      issuedAt: now,
      expiresAt: now + lifetimeSeconds * 1000,
      isRevoked: false,
    };
    this.#byToken.set(issued.token, issued);
    this.#rounds.set(issued, {
      expired: this.#faults.round('token-expired'),
      revoked: this.#faults.round('token-revoked'),
    });
    return issued;
  }

  /** The live token, or undefined when unknown, expired, revoked or struck by a fault. */
  find(token: string): IssuedToken | undefined {
    const found = this.#byToken.get(token);
    return found && !found.isRevoked && found.expiresAt > this.#clock.now() && !this.#isStruck(found)
      ? found
      : undefined;
  }

  /** Moves the end of a token's life; refresh tokens live six months from their last use. */
  extend(token: string, lifetimeSeconds: number): void {
    const found = this.#byToken.get(token);
    if (found) found.expiresAt = this.#clock.now() + lifetimeSeconds * 1000;
  }

  revoke(token: string): void {
    const found = this.#byToken.get(token);
    if (found) found.isRevoked = true;
  }

  revokeAll(): void {
    for (const token of this.#byToken.values()) token.isRevoked = true;
  }

  snapshot(): unknown {
    const oldest = this.#clock.now() - forgetAfterMs;
    return [...this.#byToken.values()].filter((token) => token.expiresAt > oldest);
  }

  #isStruck(token: IssuedToken): boolean {
    const rounds = this.#rounds.get(token) ?? { expired: 0, revoked: 0 };
    const isStruckBy = (fault: 'token-expired' | 'token-revoked', roundAtIssue: number) =>
      this.#faults.isOn(fault) && roundAtIssue < this.#faults.round(fault);
    return (
      isStruckBy('token-revoked', rounds.revoked) ||
      (token.kind === 'access' && isStruckBy('token-expired', rounds.expired))
    );
  }
}

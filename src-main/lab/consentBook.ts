import { z } from 'zod';
import type { FaultSwitches } from './faultSwitches.ts';

const consentSchema = z.object({
  personId: z.string(),
  clientId: z.string(),
  endpointId: z.string(),
  /** Milliseconds of the lab's clock. */
  createdAt: z.number(),
});
type GivenConsent = z.infer<typeof consentSchema>;

const keyOf = (personId: string, clientId: string, endpointId: string): string =>
  `${personId} ${clientId} ${endpointId}`;

/** Which (person, client) gave the `data_access` consent for which mapped collection. */
export class ConsentBook {
  readonly #given = new Map<string, GivenConsent>();
  /** Rounds of the fault `consent-revoked` when the consent was given. */
  readonly #rounds = new WeakMap<GivenConsent, number>();
  readonly #faults: FaultSwitches;

  constructor(faults: FaultSwitches, restored?: unknown) {
    this.#faults = faults;
    if (restored !== undefined)
      for (const given of z.array(consentSchema).parse(restored))
        this.#given.set(keyOf(given.personId, given.clientId, given.endpointId), given);
  }

  give(personId: string, clientId: string, endpointId: string, createdAt: number): void {
    const given = { personId, clientId, endpointId, createdAt };
    this.#given.set(keyOf(personId, clientId, endpointId), given);
    this.#rounds.set(given, this.#faults.round('consent-revoked', endpointId));
  }

  /** Whether the consent stands: the fault `consent-revoked` takes away what was given before it was switched on. */
  has(personId: string, clientId: string, endpointId: string): boolean {
    const given = this.#given.get(keyOf(personId, clientId, endpointId));
    return given !== undefined && !this.#isStruck(given);
  }

  revokeAll(endpointId?: string): void {
    for (const [key, given] of this.#given)
      if (endpointId === undefined || given.endpointId === endpointId) this.#given.delete(key);
  }

  of(personId: string): GivenConsent[] {
    return [...this.#given.values()].filter((given) => given.personId === personId && !this.#isStruck(given));
  }

  snapshot(): unknown {
    return [...this.#given.values()];
  }

  #isStruck(given: GivenConsent): boolean {
    return (
      this.#faults.isOn('consent-revoked', given.endpointId) &&
      (this.#rounds.get(given) ?? 0) < this.#faults.round('consent-revoked', given.endpointId)
    );
  }
}

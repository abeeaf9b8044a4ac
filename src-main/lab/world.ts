import { randomBytes } from 'node:crypto';
import type { FaultSwitches } from './faultSwitches.ts';
import type { LabClock } from './labClock.ts';

/** A person of the lab; signs in at Globus Auth and at the registry's own provider. */
export interface LabPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly organization: string;
  /** The registry's name for the person and the 40-hex token it gave. */
  readonly registryUsername: string;
  readonly registryToken: string;
}

export type LabEndpointKind = 'personal' | 'mapped' | 'guest';

/** A Globus collection of the lab: a real folder on disk. */
export interface LabEndpoint {
  readonly id: string;
  readonly name: string;
  readonly kind: LabEndpointKind;
  /** `entity_type` as Globus spells it. */
  readonly entityType: string;
  readonly ownerId: string;
  readonly organization: string;
  readonly description: string;
  /** The folder on disk that the collection's `/` stands for. */
  readonly root: string;
  /** Path of the folder a client starts in, `/…/`. */
  readonly defaultDirectory: string;
  /** Path that equals the registry's image root (registry server), else the folder images go to. */
  readonly basePath: string;
  readonly hostEndpointId: string | null;
  /** `all` or the people who see it; the owner always does. */
  readonly visibleTo: 'all' | readonly string[];
  readonly isReadOnly: boolean;
  /** Bytes the endpoint may hold in all; null = as much as the disk. */
  readonly quotaBytes: number | null;
  /** Personal endpoints sleep and wake; others are always connected. */
  isConnected: boolean;
  isPaused: boolean;
}

export interface IssuedToken {
  readonly token: string;
  readonly kind: 'access' | 'refresh';
  /** `resource_server` value, e.g. `transfer.api.globus.org`. */
  readonly resourceServer: string;
  /** Top-level scopes, no brackets. */
  readonly scopes: readonly string[];
  readonly personId: string;
  readonly clientId: string;
  readonly expiresAt: number;
  isRevoked: boolean;
}

/** Tokens that the lab's Globus Auth gave out; the other services ask it who is calling. */
export class TokenBook {
  readonly #byToken = new Map<string, IssuedToken>();
  readonly #clock: LabClock;

  constructor(clock: LabClock) {
    this.#clock = clock;
  }

  issue(token: Omit<IssuedToken, 'token' | 'expiresAt' | 'isRevoked'>, lifetimeSeconds: number): IssuedToken {
    const issued: IssuedToken = {
      ...token,
      token: `Ag${randomBytes(36).toString('base64url')}`,
      expiresAt: this.#clock.now() + lifetimeSeconds * 1000,
      isRevoked: false,
    };
    this.#byToken.set(issued.token, issued);
    return issued;
  }

  /** The live token, or undefined when unknown, expired or revoked. */
  find(token: string): IssuedToken | undefined {
    const found = this.#byToken.get(token);
    return found && !found.isRevoked && found.expiresAt > this.#clock.now() ? found : undefined;
  }

  revoke(token: string): void {
    const found = this.#byToken.get(token);
    if (found) found.isRevoked = true;
  }

  revokeAll(): void {
    for (const token of this.#byToken.values()) token.isRevoked = true;
  }
}

/** Which (person, client) gave the `data_access` consent for which mapped collection. */
export class ConsentBook {
  readonly #given = new Map<string, { createdAt: number }>();

  #key(personId: string, clientId: string, endpointId: string): string {
    return `${personId} ${clientId} ${endpointId}`;
  }

  give(personId: string, clientId: string, endpointId: string, createdAt: number): void {
    this.#given.set(this.#key(personId, clientId, endpointId), { createdAt });
  }

  has(personId: string, clientId: string, endpointId: string): boolean {
    return this.#given.has(this.#key(personId, clientId, endpointId));
  }

  revokeAll(endpointId?: string): void {
    for (const key of this.#given.keys())
      if (endpointId === undefined || key.endsWith(` ${endpointId}`)) this.#given.delete(key);
  }

  of(personId: string): { clientId: string; endpointId: string; createdAt: number }[] {
    return [...this.#given].flatMap(([key, { createdAt }]) => {
      const [person, clientId = '', endpointId = ''] = key.split(' ');
      return person === personId ? [{ clientId, endpointId, createdAt }] : [];
    });
  }
}

/** Everything the lab's services share. */
export interface LabWorld {
  readonly clock: LabClock;
  readonly faults: FaultSwitches;
  readonly people: readonly LabPerson[];
  /** By id; services add personal and guest collections that clients create. */
  readonly endpoints: Map<string, LabEndpoint>;
  readonly tokens: TokenBook;
  readonly consents: ConsentBook;
  /** Folder of the registry's images on disk. */
  readonly imagesDir: string;
  /** Speed of one running transfer; settable. */
  transferRate: { bytesPerSecond: number };
  /** Lines for the lab's own log. */
  readonly log: (line: string) => void;
}

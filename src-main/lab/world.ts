import type { ConsentBook } from './consentBook.ts';
import type { FaultSwitches } from './faultSwitches.ts';
import type { LabClock } from './labClock.ts';
import type { TokenBook } from './tokenBook.ts';

export { ConsentBook } from './consentBook.ts';
export type { IssuedToken } from './tokenBook.ts';
export { TokenBook } from './tokenBook.ts';

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
  /** High assurance endpoints ask for no `data_access` consent; absent = no. */
  readonly isHighAssurance?: boolean;
  /** Bytes the endpoint may hold in all; null = as much as the disk. */
  readonly quotaBytes: number | null;
  /** Personal endpoints sleep and wake; others are always connected. */
  isConnected: boolean;
  isPaused: boolean;
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

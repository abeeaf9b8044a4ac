import type { Problem } from '../contract/errors.ts';
import type { ServerCertificate } from '../contract/network.ts';
import type { Settings } from '../contract/settings.ts';

export interface NetworkChoice extends Readonly<Settings['network']> {
  readonly proxyPassword: string | null;
}

/** The way out of this computer that `Http` takes. */
export interface Network {
  /** Every request from now on goes this way. Answers why a part of it cannot be used: `network.caFile`. */
  use(choice: NetworkChoice): Promise<Omit<Problem, 'at'> | null>;
  /** `host:port` of the proxy that an address is reached through; null: none. */
  proxyFor(url: string): Promise<string | null>;
  /** What a server shows before anything is sent, whoever vouches for it; null: it shows none. */
  certificateOf(url: string): Promise<ServerCertificate | null>;
}

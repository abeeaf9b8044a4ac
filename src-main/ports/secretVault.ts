import type { Notice } from '../contract/events.ts';
import type { VaultKind } from '../contract/signIn.ts';

/** Secrets by name. A vault that cannot be read answers null: "sign in again", never a crash. */
export interface SecretVault {
  readonly kind: VaultKind;
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** What the user must hear of secrets that were there and could not be read; none where nothing is kept. */
  notices?(): readonly Notice[];
}

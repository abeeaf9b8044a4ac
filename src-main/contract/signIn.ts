import { z } from 'zod';
import type { Problem } from './errors.ts';
import { endpointIdSchema, registryIdSchema } from './ids.ts';

export const providerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('globus') }),
  z.object({ kind: z.literal('registry'), registryId: registryIdSchema }),
]);
export type Provider = z.infer<typeof providerSchema>;

export const startSignInSchema = z.object({
  provider: providerSchema,
  /** `browser`: loopback redirect; `code`: the provider shows a code to paste (browser on another computer). */
  way: z.enum(['browser', 'code']).default('browser'),
  /** Fixed loopback port, for `ssh -L`; 0 or absent = any free one. */
  port: z.number().int().min(0).max(65535).optional(),
  /** Endpoints whose own consent is missing (mapped ones). */
  consentFor: z.array(endpointIdSchema).max(100).optional(),
});
export type StartSignIn = z.infer<typeof startSignInSchema>;

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly name: string | null;
  readonly organization: string | null;
}

export type SignInState =
  | {
      readonly kind: 'signedOut';
      /** Signed out here, but the provider could not be told: its tokens live on until they expire. */
      readonly problem?: Problem;
    }
  | {
      readonly kind: 'waitingForBrowser';
      readonly way: 'browser' | 'code';
      /** Opened in the system browser; shown with Copy for when that fails. */
      readonly authorizeUrl: string;
      readonly expiresAt: string;
      readonly browserOpened: boolean;
    }
  | { readonly kind: 'exchangingCode' }
  | { readonly kind: 'signedIn'; readonly account: Account; readonly signedInAt: string }
  | { readonly kind: 'failed'; readonly problem: Problem };

export type VaultKind = 'safeStorage' | 'keyring' | 'passphraseFile' | 'memory' | 'plainFile';

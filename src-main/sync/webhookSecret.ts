import { randomBytes } from 'node:crypto';
import type { SecretVault } from '../ports/secretVault.ts';

const entry = 'webhook-secret';

/** What bodies of webhooks are signed with: made when first needed, kept in the vault. */
export function createWebhookSecret(vault: SecretVault) {
  let known: Promise<string> | null = null;

  const make = async (): Promise<string> => {
    const secret = randomBytes(32).toString('base64url');
    await vault.set(entry, secret);
    return secret;
  };

  const find = async (): Promise<string> => (await vault.get(entry)) ?? make();

  return {
    /** Rejects with `vault.unavailable` or whatever the vault says; the next call asks again. */
    async read(): Promise<string> {
      known ??= find();
      try {
        return await known;
      } catch (error) {
        known = null;
        throw error;
      }
    },
    async renew(): Promise<string> {
      known = make();
      return known;
    },
  };
}
export type WebhookSecret = ReturnType<typeof createWebhookSecret>;

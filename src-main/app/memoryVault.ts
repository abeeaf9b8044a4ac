import type { SecretVault } from '../ports/secretVault.ts';

/** Secrets that are gone with the process. */
export function createMemoryVault(): SecretVault {
  const secrets = new Map<string, string>();
  return {
    kind: 'memory',
    get: async (name) => secrets.get(name) ?? null,
    set: async (name, secret) => void secrets.set(name, secret),
    delete: async (name) => void secrets.delete(name),
  };
}

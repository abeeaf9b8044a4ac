import type { VaultKind } from '../../src-main/contract/signIn.ts';
import type { SecretVault } from '../../src-main/ports/secretVault.ts';

export interface FakeVault extends SecretVault {
  readonly secrets: Map<string, string>;
  /** Every `set`, in order: what was committed, and when in relation to other things. */
  readonly writes: readonly string[];
  /** While set, calls reject with it. */
  failWith: Error | null;
}

export function createFakeVault(kind: VaultKind = 'memory'): FakeVault {
  const secrets = new Map<string, string>();
  const writes: string[] = [];
  const vault: FakeVault = {
    kind,
    secrets,
    writes,
    failWith: null,
    async get(name) {
      if (vault.failWith) throw vault.failWith;
      return secrets.get(name) ?? null;
    },
    async set(name, secret) {
      if (vault.failWith) throw vault.failWith;
      secrets.set(name, secret);
      writes.push(name);
    },
    async delete(name) {
      if (vault.failWith) throw vault.failWith;
      secrets.delete(name);
    },
  };
  return vault;
}

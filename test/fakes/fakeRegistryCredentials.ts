import type { RegistryId } from '../../src-main/contract/ids.ts';
import type { RegistryCredential, RegistryCredentials } from '../../src-main/ports/tokens.ts';

export interface FakeRegistryCredentials extends RegistryCredentials {
  /** What `credential` answers, by registry; `none` where nothing is set. */
  readonly held: Map<RegistryId, RegistryCredential>;
  /** What a refused sign-in becomes. */
  renewal: RegistryCredential;
  readonly refused: readonly string[];
}

export function createFakeRegistryCredentials(): FakeRegistryCredentials {
  const held = new Map<RegistryId, RegistryCredential>();
  const refused: string[] = [];
  return {
    held,
    refused,
    renewal: { kind: 'none' },
    credential: async (id) => held.get(id) ?? { kind: 'none' },
    async renewed(id, token) {
      refused.push(token);
      held.set(id, this.renewal);
      return this.renewal;
    },
    async setToken(id, token) {
      if (token === null) held.delete(id);
      else held.set(id, { kind: 'token', token });
    },
  };
}

import { AppError } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import type { RegistryCredential, RegistryCredentials } from '../ports/tokens.ts';
import type { ProviderSignIn } from './providerSignIn.ts';
import { registryResource } from './transform.ts';

const tokenName = (registryId: RegistryId) => `registry-token ${registryId}`;

/** A sign-in counts before a pasted token; one that ended leaves the token, or nothing. */
export function createRegistryCredentials({
  vault,
  logger,
  signInOf,
}: {
  readonly vault: SecretVault;
  readonly logger: Logger;
  readonly signInOf: (registryId: RegistryId) => Pick<ProviderSignIn, 'kept'>;
}): RegistryCredentials {
  /** Asked for with every request: the vault is read once. */
  const pasted = new Map<RegistryId, Promise<string | null>>();

  async function readToken(registryId: RegistryId): Promise<string | null> {
    try {
      return await vault.get(tokenName(registryId));
    } catch (error) {
      logger.warn('vault cannot be read', { error });
      return null;
    }
  }

  async function withoutSignIn(registryId: RegistryId): Promise<RegistryCredential> {
    const found = pasted.get(registryId) ?? readToken(registryId);
    pasted.set(registryId, found);
    const token = await found;
    return token === null ? { kind: 'none' } : { kind: 'token', token };
  }

  async function bySignIn(registryId: RegistryId, work: () => Promise<string>): Promise<RegistryCredential> {
    if (signInOf(registryId).kept.record() === null) return withoutSignIn(registryId);
    try {
      return { kind: 'oidc', accessToken: await work() };
    } catch (error) {
      if (error instanceof AppError && error.code === 'signIn.needed') return withoutSignIn(registryId);
      throw error;
    }
  }

  return {
    credential: (registryId) => bySignIn(registryId, () => signInOf(registryId).kept.token(registryResource)),
    async renewed(registryId, refused) {
      const { kept } = signInOf(registryId);
      const credential = await bySignIn(registryId, () => kept.renewedToken(registryResource, refused));
      // The very thing that was refused is no answer.
      return credential.kind === 'token' && credential.token === refused ? { kind: 'none' } : credential;
    },
    async setToken(registryId, token) {
      if (token === null) await vault.delete(tokenName(registryId));
      else await vault.set(tokenName(registryId), token);
      pasted.set(registryId, Promise.resolve(token));
    },
  };
}

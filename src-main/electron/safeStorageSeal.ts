import type { VaultSeal } from '../node/vaultCodecs.ts';
import type { ElectronApi } from './electronApi.ts';

/**
 * Electron's safeStorage (its async calls: the sync ones are going away), or null where it protects nothing: on Linux
 * without a key store Electron encrypts with a password that everybody knows (`basic_text`).
 */
export async function safeStorageSeal({ safeStorage }: Pick<ElectronApi, 'safeStorage'>): Promise<VaultSeal | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  const isUnprotected = () => ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
  if (process.platform === 'linux' && isUnprotected()) return null;
  return {
    encrypt: async (secret) => new Uint8Array(await safeStorage.encryptStringAsync(secret)),
    decrypt: async (sealed) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return { secret: result, isStale: shouldReEncrypt };
    },
  };
}

import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '../contract/errors.ts';
import type { VaultCodec } from './fileVault.ts';

const ivBytes = 12;
const tagBytes = 16;
export const vaultKeyBytes = 32;
/** Name under which the header proves that a key fits; no entry can have it. */
const checkName = '\u0000check';

/** AES-256-GCM; the entry's name is authenticated too, so that no two entries can change places. */
function seal(key: Uint8Array, name: string, secret: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`portolan-vault-1\n${name}`));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function open(key: Uint8Array, name: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.byteLength < ivBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(`portolan-vault-1\n${name}`))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null; // another key or a changed file: the only failure GCM knows
  }
}

/** A codec of one key. Answers null when the header was made by another. */
function keyCodec(key: Uint8Array, header: Readonly<Record<string, string>>): VaultCodec | null {
  const { check } = header;
  if (check !== undefined && open(key, checkName, check) !== 'ok') return null;
  return {
    header: { ...header, check: check ?? seal(key, checkName, 'ok') },
    seal: async (name, secret) => seal(key, name, secret),
    open: async (name, sealed) => open(key, name, sealed),
  };
}

/** 2^17 rounds of 1 KiB blocks: 128 MiB and some tenths of a second for each guess. */
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 ** 2 };

const derived = (passphrase: string, salt: Uint8Array) =>
  new Promise<Uint8Array>((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, vaultKeyBytes, scryptCost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

export const passphraseCodec =
  (passphrase: string) =>
  async (header: Readonly<Record<string, string>> | null): Promise<VaultCodec | null> => {
    const salt = header?.salt === undefined ? randomBytes(16) : Buffer.from(header.salt, 'base64');
    const kept = header ?? { kdf: 'scrypt-17-8-1', salt: salt.toString('base64') };
    if (kept.kdf !== 'scrypt-17-8-1' || kept.salt === undefined) return null;
    return keyCodec(await derived(passphrase, salt), kept);
  };

export const randomKeyCodec =
  (key: Uint8Array) =>
  async (header: Readonly<Record<string, string>> | null): Promise<VaultCodec | null> =>
    keyCodec(key, header ?? { key: 'keyring' });

/** No protection but the file's mode: only by explicit choice. */
export const plainCodec = async (): Promise<VaultCodec> => ({
  header: { protection: 'none' },
  seal: async (_name, secret) => secret,
  open: async (_name, sealed) => sealed,
});

/** What another keeper of keys offers, such as the desktop shell's own encryption. */
export interface VaultSeal {
  encrypt(secret: string): Promise<Uint8Array>;
  /** `isStale`: the key has been renewed and the secret should be encrypted anew. */
  decrypt(sealed: Uint8Array): Promise<{ readonly secret: string; readonly isStale: boolean }>;
}

export const sealCodec =
  (by: VaultSeal, onStale: (name: string, secret: string) => void) => async (): Promise<VaultCodec> => ({
    header: { protection: 'system' },
    async seal(name, secret) {
      try {
        return Buffer.from(await by.encrypt(secret)).toString('base64');
      } catch (error) {
        throw new AppError('vault.unavailable', { cause: error, facts: { entry: name } });
      }
    },
    async open(name, sealed) {
      const { secret, isStale } = await by.decrypt(Buffer.from(sealed, 'base64'));
      if (isStale) onStale(name, secret);
      return secret;
    },
  });

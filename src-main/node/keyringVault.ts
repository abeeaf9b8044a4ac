import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from '../ports/logger.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import { createFileVault } from './fileVault.ts';
import { randomKeyCodec, vaultKeyBytes } from './vaultCodecs.ts';

/** One named place in the system's keyring. All reject when the keyring is locked, absent or slow. */
export interface KeyringSlot {
  read(): Promise<string | null>;
  write(secret: string): Promise<void>;
  remove(): Promise<void>;
}
export type OpenKeyringSlot = (account: string) => Promise<KeyringSlot>;

const service = 'Portolan';
/** A locked keyring may wait for a person at a prompt nobody sees. */
const answerWithinMs = 10_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the keyring did not answer')), answerWithinMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The native module is optional: where it is missing or does not load, this rejects and the next rung is taken. */
export const openSystemKeyringSlot: OpenKeyringSlot = async (account) => {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  // The kernel's own keyring, its silent second choice on Linux, forgets everything at the next start.
  const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  return {
    read: async () => (await inTime(entry.getPassword())) ?? null,
    write: (secret) => inTime(entry.setPassword(secret)),
    async remove() {
      await inTime(entry.deletePassword());
    },
  };
};

/** Names a data folder, so that two profiles of one person keep apart. */
const accountOf = (dir: string, use: string) => `${use}-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`;

async function worksRoundTrip(openSlot: OpenKeyringSlot, dir: string): Promise<void> {
  const slot = await openSlot(accountOf(dir, 'probe'));
  const secret = randomBytes(16).toString('hex');
  await slot.write(secret);
  const found = await slot.read();
  await slot.remove();
  if (found !== secret) throw new Error('the keyring did not keep the probe');
}

async function keyOf(slot: KeyringSlot): Promise<Uint8Array> {
  const found = await slot.read();
  const key = found === null ? null : Buffer.from(found, 'base64');
  if (key?.byteLength === vaultKeyBytes) return key;
  const fresh = randomBytes(vaultKeyBytes);
  await slot.write(fresh.toString('base64'));
  return fresh;
}

/**
 * The keyring holds one random key, the sealed secrets lie in a file: a keyring entry may be limited to some 1.2 KiB
 * of text (Windows), which a set of tokens outgrows. Answers null when this computer has no keyring that works.
 */
export async function openKeyringVault({
  dir,
  logger,
  openSlot = openSystemKeyringSlot,
}: {
  readonly dir: string;
  readonly logger?: Logger;
  readonly openSlot?: OpenKeyringSlot;
}): Promise<SecretVault | null> {
  try {
    await worksRoundTrip(openSlot, dir);
    const key = await keyOf(await openSlot(accountOf(dir, 'vault-key')));
    const path = join(dir, 'keyring.json');
    return createFileVault({ path, kind: 'keyring', codecFor: randomKeyCodec(key), ...(logger ? { logger } : {}) });
  } catch (error) {
    logger?.info('no keyring', { reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

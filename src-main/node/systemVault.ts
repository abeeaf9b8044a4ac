import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import { createFileVault } from './fileVault.ts';
import { type OpenKeyringSlot, openKeyringVault } from './keyringVault.ts';
import { passphraseCodec, plainCodec, sealCodec, type VaultSeal } from './vaultCodecs.ts';

export type VaultChoice = 'keyring' | 'passphrase' | 'memory' | 'plain';
const vaultChoices: readonly VaultChoice[] = ['keyring', 'passphrase', 'memory', 'plain'];

export interface VaultOptions {
  /** The app's data folder; vault files lie in its `vault/` (0700). */
  readonly dir: string;
  /** A choice of the user; absent = the best that works. */
  readonly preferred?: VaultChoice;
  readonly passphrase?: string;
  /** `PORTOLAN_VAULT` names a choice. */
  readonly env?: NodeJS.ProcessEnv;
  readonly logger?: Logger;
  readonly openKeyringSlot?: OpenKeyringSlot;
}

/** Forgets with the process. */
export function createMemoryVault(): SecretVault {
  const secrets = new Map<string, string>();
  return {
    kind: 'memory',
    get: async (name) => secrets.get(name) ?? null,
    async set(name, secret) {
      secrets.set(name, secret);
    },
    async delete(name) {
      secrets.delete(name);
    },
  };
}

/** Secrets sealed by another keeper of keys (the desktop shell's own encryption), in a file of ours. */
export function createSealedFileVault({
  dir,
  seal,
  logger,
}: {
  readonly dir: string;
  readonly seal: VaultSeal;
  readonly logger?: Logger;
}): SecretVault {
  const reseal = (name: string, secret: string) => {
    vault.set(name, secret).catch((error: unknown) => logger?.warn('vault entry kept its old key', { error }));
  };
  const vault: SecretVault = createFileVault({
    path: join(dir, 'vault', 'sealed.json'),
    kind: 'safeStorage',
    codecFor: sealCodec(seal, reseal),
    ...(logger ? { logger } : {}),
  });
  return vault;
}

function choiceOf({ preferred, env = process.env }: VaultOptions): VaultChoice | null {
  const named = env.PORTOLAN_VAULT?.trim();
  if (!named) return preferred ?? null;
  const choice = vaultChoices.find((candidate) => candidate === named);
  if (choice) return choice;
  throw new AppError('input.invalid', { facts: { name: 'PORTOLAN_VAULT', allowed: vaultChoices } });
}

/**
 * The vault of this computer: what was chosen, else a keyring that works, else a passphrase file when there is a
 * passphrase, else memory. A plain file only when chosen. `kind` tells which it became.
 * Rejects with `vault.unavailable` when a choice cannot be met: silently keeping secrets elsewhere would be a lie.
 */
export async function createVault(options: VaultOptions): Promise<SecretVault> {
  const choice = choiceOf(options);
  const dir = join(options.dir, 'vault');
  const logger = options.logger ? { logger: options.logger } : {};
  const openSlot = options.openKeyringSlot ? { openSlot: options.openKeyringSlot } : {};
  const refused = () => new AppError('vault.unavailable', { facts: { wanted: choice ?? '' } });

  if (choice === 'memory') return createMemoryVault();
  if (choice === 'plain') {
    return createFileVault({ path: join(dir, 'plain.json'), kind: 'plainFile', codecFor: plainCodec, ...logger });
  }
  if (choice === 'keyring' || choice === null) {
    const vault = await openKeyringVault({ dir, ...logger, ...openSlot });
    if (vault) return vault;
    if (choice === 'keyring') throw refused();
  }
  if (options.passphrase) {
    const codecFor = passphraseCodec(options.passphrase);
    return createFileVault({ path: join(dir, 'passphrase.json'), kind: 'passphraseFile', codecFor, ...logger });
  }
  if (choice === 'passphrase') throw refused();
  return createMemoryVault();
}

/**
 * The vault's passphrase from a service manager's credential (`$CREDENTIALS_DIRECTORY/portolan-vault`) or the file
 * that `PORTOLAN_PASSPHRASE_FILE` names. Never an argument or a variable: both can be read by others.
 * Rejects with `input.invalid` when the file is open to other users.
 */
export async function readVaultPassphrase(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const given = env.CREDENTIALS_DIRECTORY ? join(env.CREDENTIALS_DIRECTORY, 'portolan-vault') : null;
  const named = env.PORTOLAN_PASSPHRASE_FILE;
  if (named && process.platform !== 'win32') {
    const found = await stat(named).catch((cause: unknown) => {
      throw new AppError('input.invalid', { cause, facts: { name: 'PORTOLAN_PASSPHRASE_FILE' } });
    });
    if (found.mode & 0o077) {
      throw new AppError('input.invalid', { facts: { name: 'PORTOLAN_PASSPHRASE_FILE', reason: 'open to others' } });
    }
  }
  const path = named ?? given;
  if (path === null) return null;
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '') || null;
  } catch (error) {
    if (path === given && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('vault.unavailable', { cause: error });
  }
}

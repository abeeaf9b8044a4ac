import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenKeyringSlot, openSystemKeyringSlot } from '../../../src-main/node/keyringVault.ts';
import {
  createMemoryVault,
  createSealedFileVault,
  createVault,
  readVaultPassphrase,
} from '../../../src-main/node/systemVault.ts';
import type { VaultSeal } from '../../../src-main/node/vaultCodecs.ts';
import type { SecretVault } from '../../../src-main/ports/secretVault.ts';
import { createFakeVault } from '../../fakes/memoryVault.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan-vault-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const env = {};
const passphrase = 'correct horse battery staple';

function fakeKeyring(kept = new Map<string, string>()): { readonly open: OpenKeyringSlot; readonly kept: typeof kept } {
  const open: OpenKeyringSlot = async (account) => ({
    read: async () => kept.get(account) ?? null,
    write: async (secret) => void kept.set(account, secret),
    remove: async () => void kept.delete(account),
  });
  return { open, kept };
}
const noKeyring: OpenKeyringSlot = () => Promise.reject(new Error('no D-Bus'));

const reversed: VaultSeal = {
  encrypt: async (secret) => Buffer.from([...secret].reverse().join('')),
  decrypt: async (sealed) => ({ secret: [...Buffer.from(sealed).toString()].reverse().join(''), isStale: false }),
};

const keyring = fakeKeyring();
const vaults: readonly [kind: string, open: () => Promise<SecretVault>, isLasting: boolean][] = [
  ['the fake', async () => createFakeVault(), false],
  ['memory', async () => createMemoryVault(), false],
  ['plainFile', () => createVault({ dir, preferred: 'plain', env }), true],
  ['passphraseFile', () => createVault({ dir, preferred: 'passphrase', passphrase, env }), true],
  ['keyring', () => createVault({ dir, env, openKeyringSlot: keyring.open }), true],
  ['safeStorage', async () => createSealedFileVault({ dir, seal: reversed }), true],
];

describe.each(vaults)('a vault: %s', (kind, open, isLasting) => {
  it('keeps, replaces and forgets secrets by name', async () => {
    const vault = await open();
    if (kind !== 'the fake') expect(vault.kind).toBe(kind);
    expect(await vault.get('globus')).toBeNull();
    await vault.set('globus', 'one');
    await Promise.all([vault.set('registry r-1', 'zwei ✓\n"'), vault.set('globus', 'two')]);
    expect(await vault.get('globus')).toBe('two');
    expect(await vault.get('registry r-1')).toBe('zwei ✓\n"');
    await vault.delete('globus');
    await vault.delete('never there');
    expect(await vault.get('globus')).toBeNull();
    expect(await vault.get('registry r-1')).toBe('zwei ✓\n"');
  });

  it(isLasting ? 'remembers after a restart' : 'forgets at the end', async () => {
    await (await open()).set('globus', 'secret');
    expect(await (await open()).get('globus')).toBe(isLasting ? 'secret' : null);
  });
});

describe.each(vaults.filter(([, , isLasting]) => isLasting))('a vault on disk: %s', (kind, open) => {
  it('is one file of the owner alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await (await open()).set('globus', 'topsecret-topsecret');
    } finally {
      process.umask(before);
    }
    const names = await readdir(join(dir, 'vault'));
    expect(names).toHaveLength(1);
    const path = join(dir, 'vault', names[0] ?? '');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dir, 'vault'))).mode & 0o777).toBe(0o700);
    const text = await readFile(path, 'utf8');
    expect(text.includes('topsecret')).toBe(kind === 'plainFile');
  });

  it('a damaged file answers null, stays until something is kept, and then lies aside', async () => {
    await (await open()).set('globus', 'secret');
    const [name = ''] = await readdir(join(dir, 'vault'));
    const path = join(dir, 'vault', name);
    const whole = await readFile(path);
    const damages = [
      Buffer.alloc(0),
      Buffer.from('garbage'),
      whole.subarray(0, whole.length / 2),
      Buffer.from('{"portolanVault":2,"header":{},"entries":{}}'),
      Buffer.from([0xff, 0xfe, 0x00]),
    ];
    // One for the passphrase file: each opening costs half a second by intent.
    const tried = kind === 'passphraseFile' ? damages.slice(0, 1) : damages;
    for (const [index, damage] of tried.entries()) {
      await writeFile(path, damage);
      const vault = await open();
      expect(await vault.get('globus')).toBeNull();
      expect(await readFile(path)).toEqual(damage);
      await vault.set('globus', 'anew');
      expect(await (await open()).get('globus')).toBe('anew');
      const aside = (await readdir(join(dir, 'vault'))).filter((other) => other.includes('.unreadable-'));
      expect(aside).toHaveLength(index + 1);
      await new Promise((resolve) => setTimeout(resolve, 2)); // names of files aside differ by milliseconds
    }
  });
});

describe('protection', () => {
  it('another passphrase opens nothing, and destroys nothing', async () => {
    await (await createVault({ dir, preferred: 'passphrase', passphrase, env })).set('globus', 'secret');
    const wrong = await createVault({ dir, preferred: 'passphrase', passphrase: 'guess', env });
    expect(await wrong.get('globus')).toBeNull();
    const right = await createVault({ dir, preferred: 'passphrase', passphrase, env });
    expect(await right.get('globus')).toBe('secret');
  });

  it('sealed entries cannot change places', async () => {
    const vault = await createVault({ dir, preferred: 'passphrase', passphrase, env });
    await vault.set('one', 'first');
    await vault.set('two', 'second');
    const path = join(dir, 'vault', 'passphrase.json');
    const content = JSON.parse(await readFile(path, 'utf8')) as { entries: Record<string, string> };
    const { one = '', two = '' } = content.entries;
    await writeFile(path, JSON.stringify({ ...content, entries: { one: two, two: one } }));
    const swapped = await createVault({ dir, preferred: 'passphrase', passphrase, env });
    expect([await swapped.get('one'), await swapped.get('two')]).toEqual([null, null]);
  });

  it('a keyring that lost its key means signing in again', async () => {
    const { open, kept } = fakeKeyring();
    await (await createVault({ dir, env, openKeyringSlot: open })).set('globus', 'secret');
    kept.clear();
    const vault = await createVault({ dir, env, openKeyringSlot: open });
    expect([vault.kind, await vault.get('globus')]).toEqual(['keyring', null]);
  });

  it('reseals what was sealed with an old key', async () => {
    let isStale = true;
    const seals: string[] = [];
    const seal: VaultSeal = {
      encrypt: async (secret) => {
        seals.push(secret);
        return reversed.encrypt(secret);
      },
      decrypt: async (sealed) => ({ ...(await reversed.decrypt(sealed)), isStale }),
    };
    const vault = createSealedFileVault({ dir, seal });
    await vault.set('globus', 'secret');
    expect(await vault.get('globus')).toBe('secret');
    isStale = false;
    await expect.poll(() => seals).toEqual(['secret', 'secret']);
    expect(await createSealedFileVault({ dir, seal }).get('globus')).toBe('secret');
  });

  it('a seal that fails is told on writing and means null on reading', async () => {
    await createSealedFileVault({ dir, seal: reversed }).set('globus', 'secret');
    const refuse = () => Promise.reject(new Error('locked'));
    const vault = createSealedFileVault({ dir, seal: { encrypt: refuse, decrypt: refuse } });
    expect(await vault.get('globus')).toBeNull();
    await expect(vault.set('globus', 'x')).rejects.toMatchObject({ code: 'vault.unavailable' });
    expect(await createSealedFileVault({ dir, seal: reversed }).get('globus')).toBe('secret');
  });
});

describe('which vault it becomes', () => {
  const become = async (options: Partial<Parameters<typeof createVault>[0]>) =>
    (await createVault({ dir, env, openKeyringSlot: noKeyring, ...options })).kind;

  it('takes the first rung that holds, and never plain text unasked', async () => {
    expect(await become({ openKeyringSlot: fakeKeyring().open })).toBe('keyring');
    expect(await become({ openKeyringSlot: fakeKeyring().open, passphrase })).toBe('keyring');
    expect(await become({ passphrase })).toBe('passphraseFile');
    expect(await become({})).toBe('memory');
    expect(await readdir(dir)).toEqual([]);
  });

  it('a keyring that takes but does not give is none', async () => {
    const forgetful: OpenKeyringSlot = async () => ({
      read: async () => null,
      write: async () => undefined,
      remove: async () => undefined,
    });
    const logger = createRecordingLogger();
    expect(await become({ openKeyringSlot: forgetful, logger })).toBe('memory');
    expect(logger.lines.map(({ message }) => message)).toEqual(['no keyring']);
  });

  it('obeys a choice, the variable before the setting', async () => {
    expect(await become({ preferred: 'plain' })).toBe('plainFile');
    expect(await become({ preferred: 'plain', env: { PORTOLAN_VAULT: 'memory' } })).toBe('memory');
    expect(await become({ openKeyringSlot: fakeKeyring().open, env: { PORTOLAN_VAULT: 'plain' } })).toBe('plainFile');
  });

  it('says so when a choice cannot be met', async () => {
    await expect(become({ preferred: 'keyring' })).rejects.toMatchObject({ code: 'vault.unavailable' });
    await expect(become({ preferred: 'passphrase' })).rejects.toMatchObject({ code: 'vault.unavailable' });
    await expect(become({ env: { PORTOLAN_VAULT: 'cloud' } })).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it("this computer's own keyring works or is none, but never breaks the start", async () => {
    const kind = await become({ openKeyringSlot: openSystemKeyringSlot });
    expect(['keyring', 'memory']).toContain(kind);
  });
});

describe('the passphrase', () => {
  it('comes from a credential or a file of the owner alone', async () => {
    await writeFile(join(dir, 'portolan-vault'), 'from systemd\n', { mode: 0o400 });
    await writeFile(join(dir, 'mine'), 'from a file', { mode: 0o600 });
    await writeFile(join(dir, 'open'), 'for all', { mode: 0o644 });
    expect(await readVaultPassphrase({})).toBeNull();
    expect(await readVaultPassphrase({ CREDENTIALS_DIRECTORY: dir })).toBe('from systemd');
    expect(await readVaultPassphrase({ CREDENTIALS_DIRECTORY: join(dir, 'none') })).toBeNull();
    expect(await readVaultPassphrase({ PORTOLAN_PASSPHRASE_FILE: join(dir, 'mine') })).toBe('from a file');
    for (const name of ['open', 'absent']) {
      await expect(readVaultPassphrase({ PORTOLAN_PASSPHRASE_FILE: join(dir, name) })).rejects.toMatchObject({
        code: 'input.invalid',
      });
    }
  });
});

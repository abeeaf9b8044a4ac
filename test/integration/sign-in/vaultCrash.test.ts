import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVault } from '../../../src-main/node/systemVault.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan-vault-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const openVault = (folder: string) => createVault({ dir: folder, preferred: 'plain', env: {} });

/** Lets the writer tell `rounds` numbers, then kills it in the middle of what comes next. */
async function writeAndKill(rounds: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'vaultWriter.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (text) => {
    told += text;
    if (told.split('\n').length > rounds) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return Number(told.trim().split('\n').at(-1));
}

describe('a vault file', () => {
  it('holds what was last kept after kills at any moment', async () => {
    for (let kill = 1; kill <= 15; kill += 1) {
      const told = await writeAndKill(kill);
      const found = Number(await (await openVault(dir)).get('round'));
      expect(found).toBeGreaterThanOrEqual(told);
      expect(found).toBeLessThanOrEqual(told + 1);
    }
    await (await openVault(dir)).set('last', 'write');
    expect(await readdir(join(dir, 'vault'))).toEqual(['plain.json']);
  });

  it('stays as it was when the disk is full, and takes the next write when it is not', async ({ skip }) => {
    const small = join(dir, 'small');
    await mkdir(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      skip('a file system of 256 KiB cannot be mounted here');
    }
    try {
      const vault = await openVault(small);
      await vault.set('globus', 'kept');
      await writeFile(join(small, 'ballast'), 'x'.repeat(180_000));
      const before = await readFile(join(small, 'vault', 'plain.json'), 'utf8');
      await expect(vault.set('big', 'y'.repeat(120_000))).rejects.toMatchObject({ code: 'state.diskFull' });
      expect(await readFile(join(small, 'vault', 'plain.json'), 'utf8')).toBe(before);
      expect(await vault.get('big')).toBeNull();
      expect(await readdir(join(small, 'vault'))).toEqual(['plain.json']);
      await rm(join(small, 'ballast'));
      await vault.set('big', 'y'.repeat(120_000));
      expect(await (await openVault(small)).get('globus')).toBe('kept');
    } finally {
      execFileSync('umount', [small]);
    }
  });
});

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { putImage } from './imageFiles.ts';
import { patience, say, size, startChild, works } from './promise.ts';

const newFolder = temporaryFolders();
const nobody = 65_534;

describe('F4 what may not be read is one image, not the folder', () => {
  it('one unreadable of many, read by somebody who is not root', { timeout: patience }, async ({ skip }) => {
    const isRoot = process.getuid?.() === 0;
    if (isRoot && !works('setpriv', '--version')) return skip('root may read everything, and setpriv is not installed');
    const root = newFolder();
    const count = size(300, 1_000);
    for (let n = 0; n < count; n += 1) putImage(root, `lab/tool${n}:1`, `image ${n}`);
    chmodSync(root, 0o755);
    const shut = putImage(root, 'lab/shut:1', 'shut');
    chmodSync(join(root, shut), 0o000);
    const asNobody = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', process.execPath];
    const child = startChild(
      './folderChild.ts',
      { ROOT: root, EXPECTED: String(count), MODE: 'limited' },
      isRoot ? { command: 'setpriv', args: asNobody } : {},
    );
    const told = JSON.parse((await child.line('{')) || '{}') as {
      delivered: number;
      problem: { facts: object } | null;
    };
    await child.kill();
    const isNamed = JSON.stringify(told.problem).includes('lab/shut:1');
    say('F4', `1 unreadable of ${count + 1}: ${told.delivered} delivered, ${isNamed ? 1 : 0} named`);
    expect(told.delivered).toBe(count);
    expect(isNamed, JSON.stringify(told.problem)).toBe(true);
  });
});

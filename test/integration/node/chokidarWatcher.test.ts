import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { temporaryFolders } from './temporaryFolder.ts';

const newFolder = temporaryFolders();

it('hints at new, renamed, growing and vanished files, not at what was there', async () => {
  const root = newFolder();
  writeFileSync(join(root, 'old'), '');
  const hints = new Set<string>();
  const problems: unknown[] = [];
  const watch = await new Promise<{ close(): Promise<void> }>((resolve) => {
    const opened = createChokidarWatcher().watch(root, {
      hint: (path) => hints.add(path),
      ready: () => resolve(opened),
      problem: (error) => problems.push(error),
    });
  });
  expect([...hints]).toEqual([]);

  mkdirSync(join(root, 'lab'));
  writeFileSync(join(root, 'lab', 'a:1.sif'), 'x');
  await expect.poll(() => [...hints], { timeout: 20_000 }).toContain('lab/a:1.sif');
  writeFileSync(join(root, 'part'), 'x');
  renameSync(join(root, 'part'), join(root, 'lab', 'b:1.sif'));
  await expect.poll(() => [...hints], { timeout: 20_000 }).toContain('lab/b:1.sif');
  hints.clear();
  appendFileSync(join(root, 'lab', 'b:1.sif'), 'more');
  rmSync(join(root, 'old'));
  await expect.poll(() => [...hints].sort(), { timeout: 20_000 }).toEqual(['lab/b:1.sif', 'old']);
  expect(problems).toEqual([]);

  await watch.close();
  hints.clear();
  const after = createChokidarWatcher();
  await new Promise<void>((resolve) => {
    const second = after.watch(root, {
      hint: () => {},
      problem: () => {},
      ready: () => void second.close().then(resolve),
    });
  });
  writeFileSync(join(root, 'late'), '');
  expect([...hints]).toEqual([]);
});

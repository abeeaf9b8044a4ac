import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createChokidarWatcher } from '../../../src-main/node/chokidarWatcher.ts';
import { temporaryFolders } from './temporaryFolder.ts';

const newFolder = temporaryFolders();

/** What a scan does: names every folder, and those that appear. */
async function begin(root: string, hints: Set<string>, problems: unknown[]) {
  const opened = createChokidarWatcher().watch(root, {
    hint: (path) => hints.add(path),
    folder: (path) => {
      hints.add(`${path}/`);
      opened.folder(path);
    },
    ready: () => ready.resolve(),
    problem: (error) => problems.push(error),
  });
  const ready = Promise.withResolvers<void>();
  opened.folder('');
  opened.listed();
  await ready.promise;
  return opened;
}

it('hints at new, renamed, growing and vanished files and at new folders, not at what was there', async () => {
  const root = newFolder();
  writeFileSync(join(root, 'old'), '');
  const past = new Date(Date.now() - 60_000);
  utimesSync(root, past, past);
  const hints = new Set<string>();
  const problems: unknown[] = [];
  const watch = await begin(root, hints, problems);
  expect([...hints]).toEqual([]);

  mkdirSync(join(root, 'lab'));
  await expect.poll(() => [...hints], { timeout: 20_000 }).toContain('lab/');
  await expect
    .poll(
      () => {
        writeFileSync(join(root, 'lab', 'a:1.sif'), 'x');
        return [...hints];
      },
      { timeout: 20_000 },
    )
    .toContain('lab/a:1.sif');
  writeFileSync(join(root, 'part'), 'x');
  renameSync(join(root, 'part'), join(root, 'lab', 'b:1.sif'));
  await expect.poll(() => [...hints], { timeout: 20_000 }).toContain('lab/b:1.sif');
  hints.clear();
  appendFileSync(join(root, 'lab', 'b:1.sif'), 'more');
  rmSync(join(root, 'old'));
  await expect.poll(() => ['lab/b:1.sif', 'old'].every((path) => hints.has(path)), { timeout: 20_000 }).toBe(true);
  expect(problems).toEqual([]);

  await watch.close();
  hints.clear();
  await (await begin(root, new Set(), problems)).close();
  writeFileSync(join(root, 'late'), '');
  expect([...hints]).toEqual([]);
});

it('a folder that changed while its watch began is told', async () => {
  const root = newFolder();
  const hints = new Set<string>();
  const watch = await begin(root, hints, []);
  await expect.poll(() => [...hints], { timeout: 20_000 }).toEqual(['/']);
  await watch.close();
});

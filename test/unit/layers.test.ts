import { describe, expect, it } from 'vitest';
import { breachesIn } from '../../scripts/checkLayers.ts';

describe('the layer checker', () => {
  it.each([
    ['src-main/domain/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['src-main/domain/a.ts', 'export const now = () => Date.now();'],
    ['src-main/sync/a.ts', "import got from 'got';"],
    ['src-main/sync/a.ts', "import { DatabaseSync } from 'node:sqlite';"],
    ['src-main/sync/a.ts', "import { createTransferClient } from '../globus/transferClient.ts';"],
    ['src-main/lab/a.ts', "import { readSif } from '../sif/readSif.ts';"],
    ['src-main/headless/a.ts', "import { app } from 'electron';"],
    ['src-main/app/a.ts', "const shell = await import('electron');"],
    ['src-renderer/a.tsx', "import { createApp } from '../src-main/app/createApp.ts';"],
    ['src-renderer/a.tsx', "import { appRouter } from '../src-main/app/router.ts';"],
    ['src-main/newfolder/a.ts', ''],
  ])('refuses %s: %s', (file, text) => {
    expect(breachesIn(file, text)).toHaveLength(1);
  });

  it.each([
    [
      'src-main/sync/a.ts',
      "import type { Files } from '../ports/files.ts';\nimport { createHash } from 'node:crypto';",
    ],
    ['src-main/node/a.ts', "import got from 'got';"],
    ['src-renderer/a.tsx', "import type { AppRouter } from '../src-main/app/router.ts';"],
    ['src-main/domain/a.ts', '// Date.now is only named here'],
  ])('allows %s: %s', (file, text) => {
    expect(breachesIn(file, text)).toEqual([]);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';
import { startLab } from '../../../src-main/lab/startLab.ts';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { type Cli, commandLine, seedLab, temporaryFolder } from './cliBench.ts';
import { failureShape, faultsShape, pushedShape } from './cliShapes.ts';

// Each command is a process; on a busy machine some take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** `lab …` finds the lab wherever it runs. */
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let cli: Cli;

beforeEach(async () => {
  folder = await temporaryFolder();
  cli = commandLine(folder.path);
});
afterEach(() => folder.remove());

const startHere = (dataDir: string) => startLab({ dataDir, log: () => undefined, scale: 'small' });

async function faultsOn(...words: string[]) {
  const { code, document } = await cli.json(...words);
  expect(code).toBe(0);
  return faultsShape.parse(document).faults.filter(({ isOn }) => isOn);
}

describe('a lab that runs alone', () => {
  it('is pushed to, made faulty and set back through its folder', async () => {
    const lab = await startHere(folder.path);
    const { code, document } = await cli.json('lab', 'push', 'tools/x:1', '--size', '1000000');
    expect([code, pushedShape.parse(document).sizeBytes]).toEqual([0, 1_000_000]);
    expect((await fetch(`${lab.info.registry.url}api/container/tools/x:1`)).status).toBe(200);
    const at = labEndpointIds.laptop;
    expect(await faultsOn('lab', 'fault', 'slow', 'on', '--endpoint', at)).toMatchObject([{ endpointIds: [at] }]);
    expect(lab.world.faults.isOn('slow', at)).toBe(true);
    expect((await cli.json('lab', 'reset')).document).toEqual({ reset: true });
    expect(lab.world.faults.isOn('slow', at)).toBe(false);
    // No app was begun in the lab's folder.
    expect(existsSync(join(folder.path, 'state.db'))).toBe(false);
    await lab.stop();
  });

  it('is started for the one command when it does not run, and keeps what it was told', async () => {
    await (await startHere(folder.path)).stop();
    expect(await faultsOn('lab', 'fault', 'rate-limit', 'on')).toMatchObject([{ name: 'rate-limit' }]);
    expect((await cli.json('lab', 'push', 'tools/kept:1')).code).toBe(0);
    const lab = await startHere(folder.path);
    expect(lab.world.faults.isOn('rate-limit')).toBe(true);
    expect((await readdirSync(join(lab.info.registry.imagesDir, 'tools'))).join()).toContain('kept:1@');
    await lab.stop();
  });

  it('tells its own refusals', async () => {
    const lab = await startHere(folder.path);
    const { code, document } = await cli.json('lab', 'push', 'genomics/samtools:1.19');
    expect([code, failureShape.parse(document).error]).toMatchObject([2, { code: 'input.invalid' }]);
    await lab.stop();
  });
});

describe('the lab of a window', () => {
  it('is reached although the window answers no commands', async () => {
    const { db } = await openSqliteDatabase({ file: join(folder.path, 'state.db'), schema: ledgerSchema });
    const lab = await startHere(join(folder.path, 'lab'));
    expect(await faultsOn('lab', 'fault', 'disk-full', 'on')).toMatchObject([{ name: 'disk-full' }]);
    expect(lab.world.faults.isOn('disk-full')).toBe(true);
    await lab.stop();
    db.close();
  });
});

describe('a folder where nothing runs', () => {
  it('gets the lab of an app that this command carries', async () => {
    const info = await seedLab(folder.path);
    const { code, document } = await cli.json('lab', 'push', 'tools/x:1', '--size', '1000000');
    const { relativePath } = pushedShape.parse(document);
    expect([code, existsSync(join(info.registry.imagesDir, relativePath))]).toEqual([0, true]);
    expect(await faultsOn('lab', 'fault', 'slow', 'on')).toMatchObject([{ name: 'slow' }]);
    expect(await faultsOn('lab', 'faults')).toMatchObject([{ name: 'slow' }]);
    expect(readdirSync(folder.path)).not.toContain('connection.json');
  });

  it('refuses what makes no sense with 2, in words, before anything is started', async () => {
    const refusals = [
      [['push', 'tools/x:1', '--size', '1000'], '1,000 bytes is not a size for an image', /40960 bytes \(41\.0 kB\)/],
      [['push', 'tools/x:1', '--size', 'large'], 'The command cannot be run like this', /40GB/],
      [['push', 'Nonsense'], '"Nonsense" is no name of an image', /COLLECTION\/NAME:TAG/],
      [['fault', 'no-such', 'on'], 'There is no fault "no-such"', /rate-limit, server-error/],
      [['fault', 'slow', 'maybe'], '"maybe" is neither on nor off', /on or off/],
      [
        ['fault', 'rate-limit', 'on', '--endpoint', labEndpointIds.laptop],
        'rate-limit cannot be limited to an endpoint',
        /./,
      ],
    ] as const;
    await Promise.all(
      refusals.map(async ([words, title, advice]) => {
        const { code, document } = await cli.json('lab', ...words);
        const { error } = failureShape.parse(document);
        expect([code, error.title, error.advice]).toEqual([2, title, expect.stringMatching(advice)]);
      }),
    );
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

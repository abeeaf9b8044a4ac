import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

let bench: AppBench;
let stateFile: string;
let vaultFile: string;
beforeEach(async () => {
  bench = await startAppBench();
  stateFile = join(bench.dataFolder, 'state.db');
  vaultFile = join(bench.dataFolder, 'vault', 'plain.json');
});
afterEach(() => bench.stop());

/** A life that left a subscription, a sign-in and a copy at an endpoint. */
async function liveABit(): Promise<void> {
  await bench.start();
  await bench.signIn();
  await bench.connect();
  await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
  await eventually(async () => (await bench.services().subscriptions.list())[0]?.counts.upToDate).toBe(5);
  await eventually(
    () => existsSync(join(bench.dataFolder, 'backups')) && readdirSync(join(bench.dataFolder, 'backups')),
  ).toHaveLength(1);
  await bench.end();
}

const notices = () => bench.services().status().notices;

describe('records that are damaged: kept aside, said aloud, begun anew', () => {
  it.each<[string, string, (file: string) => void]>([
    ['garbage', 'notADatabase', (file) => writeFileSync(file, 'this is no database at all. '.repeat(400))],
    ['cut in the middle', 'damaged', (file) => truncateSync(file, 20_000)],
    ['empty', 'empty', (file) => truncateSync(file, 0)],
  ])('%s', async (_, reason, damage) => {
    await liveABit();
    damage(stateFile);
    const damaged = readFileSync(stateFile);
    await bench.start();
    const [notice, ...more] = notices();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ code: 'state.damaged', facts: { reason } });
    const keptAs = notice?.facts.keptAs ?? '';
    expect(readFileSync(join(bench.dataFolder, keptAs)).equals(damaged)).toBe(true);
    expect(readdirSync(join(bench.dataFolder, 'backups'))).toContain(notice?.facts.newestBackup);
    const { advice } = problemWords({ code: 'state.damaged', facts: notice?.facts ?? {} });
    expect(advice).toContain(keptAs);
    expect(advice).toContain(`backups/${notice?.facts.newestBackup}`);
    expect(await bench.services().subscriptions.list()).toEqual([]);

    // The new life works, and what lies at the endpoint is not sent again.
    await bench.connect();
    await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
    await eventually(async () => (await bench.services().subscriptions.list())[0]?.counts.upToDate).toBe(5);
    expect((await bench.activities()).reduce((sum, { filesSkipped }) => sum + filesSkipped, 0)).toBe(5);
    await bench.end();
    await bench.start();
    expect(notices()).toEqual([]);
    expect(await bench.services().subscriptions.list()).toHaveLength(1);
  });

  it('the newest good copy in its place brings the subscription back, as the words say', async () => {
    await liveABit();
    writeFileSync(stateFile, 'garbage');
    await bench.start();
    const newest = notices()[0]?.facts.newestBackup ?? '';
    await bench.end();
    copyFileSync(join(bench.dataFolder, 'backups', newest), stateFile);
    await bench.start();
    expect(notices()).toEqual([]);
    await eventually(async () => (await bench.services().subscriptions.list())[0]?.counts.upToDate).toBe(5);
    expect(await bench.services().registries.list()).toHaveLength(1);
    const files = new Set((await bench.activities()).flatMap(({ images }) => images.map(({ name }) => name)));
    expect(files.size).toBe(5);
  });

  it('gone altogether: told apart from a first run', async () => {
    await liveABit();
    rmSync(stateFile);
    await bench.start();
    expect(notices()).toMatchObject([{ code: 'state.damaged', facts: { reason: 'vanished' } }]);
    expect(problemWords({ code: 'state.damaged', facts: notices()[0]?.facts ?? {} }).title).toMatch(/gone/);
  });
});

it('records of a later version: refused, and nothing is touched', async () => {
  await liveABit();
  const database = new DatabaseSync(stateFile);
  database.exec(`PRAGMA user_version = ${ledgerSchema.migrations.length + 1}`);
  database.close();
  const before = readFileSync(stateFile);
  await expect(bench.start()).rejects.toMatchObject({
    code: 'state.newer',
    facts: { found: ledgerSchema.migrations.length + 1, known: ledgerSchema.migrations.length },
  });
  expect(readFileSync(stateFile).equals(before)).toBe(true);
  expect(readdirSync(bench.dataFolder).filter((name) => name.includes('corrupt'))).toEqual([]);
});

describe('kept sign-ins that are damaged', () => {
  it.each<[string, (file: string) => void]>([
    ['garbage', (file) => writeFileSync(file, Buffer.from([0, 255, 1, 254]))],
    ['half a file', (file) => truncateSync(file, 40)],
    ['empty', (file) => truncateSync(file, 0)],
  ])('%s: subscriptions stay and wait, a new sign-in goes on, the old file stays', async (_, damage) => {
    await liveABit();
    damage(vaultFile);
    const damaged = readFileSync(vaultFile);
    await bench.start();
    expect(notices()).toMatchObject([{ code: 'vault.damaged', facts: { file: 'plain.json', reason: 'damaged' } }]);
    expect(bench.services().signIn.state({ kind: 'globus' }).kind).toBe('signedOut');
    expect(await bench.services().subscriptions.list()).toHaveLength(1);
    await bench.lab.push({ name: 'tools/later:1', sizeBytes: 70_000 });
    await eventually(async () => (await bench.services().subscriptions.list())[0]).toMatchObject({
      state: 'waitingForYou',
      problem: { code: 'signIn.needed' },
    });
    await bench.signIn();
    const keptAs = notices()[0]?.facts.keptAs ?? '';
    expect(readFileSync(join(bench.dataFolder, 'vault', keptAs)).equals(damaged)).toBe(true);
    await eventually(async () => (await bench.services().subscriptions.list())[0]?.counts.upToDate).toBe(6);
    await bench.end();
    await bench.start();
    expect(notices()).toEqual([]);
    expect(bench.services().signIn.state({ kind: 'globus' }).kind).toBe('signedIn');
  });
});

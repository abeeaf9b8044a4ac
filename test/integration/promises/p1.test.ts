import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { dice, patience, say, size, startChild, works } from './promise.ts';

const newFolder = temporaryFolders();

interface Told {
  readonly asked?: string;
  readonly acknowledged?: string;
  readonly id?: string;
  readonly name?: string;
  readonly isPaused?: boolean;
}
type Known = Map<string, { name: string; isPaused: boolean }>;

/** What must be there after these words; the change that was only asked for may be there or not. */
function follow(known: Known, lines: readonly string[]): { inFlight: Told | null; acknowledged: number } {
  let inFlight: Told | null = null;
  let acknowledged = 0;
  for (const line of lines) {
    if (!line.startsWith('{')) continue;
    const told = JSON.parse(line) as Told;
    inFlight = told.asked === undefined ? null : told;
    if (told.acknowledged === undefined || told.id === undefined) continue;
    acknowledged += 1;
    if (told.acknowledged === 'remove') known.delete(told.id);
    else known.set(told.id, { name: told.name ?? '', isPaused: told.isPaused ?? false });
  }
  return { inFlight, acknowledged };
}

/** How many acknowledged changes are not there; takes over what is. */
async function compare(file: string, known: Known, inFlight: Told | null): Promise<number> {
  const { db, notices } = await openSqliteDatabase({ file, schema: ledgerSchema });
  expect(notices).toEqual([]);
  const rows = db.all('SELECT id, name, is_paused FROM subscription');
  const found: Known = new Map(
    rows.map((row) => [String(row.id), { name: String(row.name), isPaused: row.is_paused === 1 }]),
  );
  db.close();
  let lost = 0;
  for (const [id, expected] of known) {
    const there = found.get(id);
    const mayDiffer = inFlight?.id === id;
    const isRight = there?.name === expected.name && there.isPaused === expected.isPaused;
    if (!isRight && !(mayDiffer && (there === undefined || there.name === expected.name))) lost += 1;
  }
  for (const [id, { name }] of found) if (!known.has(id) && inFlight?.name !== name) lost += 1;
  known.clear();
  for (const [id, one] of found) known.set(id, one);
  return lost;
}

describe('P1 an acknowledged change survives a crash', () => {
  it('killed at random moments of mixed changes', { timeout: patience }, async () => {
    const file = join(newFolder(), 'state.db');
    const random = dice(7);
    const kills = size(8, 300);
    const known: Known = new Map();
    const totals = { acknowledged: 0, lost: 0, failedOpens: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startChild('./subscriptionWriter.ts', { STATE: file, SEED: String(kill + 1) });
      const opened = await child.line('opened').catch(() => null);
      if (opened !== 'opened []') totals.failedOpens += 1;
      const wanted = 3 + Math.floor(random() * 60);
      await expect.poll(() => child.lines.length, { timeout: 30_000, interval: 1 }).toBeGreaterThan(wanted);
      await child.kill();
      expect(child.isKilled()).toBe(true);
      const { inFlight, acknowledged } = follow(known, child.lines);
      totals.acknowledged += acknowledged;
      totals.lost += await compare(file, known, inFlight);
    }
    say(
      'P1',
      `${kills} kills, ${totals.acknowledged} acknowledged changes, ${totals.lost} lost, ${totals.failedOpens} failed opens`,
    );
    expect(totals).toMatchObject({ lost: 0, failedOpens: 0 });
    expect(totals.acknowledged).toBeGreaterThan(kills * 5);
  });

  it('the log cut at the edge of every frame, and a byte before and after it', { timeout: patience }, async () => {
    const folder = newFolder();
    const file = join(folder, 'state.db');
    const schema = { applicationId: 42, migrations: ['CREATE TABLE note (n INTEGER PRIMARY KEY, t TEXT) STRICT'] };
    const live = await openSqliteDatabase({ file, schema });
    live.db.get('PRAGMA wal_checkpoint(TRUNCATE)');
    const commits = size(12, 200);
    for (let n = 0; n < commits; n += 1) live.db.run('INSERT INTO note VALUES (?, ?)', n, 'x'.repeat((n * 97) % 5000));
    const log = readFileSync(`${file}-wal`);
    // https://www.sqlite.org/fileformat2.html#walformat: a header of 32 bytes, each frame 24 bytes and a page.
    const frameBytes = 24 + log.readUInt32BE(8);
    const cuts = Array.from({ length: Math.floor((log.length - 32) / frameBytes) + 1 }, (_, n) => 32 + n * frameBytes)
      .flatMap((edge) => [edge - 1, edge, edge + 1])
      .filter((at) => at <= log.length);
    let failed = 0;
    let previous = -1;
    for (const [step, cut] of cuts.entries()) {
      const copy = join(folder, `${step}`, 'state.db');
      mkdirSync(join(folder, `${step}`));
      copyFileSync(file, copy);
      copyFileSync(`${file}-wal`, `${copy}-wal`);
      truncateSync(`${copy}-wal`, cut);
      const { db, notices } = await openSqliteDatabase({ file: copy, schema });
      const numbers = db.all('SELECT n FROM note ORDER BY n').map((row) => Number(row.n));
      db.close();
      const isPrefix = numbers.every((n, index) => n === index);
      if (!isPrefix || notices.length > 0 || numbers.length < previous) failed += 1;
      previous = numbers.length;
    }
    live.db.close();
    say('P1', `log cut at ${cuts.length} places, ${failed} without a whole beginning of the history`);
    expect(failed).toBe(0);
    expect(previous).toBe(commits);
    expect(statSync(join(folder, '0', 'state.db')).size).toBeGreaterThan(0);
  });

  it('the log is on the disk before anybody is told', { timeout: patience }, async ({ skip }) => {
    if (!works('strace', '-V')) return skip('strace is not installed');
    const folder = newFolder();
    const trace = join(folder, 'trace');
    const file = join(folder, 'state.db');
    const args = ['-f', '-y', '-e', 'trace=fsync,fdatasync,write', '-s', '40', '-o', trace, process.execPath];
    const child = startChild('./subscriptionWriter.ts', { STATE: file, CHANGES: '40' }, { command: 'strace', args });
    await child.ended;
    let isSynced = false;
    let told = 0;
    let tooSoon = 0;
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/f(data)?sync\(\d+<[^>]*state\.db-wal>\)\s+= 0/.test(line)) isSynced = true;
      if (/f(data)?sync resumed.*= 0/.test(line)) isSynced = true;
      if (line.includes('{\\"asked') || line.includes('{"asked')) isSynced = false;
      if (!/write\(1<.*acknowledged/.test(line)) continue;
      told += 1;
      if (!isSynced) tooSoon += 1;
    }
    say('P1', `${told} changes traced, ${tooSoon} told before fsync of the log`);
    expect(told).toBe(40);
    expect(tooSoon).toBe(0);
  });
});

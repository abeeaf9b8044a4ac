import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createDatabaseSettingsStore } from '../../../src-main/node/databaseSettingsStore.ts';
import { type DatabaseSchema, type OpenedDatabase, openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { temporaryFolders } from './temporaryFolder.ts';

const newFolder = temporaryFolders();
const opened: OpenedDatabase[] = [];
afterEach(() => {
  for (const { db } of opened.splice(0)) db.close();
});

const schema: DatabaseSchema = {
  applicationId: 42,
  migrations: ['CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'],
};

const openAt = async (file: string, its: DatabaseSchema = schema): Promise<OpenedDatabase> => {
  const result = await openSqliteDatabase({ file, schema: its, now: () => Date.UTC(2026, 2, 1, 12) });
  opened.push(result);
  return result;
};

const countOf = ({ db }: OpenedDatabase) => db.get('SELECT count(*) AS n FROM note')?.n;

/** A closed database with many rows in it. */
async function filled(file: string): Promise<void> {
  const { db } = await openSqliteDatabase({ file, schema });
  db.transaction(() => {
    for (let n = 0; n < 500; n += 1) db.run('INSERT INTO note VALUES (?, ?)', n, `text ${n} ${'x'.repeat(100)}`);
  });
  db.close();
}

describe('opening', () => {
  it('a first run begins without a word, private to its user', async () => {
    const file = join(newFolder(), 'deeper', 'state.db');
    const first = await openAt(file);
    expect(first.notices).toEqual([]);
    first.db.run("INSERT INTO note VALUES (1, 'x')");
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(file, '..'))) expect(statSync(join(file, '..', name)).mode & 0o077).toBe(0);
    first.db.close();
    const second = await openAt(file);
    expect(second.notices).toEqual([]);
    expect(countOf(second)).toBe(1);
  });

  it('WAL, full synchronisation, foreign keys', async () => {
    const { db } = await openAt(join(newFolder(), 'state.db'));
    expect(db.get('PRAGMA journal_mode')?.journal_mode).toBe('wal');
    expect(db.get('PRAGMA synchronous')?.synchronous).toBe(2);
    expect(db.get('PRAGMA foreign_keys')?.foreign_keys).toBe(1);
  });

  it('a second opener is told at once and harms nothing', async () => {
    const file = join(newFolder(), 'state.db');
    const first = await openAt(file);
    await expect(openAt(file)).rejects.toMatchObject({ code: 'state.inUse' });
    first.db.run("INSERT INTO note VALUES (1, 'x')");
    expect(countOf(first)).toBe(1);
  });

  it('a newer schema is refused and left as it is', async () => {
    const file = join(newFolder(), 'state.db');
    await filled(file);
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 9');
    newer.close();
    await expect(openAt(file)).rejects.toMatchObject({ code: 'state.newer', facts: { found: 9, known: 1 } });
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('corrupt'))).toEqual([]);
  });

  it('migrates in one step, after a backup; a failing script leaves the old schema', async () => {
    const file = join(newFolder(), 'state.db');
    await filled(file);
    const broken = {
      ...schema,
      migrations: [...schema.migrations, 'CREATE TABLE extra (x TEXT) STRICT; CREATE TABEL oops'],
    };
    await expect(openAt(file, broken)).rejects.toMatchObject({ code: 'internal' });
    const again = await openAt(file);
    expect(again.db.get("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'extra'")?.n).toBe(0);
    again.db.close();
    const good = { ...schema, migrations: [...schema.migrations, 'CREATE TABLE extra (x TEXT) STRICT'] };
    const migrated = await openAt(file, good);
    expect(countOf(migrated)).toBe(500);
    expect(migrated.db.get('PRAGMA user_version')?.user_version).toBe(2);
    expect(readdirSync(join(file, '..', 'backups'))).toEqual(['state-20260301T120000Z.db']);
  });
});

describe('damage', () => {
  const damages: readonly [string, (file: string) => void][] = [
    ['emptied', (file) => truncateSync(file)],
    ['garbage', (file) => writeFileSync(file, 'not a database '.repeat(400))],
    ['cut in the middle', (file) => truncateSync(file, 4096 * 7 + 100)],
    ['cut at a page', (file) => truncateSync(file, 4096 * 8)],
    ['a few bytes', (file) => truncateSync(file, 60)],
    [
      'header overwritten',
      (file) => writeFileSync(file, Buffer.concat([Buffer.alloc(100), readFileSync(file).subarray(100)])),
    ],
    [
      'pages overwritten',
      (file) => writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 4096), Buffer.alloc(20_000, 7)])),
    ],
  ];
  it.each(damages)('%s: kept aside, begun afresh, said aloud, newest backup named', async (_name, damage) => {
    const file = join(newFolder(), 'state.db');
    await filled(file);
    const before = await openAt(file);
    await before.backUp();
    before.db.close();
    damage(file);
    const bytes = readFileSync(file);
    const after = await openAt(file);
    expect(countOf(after)).toBe(0);
    expect(after.notices).toHaveLength(1);
    const { code, facts } = after.notices[0]!;
    expect(code).toBe('state.damaged');
    expect(facts.newestBackup).toBe('state-20260301T120000Z.db');
    expect(facts.keptAs).toBe('state.db.corrupt-20260301T120000Z');
    expect(readFileSync(join(file, '..', facts.keptAs!)).equals(bytes)).toBe(true);
  });

  it("another application's database is kept aside", async () => {
    const file = join(newFolder(), 'state.db');
    const other = new DatabaseSync(file);
    other.exec('PRAGMA application_id = 7; CREATE TABLE theirs (x)');
    other.close();
    const { notices } = await openAt(file);
    expect(notices[0]?.facts).toMatchObject({ reason: 'otherApplication' });
  });

  it('a database that vanished is no first run', async () => {
    const file = join(newFolder(), 'state.db');
    await filled(file);
    rmSync(file);
    const { notices } = await openAt(file);
    expect(notices).toEqual([{ code: 'state.damaged', facts: { file: 'state.db', reason: 'vanished' } }]);
  });

  it('a log cut anywhere leaves a beginning of the history', async () => {
    const folder = newFolder();
    const file = join(folder, 'state.db');
    const live = await openAt(file);
    for (let n = 0; n < 40; n += 1) live.db.run('INSERT INTO note VALUES (?, ?)', n, 'x'.repeat(300));
    const log = statSync(`${file}-wal`).size;
    for (let step = 0; step < 30; step += 1) {
      const copy = join(folder, `copy${step}`, 'state.db');
      (await openSqliteDatabase({ file: copy, schema })).db.close();
      copyFileSync(file, copy);
      copyFileSync(`${file}-wal`, `${copy}-wal`);
      truncateSync(`${copy}-wal`, Math.max(32, Math.floor((log * step) / 30) + (step % 3) - 1));
      const reopened = await openAt(copy);
      const numbers =
        reopened.notices.length > 0 ? [] : reopened.db.all('SELECT n FROM note ORDER BY n').map((row) => row.n);
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n));
      reopened.db.close();
    }
  });
});

describe('transactions', () => {
  it('undo everything when a part fails, even one that was caught', async () => {
    const live = await openAt(join(newFolder(), 'state.db'));
    const insert = (n: number) => live.db.run("INSERT INTO note VALUES (?, 'x')", n);
    expect(() =>
      live.db.transaction(() => {
        insert(1);
        throw new Error('no');
      }),
    ).toThrow('no');
    const swallowing = () =>
      live.db.transaction(() => {
        insert(2);
        try {
          live.db.transaction(() => {
            insert(3);
            throw new Error('inner');
          });
        } catch {
          insert(4);
        }
      });
    expect(swallowing).toThrow('internal');
    expect(() => live.db.transaction(async () => insert(5))).toThrow('internal');
    expect(countOf(live)).toBe(0);
    expect(live.db.transaction(() => live.db.transaction(() => insert(6)).changes)).toBe(1);
    expect(countOf(live)).toBe(1);
  });

  it('a full database says so and keeps what it has', async () => {
    const live = await openAt(join(newFolder(), 'state.db'));
    live.db.run('INSERT INTO note VALUES (1, ?)', 'kept');
    const pages = Number(live.db.get('PRAGMA page_count')?.page_count);
    live.db.get(`PRAGMA max_page_count = ${pages + 1}`);
    const fill = () =>
      live.db.transaction(() => {
        for (let n = 2; n < 100; n += 1) live.db.run('INSERT INTO note VALUES (?, ?)', n, 'x'.repeat(2000));
      });
    expect(fill).toThrow(expect.objectContaining({ code: 'state.diskFull' }));
    expect(countOf(live)).toBe(1);
    live.db.get('PRAGMA max_page_count = 100000');
    fill();
    expect(countOf(live)).toBe(99);
  });
});

it('keeps the newest seven backups, each sound', async () => {
  const file = join(newFolder(), 'state.db');
  let now = Date.UTC(2026, 0, 1);
  const live = await openSqliteDatabase({ file, schema, now: () => now });
  opened.push(live);
  for (let day = 0; day < 10; day += 1) {
    live.db.run("INSERT INTO note VALUES (?, 'x')", day);
    now += 86_400_000;
    const path = await live.backUp();
    const copy = new DatabaseSync(path, { readOnly: true });
    expect(copy.prepare('SELECT count(*) AS n FROM note').get()?.n).toBe(day + 1);
    copy.close();
  }
  const names = readdirSync(join(file, '..', 'backups')).sort();
  expect(names).toHaveLength(7);
  expect(names.at(-1)).toBe('state-20260111T000000Z.db');
});

it('settings are read back as written', async () => {
  const its = { ...schema, migrations: ['CREATE TABLE setting (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT'] };
  const file = join(newFolder(), 'state.db');
  const first = await openAt(file, its);
  const store = createDatabaseSettingsStore(first.db);
  store.write('a.one', { deep: [1, null] });
  store.write('a.two', 'old');
  store.write('a.two', 'new');
  store.write('b', 1);
  store.delete('b');
  first.db.close();
  const again = createDatabaseSettingsStore((await openAt(file, its)).db);
  expect(again.read('a.one')).toEqual({ deep: [1, null] });
  expect(again.read('a.two')).toBe('new');
  expect(again.read('b')).toBeUndefined();
  expect(again.keys('a.')).toEqual(['a.one', 'a.two']);
  expect(again.keys('%')).toEqual([]);
});

it('of several started at once exactly one has the state', { timeout: 60_000 }, async () => {
  const file = join(newFolder(), 'state.db');
  const script = fileURLToPath(new URL('ledgerWriter.ts', import.meta.url));
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  let owners = 0;
  const refusals: string[] = [];
  const ended = children.map(
    (child) =>
      new Promise<void>((resolve) => {
        let errors = '';
        child.stdout.once('data', () => {
          owners += 1;
        });
        child.stdout.resume();
        child.stderr.on('data', (chunk: Buffer) => {
          errors += chunk.toString();
        });
        child.on('close', () => {
          if (child.signalCode === null) refusals.push(/state\.\w+/.exec(errors)?.[0] ?? errors);
          resolve();
        });
      }),
  );
  await expect.poll(() => refusals.length, { timeout: 30_000 }).toBe(5);
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  await Promise.all(ended);
  expect(refusals).toEqual(Array.from({ length: 5 }, () => 'state.inUse'));
  expect(owners).toBe(1);
});

it('what was acknowledged survives a killed process, every time', { timeout: 120_000 }, async () => {
  const file = join(newFolder(), 'state.db');
  const script = fileURLToPath(new URL('ledgerWriter.ts', import.meta.url));
  let acknowledged = 0;
  let kills = 0;
  for (let round = 0; round < 40; round += 1) {
    const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    const lines = 2 + ((round * 7) % 40);
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.split('\n').length > lines && !child.killed) child.kill('SIGKILL');
      });
      child.on('error', reject);
      child.on('close', () => resolve());
    });
    expect(child.signalCode).toBe('SIGKILL');
    kills += 1;
    const numbers = output
      .split('\n')
      .slice(0, -1)
      .filter((line) => line !== 'ready')
      .map(Number);
    acknowledged = Math.max(acknowledged, ...numbers);
  }
  const after = await openAt(file);
  expect(after.notices).toEqual([]);
  expect(kills).toBe(40);
  expect(acknowledged).toBeGreaterThan(400);
  const kept = after.db.all('SELECT n FROM note ORDER BY n').map((row) => Number(row.n));
  expect(kept.slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, (_, index) => index + 1));
  expect(existsSync(`${file}.corrupt`)).toBe(false);
});

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { copyOf, fillSubscriptions, subscriptionRows } from './ledgerFile.ts';
import { isSoak, patience, say, startChild, twoAtOnce } from './promise.ts';

const newFolder = temporaryFolders();
const newest = ledgerSchema.migrations.length;

/** A ledger as the app of that schema version left it. */
async function ledgerOfVersion(folder: string, version: number): Promise<string> {
  const file = join(folder, `v${version}`, 'state.db');
  mkdirSync(join(folder, `v${version}`));
  const schema = { ...ledgerSchema, migrations: ledgerSchema.migrations.slice(0, version) };
  const { db } = await openSqliteDatabase({ file, schema });
  fillSubscriptions(db, 40);
  db.close();
  return file;
}

/** Names and definitions of everything in the file. */
function shapeOf(file: string): { version: number; shape: string } {
  const connection = new DatabaseSync(file);
  const version = Number(connection.prepare('PRAGMA user_version').get()?.user_version);
  const shape = JSON.stringify(connection.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all());
  connection.close();
  return { version, shape };
}

describe('P3 safe to upgrade and to downgrade', () => {
  it('every released schema opens and keeps what it holds', async () => {
    const folder = newFolder();
    let lost = 0;
    for (let version = 1; version <= newest; version += 1) {
      const file = await ledgerOfVersion(folder, version);
      const { db, notices } = await openSqliteDatabase({ file, schema: ledgerSchema });
      expect(notices).toEqual([]);
      expect(db.get('PRAGMA user_version')?.user_version).toBe(newest);
      lost += 40 - subscriptionRows(db).length;
      db.close();
    }
    say('P3', `${newest} released schemas opened, ${lost} rows lost`);
    expect(lost).toBe(0);
  });

  it('killed at every statement of a migration: the old schema or the new one', { timeout: patience }, async () => {
    const folder = newFolder();
    const versions = Array.from({ length: newest }, (_, version) => version);
    const kills: { from: string; killAt: number; at: string }[] = [];
    const shapes = new Map<number, string>();
    for (const version of versions) {
      const from = version === 0 ? null : await ledgerOfVersion(folder, version);
      if (from === null) continue;
      const old = shapeOf(from);
      shapes.set(old.version, old.shape);
      const whole = startChild('./migratingChild.ts', { STATE: copyOf(from, join(folder, `whole${version}`)) });
      const statements = Number((await whole.line('statements')).split(' ')[1]);
      const now = shapeOf(join(folder, `whole${version}`, 'state.db'));
      shapes.set(now.version, now.shape);
      for (let killAt = 1; killAt <= statements + 1; killAt += isSoak ? 1 : 2)
        kills.push({ from, killAt, at: join(folder, `${version}-${killAt}`) });
    }
    const found = { killed: 0, between: 0, lost: 0, notOpened: 0 };
    await twoAtOnce(kills, async ({ from, killAt, at }) => {
      const file = copyOf(from, at);
      const child = startChild('./migratingChild.ts', { STATE: file, KILL_AT: String(killAt) });
      await child.ended;
      if (child.isKilled()) found.killed += 1;
      const { version, shape } = shapeOf(file);
      if (shapes.get(version) !== shape) found.between += 1;
      const { db, notices } = await openSqliteDatabase({ file, schema: ledgerSchema });
      if (notices.length > 0) found.notOpened += 1;
      found.lost += 40 - subscriptionRows(db).length;
      db.close();
    });
    say(
      'P3',
      `${found.killed} kills inside migrations, ${found.between} between two schemas, ${found.lost} rows lost, ${found.notOpened} failed opens`,
    );
    expect(found).toEqual({ killed: kills.length, between: 0, lost: 0, notOpened: 0 });
    expect(kills.length).toBeGreaterThan(3);
  });

  it('a later schema is refused with both versions, and not a byte is changed', async () => {
    const file = await ledgerOfVersion(newFolder(), newest);
    const connection = new DatabaseSync(file);
    connection.exec(`PRAGMA user_version = ${newest + 3}`);
    connection.close();
    const before = readFileSync(file);
    await expect(openSqliteDatabase({ file, schema: ledgerSchema })).rejects.toMatchObject({
      code: 'state.newer',
      facts: { found: newest + 3, known: newest },
    });
    const isSame = readFileSync(file).equals(before);
    say('P3', `a later schema refused, ${isSame ? 0 : 1} files changed`);
    expect(isSame).toBe(true);
  });
});

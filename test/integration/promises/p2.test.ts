import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { createVault } from '../../../src-main/node/systemVault.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { copyOf, filledLedger, subscriptionRows } from './ledgerFile.ts';
import { dice, patience, pick, say, size } from './promise.ts';

const newFolder = temporaryFolders();
const rows = 300;

type Damage = (file: string, random: () => number) => void;

const overwrite =
  (from: number, bytes: (length: number) => Buffer): Damage =>
  (file) => {
    const content = readFileSync(file);
    bytes(content.length).copy(content, Math.min(from, content.length));
    writeFileSync(file, content);
  };
const withSql =
  (sql: string): Damage =>
  (file) => {
    const connection = new DatabaseSync(file);
    connection.exec(sql);
    connection.close();
  };

const damages: Readonly<Record<string, Damage>> = {
  'zero length': (file) => truncateSync(file),
  garbage: (file, random) => writeFileSync(file, Buffer.alloc(40_000, Math.floor(random() * 255) + 1)),
  text: (file) => writeFileSync(file, '\uFEFF{"subscriptions": []}'),
  cut: (file, random) => truncateSync(file, 1 + Math.floor(random() * (readFileSync(file).length - 2))),
  'cut at a page': (file, random) =>
    truncateSync(file, 4096 * Math.floor(1 + random() * (readFileSync(file).length / 4096 - 1))),
  'header overwritten': overwrite(0, () => Buffer.alloc(100)),
  'pages overwritten': overwrite(4096, () => Buffer.alloc(12_000, 9)),
  'another application': withSql('PRAGMA application_id = 7'),
  'a later version': withSql(`PRAGMA user_version = ${ledgerSchema.migrations.length + 1}`),
  'one bit': (file, random) => {
    const content = readFileSync(file);
    const at = Math.floor(random() * content.length);
    content[at] = (content[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(file, content);
  },
};

describe('P2 corrupt state is never silently replaced by empty state', () => {
  it('a corpus of damages', { timeout: patience }, async () => {
    const folder = newFolder();
    const whole = await filledLedger(folder, rows);
    const opened = await openSqliteDatabase({ file: whole, schema: ledgerSchema });
    const before = subscriptionRows(opened.db);
    opened.db.close();
    const random = dice(11);
    const count = size(80, 2_000);
    const names = Object.keys(damages);
    const found = { told: 0, unharmed: 0, silent: 0, unkept: 0, changedBit: 0 };
    for (let step = 0; step < count; step += 1) {
      const name = step < names.length ? (names[step] ?? '') : pick([...names, 'one bit', 'one bit', 'cut'], random);
      const file = copyOf(whole, join(folder, 'damaged'));
      damages[name]?.(file, random);
      const bytes = readFileSync(file);
      try {
        const { db, notices } = await openSqliteDatabase({ file, schema: ledgerSchema });
        const after = notices.length === 0 ? readOrNull(() => subscriptionRows(db)) : null;
        db.close();
        const facts = notices[0]?.facts;
        if (notices.length > 0) {
          found.told += 1;
          const kept = join(dirname(file), facts?.keptAs ?? '');
          const isKept = existsSync(kept) && readFileSync(kept).equals(bytes);
          if (!isKept || !facts?.newestBackup) found.unkept += 1;
        } else if (after === null) found.told += 1;
        else if (after.length < before.length) found.silent += 1;
        else if (after.every((row, at) => row === before[at])) found.unharmed += 1;
        else found.changedBit += 1;
      } catch (error) {
        expect(error, name).toBeInstanceOf(AppError);
        found.told += 1;
        // An app that ends tells; it must not have touched what it could not read.
        if (!readFileSync(file).equals(bytes)) found.unkept += 1;
      }
    }
    say(
      'P2',
      `${count} damages, ${found.silent} silent resets, ${found.told} told, ${found.unkept} without the original and a backup kept; ` +
        `${found.unharmed} flips hit nothing, ${found.changedBit} changed a value unseen`,
    );
    expect(found).toMatchObject({ silent: 0, unkept: 0 });
    expect(found.told).toBeGreaterThan(count / 5);
  });

  it('kept secrets that are half, empty, garbage or begin with a byte order mark', async () => {
    const folder = newFolder();
    const open = (dir: string) => createVault({ dir, preferred: 'plain', env: {} });
    const contents: readonly ((text: string) => string)[] = [
      (text) => text.slice(0, text.length / 2),
      () => '',
      () => 'garbage',
      (text) => `\uFEFF${text}`,
      () => '[]',
      () => 'null',
    ];
    let silent = 0;
    for (const [step, change] of contents.entries()) {
      const dir = join(folder, String(step));
      mkdirSync(dir);
      await (await open(dir)).set('globus', 'the secret');
      const file = join(dir, 'vault', 'plain.json');
      const damaged = change(readFileSync(file, 'utf8'));
      writeFileSync(file, damaged);
      const vault = await open(dir);
      const isThere = (await vault.get('globus')) === 'the secret';
      const told = vault.notices?.() ?? [];
      await vault.set('registry', 'another');
      const texts = readdirSync(join(dir, 'vault')).map((name) => readFileSync(join(dir, 'vault', name), 'utf8'));
      if (!isThere && (told.length === 0 || !texts.includes(damaged))) silent += 1;
    }
    say('P2', `${contents.length} damaged vaults, ${silent} silent resets`);
    expect(silent).toBe(0);
  });
});

/** null where reading says that the file is damaged. */
function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    expect(error).toMatchObject({ code: 'state.damaged' });
    return null;
  }
}

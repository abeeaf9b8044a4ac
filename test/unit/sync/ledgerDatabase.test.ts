import { expect, it } from 'vitest';
import { createLedgerDatabase } from '../../../src-main/sync/ledgerDatabase.ts';
import { createMemoryDatabase } from '../../fakes/memoryDatabase.ts';

const insert = 'INSERT INTO setting (key, json) VALUES (?, ?)';

function begin() {
  const plain = createMemoryDatabase();
  let waits = 0;
  const ledger = createLedgerDatabase(plain, () => {
    waits += 1;
  });
  const keys = () => plain.all('SELECT key FROM setting ORDER BY rowid').map(({ key }) => key);
  return { plain, ledger, keys, waits: () => waits };
}

it('what may come late comes with the next write, before it, and once', () => {
  const { ledger, keys, waits } = begin();
  ledger.later(() => ledger.run(insert, 'a', '1'));
  ledger.later(() => ledger.transaction(() => ledger.run(insert, 'b', '1')));
  expect([keys(), waits()]).toEqual([[], 1]);
  ledger.run(insert, 'c', '1');
  expect(keys()).toEqual(['a', 'b', 'c']);
  ledger.later(() => ledger.run(insert, 'd', '1'));
  ledger.transaction(() => {
    ledger.run(insert, 'e', '1');
    ledger.transaction(() => ledger.run(insert, 'f', '1'));
  });
  ledger.settle();
  ledger.settle();
  expect([keys(), waits()]).toEqual([['a', 'b', 'c', 'd', 'e', 'f'], 2]);
});

it('what waits outlives the failure of what it was written with', () => {
  const { ledger, keys } = begin();
  ledger.later(() => ledger.run(insert, 'late', '1'));
  expect(() =>
    ledger.transaction(() => {
      ledger.run(insert, 'own', '1');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(keys()).toEqual([]);
  ledger.run(insert, 'next', '1');
  expect(keys()).toEqual(['late', 'next']);
});

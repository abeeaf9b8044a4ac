import { expect, test } from 'vitest';
import {
  isInTimeRange,
  matchesNumber,
  matchesText,
  matchesTexts,
  orderBy,
  readFilter,
} from '../../../src-main/lab/transferFilters.ts';

test('clauses are joined by slashes, over several parameters', () => {
  expect(readFilter(['status:ACTIVE,INACTIVE/type:TRANSFER/', 'label:=a:b', ''])).toEqual([
    { name: 'status', values: ['ACTIVE', 'INACTIVE'] },
    { name: 'type', values: ['TRANSFER'] },
    { name: 'label', values: ['=a:b'] },
  ]);
  expect(() => readFilter(['nonsense'])).toThrow('Invalid filter');
});

test.each([
  ['Abc', 'Abc', true],
  ['Abc', 'abc', false],
  ['Abc', '=Abc', true],
  ['Abc', '~a*', true],
  ['Abc', '~b', false],
  ['a.c', '~a?c', true],
  ['abc', '~a.c', false],
  ['Abc', '!Abc', false],
  ['Abc', '!~x*', true],
])('%s against %s: %s', (text, pattern, isMatch) => {
  expect(matchesText(text, pattern)).toBe(isMatch);
});

test('positive patterns are alternatives, negative ones all hold', () => {
  expect(matchesTexts('a', ['b', 'a'])).toBe(true);
  expect(matchesTexts('a', ['!b', '!a'])).toBe(false);
  expect(matchesTexts('c', ['!b', '!a'])).toBe(true);
});

test('time ranges are open at either side, UTC unless said otherwise', () => {
  const noon = Date.parse('2026-01-02T12:00:00Z');
  expect(isInTimeRange(noon, ['2026-01-02', ''])).toBe(true);
  expect(isInTimeRange(noon, ['', '2026-01-02'])).toBe(false);
  expect(isInTimeRange(noon, ['2026-01-02 12:00:00', '2026-01-02T12:00:00+00:00'])).toBe(true);
  expect(isInTimeRange(noon, ['2026-01-02T13:00:00+02:00'])).toBe(true);
  expect(isInTimeRange(null, ['2026-01-02'])).toBe(false);
  expect(() => isInTimeRange(noon, ['yesterday'])).toThrow('Invalid date');
});

test('numbers compare', () => {
  expect(['5', '>4', '<6', '>5', '6'].map((pattern) => matchesNumber(5, pattern))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(() => matchesNumber(5, '>=5')).toThrow('Invalid number');
});

test('orders by several keys', () => {
  const rows = [
    { name: 'b', size: 1 },
    { name: 'a', size: 1 },
    { name: 'c', size: null },
  ];
  const keys = { name: (row: (typeof rows)[number]) => row.name, size: (row: (typeof rows)[number]) => row.size };
  expect(orderBy(rows, 'size DESC, name', keys).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(() => orderBy(rows, 'colour', keys)).toThrow('Cannot order');
});

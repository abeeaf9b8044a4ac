import { expect, test } from 'vitest';
import { fieldPath, fieldTypes, valuesAt } from '../../../src-main/lab/searchFields.ts';
import { readQueryText } from '../../../src-main/lab/searchText.ts';

const content = { name: 'Torch Light', tags: ['gpu', 'ml'], 'a.b': { c: [{ d: 1 }, { d: 2 }] } };
const fits = (query: string, isAdvanced = true) => readQueryText(query, isAdvanced)(content, 'img:torch') > 0;

test.each([
  ['', true],
  ['*', true],
  ['torch light', true],
  ['torch heavy', false],
  ['"torch light"', true],
  ['"light torch"', false],
  ['heavy OR gpu', true],
  ['NOT gpu', false],
  ['-heavy gpu', true],
  ['name:torch', true],
  ['tags:torch', false],
  ['name:"torch light" AND (tags:cpu OR tags:ml)', true],
  ['tor*', true],
  ['gp?', true],
  ['a\\.b.c.d:2', true],
])('advanced %j: %s', (query, isMatch) => {
  expect(fits(query)).toBe(isMatch);
});

test('the plain form knows no operators', () => {
  expect(fits('torch OR nothing', false)).toBe(false);
  expect(fits('TORCH gpu', false)).toBe(true);
});

test('fields are read through lists and escaped dots', () => {
  expect(fieldPath('a\\.b.c.d')).toEqual(['a.b', 'c', 'd']);
  expect(valuesAt(content, fieldPath('a\\.b.c.d'))).toEqual([1, 2]);
  expect(valuesAt(content, ['toString'])).toEqual([]);
  expect(Object.fromEntries(fieldTypes({ ...content, when: '2026-01-01' }))).toEqual({
    name: 'string',
    tags: 'string',
    'a\\.b.c.d': 'number',
    when: 'date',
  });
});

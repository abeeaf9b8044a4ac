import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from '../../../src-main/domain/glob.ts';

it.each([
  ['*', '', true],
  ['*', 'anything', true],
  ['torch', 'torch', true],
  ['torch', 'torch2', false],
  ['torch*', 'torch', true],
  ['*-gpu', 'a-b-gpu', true],
  ['*-gpu', 'gpu', false],
  ['v?.?', 'v1.2', true],
  ['v?.?', 'v1.22', false],
  ['a.c', 'abc', false],
  ['[ab]', 'a', false],
  ['a**b', 'ab', true],
  ['?', '😀', true],
  ['', '', true],
  ['', 'a', false],
])('%j on %j', (pattern, name, matches) => {
  expect(matchesGlob(pattern, name)).toBe(matches);
});

it('agrees with a regular expression', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+'), maxLength: 8 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(patterns, letters, (pattern, name) => {
      const source = Array.from(pattern, (one) =>
        one === '*' ? '.*' : one === '?' ? '.' : one.replace('.', '\\.'),
      ).join('');
      expect(matchesGlob(pattern, name)).toBe(new RegExp(`^${source}$`).test(name));
    }),
    { numRuns: 3000 },
  );
});

it('a pattern made to take long does not', () => {
  expect(matchesGlob('*a'.repeat(120), `${'a'.repeat(250)}b`)).toBe(false);
});

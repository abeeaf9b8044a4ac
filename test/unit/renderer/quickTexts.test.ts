import { expect, it } from 'vitest';
import { createWords, english } from '../../../src-renderer/strings/createWords.ts';
import { filled, piecesOf } from '../../../src-renderer/strings/quickTexts.ts';

it('takes plain texts apart, and leaves formats and nesting to the library', () => {
  expect(piecesOf('{{image}} at {{endpoint}}')).toEqual(['', 'image', ' at ', 'endpoint', '']);
  expect(piecesOf('nothing in it')).toEqual(['nothing in it']);
  expect(piecesOf('{{count, number}} images')).toBeNull();
  expect(piecesOf('see $t(other)')).toBeNull();
  expect(filled(['', 'image', ' at ', 'endpoint', ''], { image: 'a' })).toBeNull();
});

const { t, i18n } = createWords(english);
const slow = i18n.getFixedT('en');

it('says what the library says, whatever the values hold', () => {
  for (const name of ['lab/torch:2.4', '$& $1 $$', '{{name}}', '<b>"&', ''])
    expect(t('containers.row.select', { name })).toBe(slow('containers.row.select', { name }));
});

it('counts as the library counts, also when asked again', () => {
  for (const count of [0, 1, 2, 99, 100, 12_345, 0, 1])
    expect(t('containers.placement.at', { count })).toBe(slow('containers.placement.at', { count }));
  expect(t('containers.placement.older', { older: 1, wanted: 2 })).toBe(
    slow('containers.placement.older', { older: 1, wanted: 2 }),
  );
});

import { describe, expect, it } from 'vitest';
import { settingKeys } from '../../../src-main/contract/settingKeys.ts';
import {
  findSettings,
  settingsCategories,
  settingsPlaceOf,
  settingsPlaces,
} from '../../../src-renderer/features/settings/settingsIndex.ts';
import { createWords } from '../../../src-renderer/strings/createWords.ts';
import { german } from '../../../src-renderer/strings/german.ts';
import { englishWords } from './englishWords.ts';

describe('the index', () => {
  it('leads to every setting that is chosen, once', () => {
    const anchors = settingsPlaces.map(({ anchor }) => anchor);
    expect(settingKeys.filter((key) => !anchors.includes(key))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(new Set(settingsPlaces.map(({ category }) => category))).toEqual(new Set(settingsCategories));
  });

  it.each([
    [null, 'general', null],
    ['network', 'network', null],
    ['network.proxy', 'network', 'network.proxy'],
    ['theme', 'general', 'theme'],
    ['nonsense', 'general', null],
  ])('%j is a place', (id, category, anchor) => expect(settingsPlaceOf(id)).toEqual({ category, anchor }));
});

describe('the search', () => {
  const anchors = (text: string, words = englishWords) => findSettings(words, text).map(({ anchor }) => anchor);

  it('finds by name, by key, by category and by what is said about it; names that begin so first', () => {
    expect(anchors('proxy')[0]).toBe('network.proxy');
    expect(anchors('  PROXY  address')).toContain('network.proxyUrl');
    expect(anchors('network.caFile')).toEqual(['network.caFile']);
    expect(anchors('binary')).toEqual([]);
    expect(anchors('gib')).toEqual(['units']);
    expect(anchors('advanced')).toContain('advanced.reset');
    expect(anchors('')).toEqual([]);
    expect(anchors('xyzzy')).toEqual([]);
  });

  it('speaks the language of the screens, with and without accents', () => {
    const words = createWords(german);
    expect(anchors('ruhezeit', words)[0]).toBe('quietHours');
    expect(anchors('Übungsmodus', words)[0]).toBe('advanced.practice');
    expect(anchors('ubungsmodus', words)[0]).toBe('advanced.practice');
  });
});

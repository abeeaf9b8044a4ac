import type { SizeUnits } from '../../src-main/contract/format.ts';
import { type Language, languageOf } from '../../src-main/contract/language.ts';
import { createWords, english, type LanguagePack, type Words } from './createWords.ts';

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** English comes with the page, every other language when it is chosen. */
const packs: Readonly<Record<Language, () => Promise<LanguagePack>>> = {
  en: async () => english,
  de: async () => (await import('./german.ts')).german,
};

/** `de-CH` where the computer says so, else the bare language. */
const localeOf = (language: Language, locales: readonly string[]): string =>
  locales.find((locale) => languageOf(locale) === language) ?? language;

export const englishWords = (locales: readonly string[], units?: SizeUnits): Words =>
  createWords(english, localeOf('en', locales), units);

export const loadWords = async (language: Language, locales: readonly string[], units?: SizeUnits): Promise<Words> =>
  createWords(await packs[language](), localeOf(language, locales), units);

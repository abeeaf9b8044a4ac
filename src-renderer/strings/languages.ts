import { type Language, languages } from '../../src-main/contract/language.ts';
import type { Settings } from '../../src-main/contract/settings.ts';
import { createWords, english, type LanguagePack, type Words } from './createWords.ts';

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** English comes with the page, every other language when it is chosen. */
const packs: Readonly<Record<Language, () => Promise<LanguagePack>>> = {
  en: async () => english,
  de: async () => (await import('./german.ts')).german,
};

const languageOf = (locale: string): Language | undefined => {
  const spoken = locale.toLowerCase().split('-')[0];
  return languages.find((language) => language === spoken);
};

/** The language the setting means; `system`: the first of the computer's that the screens speak. */
export function chosenLanguage(setting: Settings['language'], locales: readonly string[]): Language {
  if (setting !== 'system') return setting;
  return locales.map(languageOf).find((language) => language !== undefined) ?? 'en';
}

/** `de-CH` where the computer says so, else the bare language. */
const localeOf = (language: Language, locales: readonly string[]): string =>
  locales.find((locale) => languageOf(locale) === language) ?? language;

export const englishWords = (locales: readonly string[]): Words => createWords(english, localeOf('en', locales));

export const loadWords = async (language: Language, locales: readonly string[]): Promise<Words> =>
  createWords(await packs[language](), localeOf(language, locales));

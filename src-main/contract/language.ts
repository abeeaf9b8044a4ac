/** Languages the screens speak. The command line speaks English. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The spoken language of a locale: `de` of `de-CH`. */
export const languageOf = (locale: string): Language | undefined => {
  const spoken = locale.toLowerCase().split('-')[0];
  return languages.find((language) => language === spoken);
};

/** The language the setting means; `system`: the first of the computer's that the screens speak, else English. */
export function chosenLanguage(setting: Language | 'system', locales: readonly string[]): Language {
  if (setting !== 'system') return setting;
  return locales.map(languageOf).find((language) => language !== undefined) ?? 'en';
}

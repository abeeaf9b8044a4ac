import { createInstance, type i18n } from 'i18next';
import type { Problem } from '../../src-main/contract/errors.ts';
import {
  createFormat,
  englishFormatWords,
  type Format,
  type FormatWords,
  type SizeUnits,
} from '../../src-main/contract/format.ts';
import type { Language } from '../../src-main/contract/language.ts';
import { type ProblemTexts, type ProblemWords, problemWords } from '../../src-main/contract/problemWords/problems.ts';
import {
  activityWords,
  type StateCatalogue,
  type StateTexts,
  type StateWords,
  stateCatalogue,
} from '../../src-main/contract/states.ts';
import type { Activity } from '../../src-main/contract/transfer.ts';
import { isMac, type Keys, showKeys } from '../lib/keys.ts';
import { englishTexts } from './englishTexts.ts';
import { quickTexts } from './quickTexts.ts';
import { translateStates } from './translateStates.ts';
import type { Translate, Translated } from './types.ts';

/** Everything a language brings. English states and problems are the contract's own. */
export interface LanguagePack {
  readonly language: Language;
  readonly texts: Translated<typeof englishTexts>;
  readonly formatWords: (locale: string) => FormatWords;
  readonly states?: StateTexts;
  readonly problems?: (format: Format) => ProblemTexts;
}

/** All that a screen needs to speak one language. */
export interface Words {
  readonly language: Language;
  /** The language as spoken in the user's country where the browser tells it: `de-CH`. */
  readonly locale: string;
  readonly t: Translate;
  readonly format: Format;
  readonly states: StateCatalogue;
  readonly problemWords: (problem: Pick<Problem, 'code' | 'facts'>) => ProblemWords;
  readonly activityWords: (activity: Pick<Activity, 'state' | 'phase' | 'bytesDone' | 'bytesTotal'>) => StateWords;
  /** Keys as they are printed on a keyboard of the language: `Strg+K`. */
  readonly showKeys: (keys: Keys) => string;
  /** For `<Trans>`. */
  readonly i18n: i18n;
}

export const english: LanguagePack = {
  language: 'en',
  texts: englishTexts,
  formatWords: (locale) => ({ ...englishFormatWords, locale }),
};

export function createWords(pack: LanguagePack, locale: string = pack.language, units: SizeUnits = 'decimal'): Words {
  const i18n = createInstance();
  void i18n.init({
    lng: pack.language,
    fallbackLng: false,
    initAsync: false,
    resources: { [pack.language]: { translation: pack.texts } },
    // React escapes. Nesting is off: a name that holds `$t(` stays what it is.
    interpolation: { escapeValue: false, nestingPrefix: '\u0000' },
  });
  const format = createFormat(pack.formatWords(locale), units);
  const problems = pack.problems?.(format);
  const keyNames = new Map<string, string>(Object.entries(pack.texts.components.keys));
  const states = pack.states ? translateStates(stateCatalogue, pack.states) : stateCatalogue;
  return {
    language: pack.language,
    locale,
    t: quickTexts(i18n.getFixedT(pack.language), (key) => i18n.getResource(pack.language, 'translation', key)),
    format,
    states,
    problemWords: (problem) => problemWords(problem, problems),
    activityWords: (activity) => activityWords(activity, states.activity, states.runningPhase),
    showKeys: (keys) => showKeys(keys, isMac(), (key) => keyNames.get(key) ?? key),
    i18n,
  };
}

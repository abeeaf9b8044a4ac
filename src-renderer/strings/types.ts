import type { TFunction } from 'i18next';
import type { englishTexts } from './englishTexts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof englishTexts };
  }
}

/** Puts a key's text into the language of the screens; keys and the values a text needs are checked by the compiler. */
export type Translate = TFunction;

/** English has two plural forms; a language that has more may add them beside `_other`. */
type MorePlurals<Texts> = {
  readonly [Key in keyof Texts as Key extends `${infer Base}_other`
    ? `${Base}_${'zero' | 'two' | 'few' | 'many'}`
    : never]?: string;
};

/** The same keys as the English texts, no more and no fewer. */
export type Translated<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Translated<Texts[Key]>;
} & MorePlurals<Texts>;

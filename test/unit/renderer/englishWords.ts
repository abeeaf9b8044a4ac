import { createWords, english } from '../../../src-renderer/strings/createWords.ts';

/** For functions that take the words of a language. */
export const englishWords = createWords(english);

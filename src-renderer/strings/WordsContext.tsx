import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import { chosenLanguage } from '../../src-main/contract/language.ts';
import type { Settings } from '../../src-main/contract/settings.ts';
import type { Words } from './createWords.ts';
import { englishWords, loadWords } from './languages.ts';

const WordsContext = createContext<Words | null>(null);

/** The language of the screens: texts, numbers, times and the words of states and problems. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('WordsProvider is missing above this component');
  return words;
}

interface WordsProviderProps {
  /** null: not known yet. */
  readonly language: Settings['language'] | null;
  readonly units?: Settings['units'];
  /** In English, while the language is not known or on its way. */
  readonly waiting?: ReactNode;
  readonly children: ReactNode;
}

/** Changes the language under a running page: what is shown stays until the new words are there. */
export function WordsProvider({ language, units = 'decimal', waiting = null, children }: WordsProviderProps) {
  const inEnglish = useMemo(() => englishWords(navigator.languages, units), [units]);
  const wanted = language === null ? null : chosenLanguage(language, navigator.languages);
  const [loaded, setLoaded] = useState<Words | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    if (wanted === 'en') {
      setLoaded(inEnglish);
      return;
    }
    let isStale = false;
    const take = (words: Words) => !isStale && setLoaded(words);
    // Without the words (the connection was lost in between) the screens speak English.
    loadWords(wanted, navigator.languages, units).then(take, () => take(inEnglish));
    return () => {
      isStale = true;
    };
  }, [wanted, units, inEnglish]);

  const words = wanted === 'en' ? inEnglish : (loaded ?? inEnglish);
  const isWaiting = wanted === null || (wanted !== 'en' && loaded === null);
  useLayoutEffect(() => {
    document.documentElement.lang = words.locale;
  }, [words]);
  return (
    <WordsContext value={words}>
      <I18nextProvider i18n={words.i18n}>
        <I18nProvider locale={words.locale}>{isWaiting ? waiting : children}</I18nProvider>
      </I18nextProvider>
    </WordsContext>
  );
}

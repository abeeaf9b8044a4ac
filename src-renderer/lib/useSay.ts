import { useEffect, useRef } from 'react';
import { useStores } from '../stores/StoresContext.tsx';
import { useWords } from '../strings/WordsContext.tsx';

/** Typing must not be talked over. */
const quietMs = 700;

/** Tells a screen reader a fact whenever it has changed and then rested; never the first one, which the page shows. */
export function useSay(fact: string): void {
  const { messages } = useStores();
  const lastSaid = useRef(fact);
  useEffect(() => {
    if (fact === lastSaid.current) return;
    const timer = setTimeout(() => {
      lastSaid.current = fact;
      if (fact !== '') messages.say(fact);
    }, quietMs);
    return () => clearTimeout(timer);
  }, [fact, messages]);
}

/** How many a search or a filter leaves; without one, only that all are there again. */
export function useSayShown(shown: number, all: number, isFiltering: boolean): void {
  const { t } = useWords();
  useSay(isFiltering ? t('shell.say.shown', { shown, all }) : t('shell.say.allShown'));
}

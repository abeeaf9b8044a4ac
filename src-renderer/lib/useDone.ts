import { problemOf } from '../api/failure.ts';
import { useStores } from '../stores/StoresContext.tsx';
import { useWords } from '../strings/WordsContext.tsx';

/**
 * Tells in a toast what was done, and offers to take it back for a while. The page it was done on may be left by then, so
 * a refusal is told in a toast too.
 */
export function useDone(): (text: string, takeBack: () => Promise<unknown>) => void {
  const { messages } = useStores();
  const { t, problemWords } = useWords();
  return (text, takeBack) =>
    messages.succeed(text, () => {
      takeBack().then(
        () => messages.say(t('shell.toast.undone')),
        (error: unknown) => messages.fail(t('shell.toast.notUndone', { why: problemWords(problemOf(error)).title })),
      );
    });
}

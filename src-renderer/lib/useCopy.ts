import { useStores } from '../stores/StoresContext.tsx';
import { useWords } from '../strings/WordsContext.tsx';

/**
 * Puts text on the clipboard and says so: `what` is its name in a sentence ("the address"), `toast` what a toast says
 * instead. true: it is there.
 */
export function useCopy(): (text: string, what: string, toast?: string) => Promise<boolean> {
  const { t } = useWords();
  const { messages } = useStores();
  return async (text, what, toast) => {
    try {
      await navigator.clipboard.writeText(text);
      if (toast === undefined) messages.say(t('components.copy.said', { what }));
      else messages.succeed(toast);
      return true;
    } catch {
      // Browsers allow the clipboard on secure origins and after a permission only.
      messages.say(t('components.copy.refused', { what }));
      return false;
    }
  };
}

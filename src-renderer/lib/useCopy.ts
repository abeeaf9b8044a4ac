import { useStores } from '../stores/StoresContext.tsx';

/**
 * Puts text on the clipboard and says so: `what` is its name in a sentence ("the address"), `toast` what a toast says
 * instead. true: it is there.
 */
export function useCopy(): (text: string, what: string, toast?: string) => Promise<boolean> {
  const { messages } = useStores();
  return async (text, what, toast) => {
    try {
      await navigator.clipboard.writeText(text);
      if (toast === undefined) messages.say(`${what} copied`);
      else messages.succeed(toast);
      return true;
    } catch {
      // Browsers allow the clipboard on secure origins and after a permission only.
      messages.say(`The browser does not let Portolan copy ${what}`);
      return false;
    }
  };
}

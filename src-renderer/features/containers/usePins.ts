import { mostPinned } from '../../../src-main/contract/pins.ts';
import { problemOf } from '../../api/failure.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** What comes first in the list; kept by the app, so every window and every start has the same. */
export function usePins() {
  const { t, problemWords } = useWords();
  const { reads, api, messages } = useStores();
  const pinned = (): readonly string[] => reads.settings.getState().value?.pinned ?? [];

  const write = async (wanted: readonly string[]): Promise<boolean> => {
    try {
      reads.settings.put(await api.settings.update.mutate({ pinned: [...wanted] }));
      return true;
    } catch (error) {
      messages.fail(problemWords(problemOf(error)).title);
      return false;
    }
  };
  return {
    has: (pin: string): boolean => pinned().includes(pin),
    /** `name` is what the pin is called in a sentence. */
    async toggle(pin: string, name: string): Promise<void> {
      const before = pinned();
      const isOn = before.includes(pin);
      if (!isOn && before.length >= mostPinned) {
        messages.fail(t('containers.pins.full', { count: mostPinned }));
        return;
      }
      const wanted = isOn ? before.filter((each) => each !== pin) : [...before, pin];
      if (await write(wanted))
        messages.succeed(t(isOn ? 'containers.pins.unpinned' : 'containers.pins.pinned', { name }));
    },
  };
}

/** Keys as written in lists of shortcuts: `Ctrl+K`, `Shift+ArrowDown`, `F1`. `Ctrl` is Cmd on a Mac. */
export type Keys = string;

type KeyFacts = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** The key that begins commands on this system is held: Cmd on a Mac, where Ctrl belongs to text fields, else Ctrl. */
export const hasMod = ({ ctrlKey, metaKey }: Pick<KeyFacts, 'ctrlKey' | 'metaKey'>): boolean =>
  isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey;

/** The event is exactly this combination. A sign such as `?` is taken as typed, with Shift or without. */
export function isKeys(event: KeyFacts, keys: Keys): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!isSign && event.shiftKey !== wants('Shift')) return false;
  if (event.altKey !== wants('Alt')) return false;
  return wants('Ctrl') ? hasMod(event) : !event.ctrlKey && !event.metaKey;
}

const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩', Del: '⌫', Esc: '⎋' };

/** As this system writes it: `Ctrl+K`, or `⌘K` on a Mac. `nameOf` is what is printed on a key in another country. */
export function showKeys(keys: Keys, onMac = isMac(), nameOf: (key: string) => string = (key) => key): string {
  const parts = keys.split('+');
  return onMac ? parts.map((part) => macSigns[part] ?? nameOf(part)).join('') : parts.map(nameOf).join('+');
}

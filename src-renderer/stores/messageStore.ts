import { createStore } from 'zustand/vanilla';

interface Message {
  readonly key: number;
  readonly text: string;
}

export interface Messages {
  /** Good news only: problems stay where they happened until they are solved. */
  readonly toasts: readonly Message[];
  readonly polite: readonly Message[];
  readonly assertive: readonly Message[];
}

const toastMs = 6000;
/** A screen reader hears what is added; what was said may go again, so that nobody finds it later as text. */
const saidMs = 3000;

/**
 * What the app says in passing: success toasts and the two live regions. Each message is added to its region, never put
 * in another's place: two in one moment are both heard, and so is the same text twice.
 */
export function createMessageStore() {
  const store = createStore<Messages>(() => ({ toasts: [], polite: [], assertive: [] }));
  let lastKey = 0;
  const remove = (kind: keyof Messages, key: number) =>
    store.setState((all) => ({ [kind]: all[kind].filter((message) => message.key !== key) }));
  const add = (kind: keyof Messages, text: string, most: number, forMs: number) => {
    lastKey += 1;
    const key = lastKey;
    store.setState((all) => ({ [kind]: [...all[kind].slice(1 - most), { key, text }] }));
    setTimeout(() => remove(kind, key), forMs);
  };
  return {
    ...store,
    dismiss: (key: number) => remove('toasts', key),
    succeed: (text: string) => add('toasts', text, 3, toastMs),
    say: (text: string) => add('polite', text, 6, saidMs),
    sayAtOnce: (text: string) => add('assertive', text, 6, saidMs),
  };
}

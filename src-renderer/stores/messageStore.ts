import { createStore } from 'zustand/vanilla';

interface Toast {
  readonly key: number;
  readonly text: string;
}

export interface Messages {
  /** Good news only: problems stay where they happened until they are solved. */
  readonly toasts: readonly Toast[];
  readonly polite: string;
  readonly assertive: string;
}

const toastMs = 6000;

/** What the app says in passing: success toasts and the two live regions. */
export function createMessageStore() {
  const store = createStore<Messages>(() => ({ toasts: [], polite: '', assertive: '' }));
  let lastKey = 0;
  const dismiss = (key: number) =>
    store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }));
  return {
    ...store,
    dismiss,
    succeed(text: string) {
      lastKey += 1;
      const key = lastKey;
      store.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { key, text }] }));
      setTimeout(() => dismiss(key), toastMs);
    },
    say: (text: string) => store.setState({ polite: text }),
    sayAtOnce: (text: string) => store.setState({ assertive: text }),
  };
}

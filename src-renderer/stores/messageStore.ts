import { createStore } from 'zustand/vanilla';

interface Message {
  readonly key: number;
  readonly text: string;
}

interface Toast extends Message {
  /** Takes back what the toast tells of. */
  readonly undo: (() => void) | null;
  /** What did not go well stays until it is dismissed. */
  readonly isProblem: boolean;
}

export interface Messages {
  /** Good news, and a refusal when its own place on the page is gone. */
  readonly toasts: readonly Toast[];
  readonly polite: readonly Message[];
  readonly assertive: readonly Message[];
}

const toastMs = 6000;
/** Time to read, to decide and to reach the button. */
const undoMs = 10_000;
const mostToasts = 3;
/** A screen reader hears what is added; what was said may go again, so that nobody finds it later as text. */
const saidMs = 3000;

/**
 * What the app says in passing: success toasts and the two live regions. Each message is added to its region, never put
 * in another's place: two in one moment are both heard, and so is the same text twice.
 */
export function createMessageStore() {
  const store = createStore<Messages>(() => ({ toasts: [], polite: [], assertive: [] }));
  let lastKey = 0;
  let isHeld = false;
  let leaving: ReturnType<typeof setTimeout>[] = [];
  const nextKey = (): number => {
    lastKey += 1;
    return lastKey;
  };
  const dismiss = (key: number) =>
    store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }));
  const leaveLater = ({ key, undo, isProblem }: Toast) => {
    if (isHeld || isProblem) return;
    leaving.push(setTimeout(() => dismiss(key), undo === null ? toastMs : undoMs));
  };
  const show = (toast: Toast) => {
    store.setState(({ toasts }) => ({ toasts: [...toasts.slice(1 - mostToasts), toast] }));
    leaveLater(toast);
  };
  const speak = (kind: 'polite' | 'assertive', text: string) => {
    const key = nextKey();
    store.setState((all) => ({ [kind]: [...all[kind].slice(-5), { key, text }] }));
    setTimeout(() => store.setState((all) => ({ [kind]: all[kind].filter((message) => message.key !== key) })), saidMs);
  };
  const undo = (key: number) => {
    const toast = store.getState().toasts.find((one) => one.key === key);
    dismiss(key);
    toast?.undo?.();
  };
  return {
    ...store,
    dismiss,
    undo,
    /** The last thing that can be taken back; false: there is none. */
    undoLast(): boolean {
      const last = store.getState().toasts.findLast((toast) => toast.undo !== null);
      if (last) undo(last.key);
      return last !== undefined;
    },
    /** While somebody points at the toasts or has the focus there, none goes. */
    hold(holds: boolean) {
      if (isHeld === holds) return;
      isHeld = holds;
      for (const timer of leaving) clearTimeout(timer);
      leaving = [];
      for (const toast of store.getState().toasts) leaveLater(toast);
    },
    succeed: (text: string, takeBack?: () => void) =>
      show({ key: nextKey(), text, undo: takeBack ?? null, isProblem: false }),
    fail: (text: string) => show({ key: nextKey(), text, undo: null, isProblem: true }),
    say: (text: string) => speak('polite', text),
    sayAtOnce: (text: string) => speak('assertive', text),
  };
}

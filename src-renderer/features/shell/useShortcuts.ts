import { useEffect, useRef } from 'react';
import { hasMod, isKeys, isMac } from '../../lib/keys.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { Stores } from '../../stores/stores.ts';
import { navigation } from './navigation.ts';
import { shortcuts } from './shortcuts.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    ? !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
    : false;

const dialogs = '[role="dialog"], [role="alertdialog"]';

const topmostDialog = (): Element | null => [...document.querySelectorAll(dialogs)].at(-1) ?? null;

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-page-search]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** The main button of what is on top; the last one is nearest to what was just selected. */
function pressPrimary(): boolean {
  const place = topmostDialog() ?? document.getElementById('main-content');
  const button = [...(place?.querySelectorAll<HTMLButtonElement>('.button-primary:not([disabled])') ?? [])].at(-1);
  button?.click();
  return button !== undefined;
}

const isOneOf = (event: KeyboardEvent, keys: readonly string[]): boolean => keys.some((each) => isKeys(event, each));

/** true: the key was ours, so the browser must not act on it too. */
function handle(event: KeyboardEvent, { route, dialogs: open, messages }: Stores): boolean {
  if (hasMod(event) && !event.altKey && !event.shiftKey && /^[1-6]$/.test(event.key)) {
    const entry = navigation[Number(event.key) - 1];
    if (entry) route.go(entry.page);
    return entry !== undefined;
  }
  const isInText = isTyping(event.target);
  if (isOneOf(event, shortcuts.palette)) open.showPalette(true);
  else if (isOneOf(event, shortcuts.settings)) route.go('settings');
  else if (isOneOf(event, shortcuts.newSubscription)) {
    open.openSubscribe({});
    route.go('subscriptions');
  } else if (isKeys(event, 'Ctrl+F') || (!isInText && isKeys(event, '/'))) return focusSearch();
  // On a Mac, Alt+Left moves by a word where one types.
  else if (isOneOf(event, shortcuts.back) && !(isInText && isMac())) history.back();
  // Within a text field it takes back what was typed.
  else if (!isInText && isOneOf(event, shortcuts.undo)) return messages.undoLast();
  else if (!isInText && isOneOf(event, shortcuts.sheet)) open.showShortcuts(true);
  else return false;
  return true;
}

export function useShortcuts(): void {
  const stores = useStores();
  useEffect(() => {
    // Heard before the focused button, which would take Ctrl+Enter for its own Enter.
    const onPrimaryKey = (event: KeyboardEvent) => {
      if (!isKeys(event, 'Ctrl+Enter') || !pressPrimary()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || topmostDialog() !== null) return;
      if (handle(event, stores)) event.preventDefault();
    };
    window.addEventListener('keydown', onPrimaryKey, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onPrimaryKey, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [stores]);
}

/** Ctrl+R and F5 ask the source again instead of loading the page anew. */
export function useRefreshKey(refresh: () => void): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isOneOf(event, shortcuts.refresh)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

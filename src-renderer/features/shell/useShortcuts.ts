import { useEffect } from 'react';
import { useStores } from '../../stores/StoresContext.tsx';
import type { Stores } from '../../stores/stores.ts';
import { navigation } from './navigation.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    ? !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
    : false;

const isDialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-page-search]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** true: the key was ours, so the browser must not act on it too. */
function handle(event: KeyboardEvent, { route, dialogs }: Stores): boolean {
  const withCtrl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (withCtrl && /^[1-6]$/.test(event.key)) {
    const entry = navigation[Number(event.key) - 1];
    if (entry) route.go(entry.page);
    return entry !== undefined;
  }
  if (withCtrl && event.key === ',') {
    route.go('settings');
    return true;
  }
  if (withCtrl && event.key.toLowerCase() === 'f') return focusSearch();
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === '/') return focusSearch();
  if (event.key === '?') {
    dialogs.showShortcuts(true);
    return true;
  }
  return false;
}

export function useShortcuts(): void {
  const stores = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isDialogOpen()) return;
      if (handle(event, stores)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [stores]);
}

/** Ctrl+R and F5 ask the source again instead of loading the page anew. */
export function useRefreshKey(refresh: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isRefresh = event.key === 'F5' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'r');
      if (!isRefresh || event.shiftKey) return;
      event.preventDefault();
      refresh();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [refresh]);
}

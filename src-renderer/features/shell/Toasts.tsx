import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { shortcuts } from './shortcuts.ts';

/** A button that goes with its toast gives the focus to the page, not to nowhere. */
const focusPage = (): void => document.getElementById('main-content')?.focus();

export function Toasts() {
  const { t, showKeys } = useWords();
  const { messages } = useStores();
  const { toasts } = useStore(messages);
  const hasNone = toasts.length === 0;
  // The pointer may never leave what has gone from under it.
  useEffect(() => {
    if (hasNone) messages.hold(false);
  }, [hasNone, messages]);
  return (
    <div
      className="toasts"
      role="status"
      aria-atomic="false"
      onPointerEnter={() => messages.hold(true)}
      onPointerLeave={() => messages.hold(false)}
      onFocus={() => messages.hold(true)}
      onBlur={() => messages.hold(false)}
    >
      {toasts.map(({ key, text, undo, isProblem }) => (
        <div key={key} className={`toast${isProblem ? ' toast-problem' : ''}`}>
          {isProblem ? <IconAlertTriangle size={16} aria-hidden="true" /> : <IconCheck size={16} aria-hidden="true" />}
          <span>{text}</span>
          {undo !== null && (
            <button
              type="button"
              className="toast-undo"
              title={showKeys(shortcuts.undo[0])}
              onClick={() => {
                focusPage();
                messages.undo(key);
              }}
            >
              <IconArrowBackUp size={15} aria-hidden="true" />
              {t('shell.toast.undo')}
              <span className="visually-hidden">
                {t('shell.toast.undoKeys', { keys: showKeys(shortcuts.undo[0]) })}
              </span>
            </button>
          )}
          <button
            type="button"
            className="toast-close"
            aria-label={t('shell.toast.dismiss')}
            onClick={() => {
              focusPage();
              messages.dismiss(key);
            }}
          >
            <IconX size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}

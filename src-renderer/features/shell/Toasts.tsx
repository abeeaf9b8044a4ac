import { IconCheck, IconX } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export function Toasts() {
  const { t } = useWords();
  const { messages } = useStores();
  const { toasts } = useStore(messages);
  return (
    <div className="toasts" role="status" aria-atomic="false">
      {toasts.map((toast) => (
        <div key={toast.key} className="toast">
          <IconCheck size={16} aria-hidden="true" />
          <span>{toast.text}</span>
          <button
            type="button"
            className="toast-close"
            aria-label={t('shell.toast.dismiss')}
            onClick={() => messages.dismiss(toast.key)}
          >
            <IconX size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}

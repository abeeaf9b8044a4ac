import { Dialog } from '../../components/Dialog.tsx';
import type { Keys } from '../../lib/keys.ts';
import { useDialogs, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { shortcutSheet } from './shortcuts.ts';

export function ShortcutSheet() {
  const { t } = useWords();
  const { dialogs } = useStores();
  const isOpen = useDialogs().shortcuts;
  return (
    <Dialog
      title={t('shell.shortcuts.title')}
      isOpen={isOpen}
      onClose={() => dialogs.showShortcuts(false)}
      size="wide"
      isText
    >
      <div className="shortcut-groups">
        {shortcutSheet.map(({ title, entries }) => (
          <section key={title} aria-label={t(title)}>
            <h3>{t(title)}</h3>
            <dl className="shortcut-list">
              {entries.map(({ keys, joined = t('shell.shortcuts.or'), does }) => (
                <div key={does}>
                  <dt>
                    <KeyCaps keys={keys} joined={joined} />
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function KeyCaps({ keys, joined }: { readonly keys: readonly Keys[]; readonly joined: string }) {
  const { showKeys } = useWords();
  return keys.map((each, index) => (
    <span key={each}>
      {index > 0 && <span className="soft">{joined}</span>}
      <kbd>{showKeys(each)}</kbd>
    </span>
  ));
}

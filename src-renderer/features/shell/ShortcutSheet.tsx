import { Dialog } from '../../components/Dialog.tsx';
import { type Keys, showKeys } from '../../lib/keys.ts';
import { useDialogs, useStores } from '../../stores/StoresContext.tsx';
import { shortcutSheet } from './shortcuts.ts';

export function ShortcutSheet() {
  const { dialogs } = useStores();
  const isOpen = useDialogs().shortcuts;
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={() => dialogs.showShortcuts(false)}>
      <div className="shortcut-groups">
        {shortcutSheet.map(({ title, entries }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl className="shortcut-list">
              {entries.map(({ keys, joined = 'or', does }) => (
                <div key={does}>
                  <dt>
                    <KeyCaps keys={keys} joined={joined} />
                  </dt>
                  <dd>{does}</dd>
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
  return keys.map((each, index) => (
    <span key={each}>
      {index > 0 && <span className="soft"> {joined} </span>}
      <kbd>{showKeys(each)}</kbd>
    </span>
  ));
}

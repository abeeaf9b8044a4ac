import { Dialog } from '../../components/Dialog.tsx';
import { useDialogs, useStores } from '../../stores/StoresContext.tsx';

const shortcuts: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl 1 … 6', 'Go to the six pages'],
  ['/ or Ctrl F', 'Search on this page'],
  ['Ctrl R or F5', 'Refresh this page from the source'],
  ['Enter', 'Open the row'],
  ['Space', 'Select the row'],
  ['Shift ↑ ↓', 'Extend the selection'],
  ['Ctrl A', 'Select all'],
  ['Ctrl Enter', 'Send what is selected'],
  ['Ctrl ,', 'Settings'],
  ['?', 'This list'],
  ['Esc', 'Close the topmost layer'],
];

export function ShortcutSheet() {
  const { dialogs } = useStores();
  const isOpen = useDialogs().shortcuts;
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={() => dialogs.showShortcuts(false)} size="small">
      <dl className="shortcut-list">
        {shortcuts.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

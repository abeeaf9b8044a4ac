import type { Keys } from '../../lib/keys.ts';
import type { englishTexts } from '../../strings/englishTexts.ts';

/** Every shortcut under the name of what it does; tooltips, the sheet and the palette show the same. */
export const shortcuts = {
  pages: ['Ctrl+1', 'Ctrl+6'],
  palette: ['Ctrl+K', 'F1'],
  search: ['Ctrl+F', '/'],
  refresh: ['Ctrl+R', 'F5'],
  newSubscription: ['Ctrl+N'],
  settings: ['Ctrl+,'],
  back: ['Alt+ArrowLeft'],
  undo: ['Ctrl+Z'],
  sheet: ['?'],
} as const satisfies Readonly<Record<string, readonly Keys[]>>;

/** Titles and what keys do are keys of texts. */
interface SheetGroup {
  readonly title: SheetText;
  readonly entries: readonly { readonly keys: readonly Keys[]; readonly joined?: string; readonly does: SheetText }[];
}
type SheetText = `shell.shortcuts.${keyof (typeof englishTexts)['shell']['shortcuts']}`;

export const shortcutSheet: readonly SheetGroup[] = [
  {
    title: 'shell.shortcuts.everywhere',
    entries: [
      { keys: shortcuts.pages, joined: '…', does: 'shell.shortcuts.pages' },
      { keys: shortcuts.palette, does: 'shell.shortcuts.palette' },
      { keys: shortcuts.search, does: 'shell.shortcuts.search' },
      { keys: shortcuts.refresh, does: 'shell.shortcuts.refresh' },
      { keys: ['Ctrl+Enter'], does: 'shell.shortcuts.primary' },
      { keys: shortcuts.newSubscription, does: 'shell.shortcuts.newSubscription' },
      { keys: shortcuts.settings, does: 'shell.shortcuts.settings' },
      { keys: shortcuts.undo, does: 'shell.shortcuts.undo' },
      { keys: ['Alt+←'], does: 'shell.shortcuts.back' },
      { keys: ['Esc'], does: 'shell.shortcuts.close' },
      { keys: shortcuts.sheet, does: 'shell.shortcuts.sheet' },
    ],
  },
  {
    title: 'shell.shortcuts.list',
    entries: [
      { keys: ['↑', '↓', 'Home', 'End'], joined: ' ', does: 'shell.shortcuts.move' },
      { keys: ['Enter'], does: 'shell.shortcuts.open' },
      { keys: ['Space'], does: 'shell.shortcuts.select' },
      { keys: ['Shift+↑', 'Shift+↓'], does: 'shell.shortcuts.extend' },
      { keys: ['Ctrl+A'], does: 'shell.shortcuts.all' },
      { keys: ['Ctrl+C'], does: 'shell.shortcuts.copy' },
      { keys: ['Shift+F10'], does: 'shell.shortcuts.menu' },
      { keys: ['Del'], does: 'shell.shortcuts.remove' },
    ],
  },
  {
    title: 'shell.shortcuts.chart',
    entries: [
      { keys: ['↑', '↓', '←', '→'], joined: ' ', does: 'shell.shortcuts.neighbour' },
      { keys: ['S'], does: 'shell.shortcuts.send' },
      { keys: ['+', '-'], joined: ' ', does: 'shell.shortcuts.zoom' },
      { keys: ['0'], does: 'shell.shortcuts.fit' },
    ],
  },
];

import type { Keys } from '../../lib/keys.ts';

/** Every shortcut under the name of what it does; tooltips, the sheet and the palette show the same. */
export const shortcuts = {
  pages: ['Ctrl+1', 'Ctrl+6'],
  palette: ['Ctrl+K', 'F1'],
  search: ['Ctrl+F', '/'],
  refresh: ['Ctrl+R', 'F5'],
  newSubscription: ['Ctrl+N'],
  settings: ['Ctrl+,'],
  back: ['Alt+ArrowLeft'],
  sheet: ['?'],
} as const satisfies Readonly<Record<string, readonly Keys[]>>;

interface SheetGroup {
  readonly title: string;
  readonly entries: readonly { readonly keys: readonly Keys[]; readonly joined?: string; readonly does: string }[];
}

export const shortcutSheet: readonly SheetGroup[] = [
  {
    title: 'Everywhere',
    entries: [
      { keys: shortcuts.pages, joined: '…', does: 'Go to the six pages' },
      { keys: shortcuts.palette, does: 'Find pages, images, endpoints and actions' },
      { keys: shortcuts.search, does: 'Search on this page' },
      { keys: shortcuts.refresh, does: 'Refresh this page from the source' },
      { keys: ['Ctrl+Enter'], does: 'Do the main thing of this page or dialog' },
      { keys: shortcuts.newSubscription, does: 'New subscription' },
      { keys: shortcuts.settings, does: 'Settings' },
      { keys: ['Alt+←'], does: 'Back' },
      { keys: ['Esc'], does: 'Close the topmost layer' },
      { keys: shortcuts.sheet, does: 'This list' },
    ],
  },
  {
    title: 'In a list',
    entries: [
      { keys: ['↑', '↓', 'Home', 'End'], joined: ' ', does: 'Move' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['Space'], does: 'Select' },
      { keys: ['Shift+↑', 'Shift+↓'], does: 'Extend the selection' },
      { keys: ['Ctrl+A'], does: 'Select all, or none' },
      { keys: ['Ctrl+C'], does: 'Copy the image’s address' },
      { keys: ['Shift+F10'], does: 'Open the row’s menu' },
      { keys: ['Del'], does: 'Stop the transfer, remove the subscription (asks first)' },
    ],
  },
  {
    title: 'On the chart',
    entries: [
      { keys: ['↑', '↓', '←', '→'], joined: ' ', does: 'Go to the neighbouring node' },
      { keys: ['S'], does: 'Send to the endpoint' },
    ],
  },
];

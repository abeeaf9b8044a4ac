import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './electronApi.ts';
import type { MenuWords } from './menuWords.ts';

const divider = { type: 'separator' } as const;

/** What macOS shows under the app's own name. */
const appMenu = (words: MenuWords): MenuItemConstructorOptions => ({
  role: 'appMenu',
  submenu: [
    { role: 'about', label: words.about },
    divider,
    { role: 'hide', label: words.hide },
    { role: 'hideOthers', label: words.hideOthers },
    { role: 'unhide', label: words.showAll },
    divider,
    { role: 'quit', label: words.quit },
  ],
});

const editMenu = (words: MenuWords): MenuItemConstructorOptions => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    divider,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ],
});

const viewMenu = (words: MenuWords): MenuItemConstructorOptions => ({
  label: words.view,
  submenu: [
    { role: 'reload', label: words.reload },
    { role: 'resetZoom', label: words.actualSize },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'togglefullscreen', label: words.fullScreen },
  ],
});

/** The system's own menus, in the language of the screens; the app's actions live in its pages. */
export function setMenu(
  { app, Menu, shell }: Pick<ElectronApi, 'app' | 'Menu' | 'shell'>,
  words: MenuWords,
  logFolder: string,
): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [appMenu(words)] : []),
    {
      label: words.file,
      submenu: [isMac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit }],
    },
    editMenu(words),
    viewMenu(words),
    {
      role: 'window',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
    {
      role: 'help',
      label: words.help,
      submenu: [
        { label: words.openLogFolder, click: () => void shell.openPath(logFolder) },
        { label: `Portolan ${app.getVersion()}`, enabled: false },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

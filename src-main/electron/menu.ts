import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './electronApi.ts';

/** The system's own menus; the app's actions live in its pages. */
export function setMenu({ app, Menu, shell }: Pick<ElectronApi, 'app' | 'Menu' | 'shell'>, logFolder: string): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Open Log Folder', click: () => void shell.openPath(logFolder) },
        { label: `Portolan ${app.getVersion()}`, enabled: false },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

import type { BrowserWindow, Tray } from 'electron';
import { chosenLanguage } from '../contract/language.ts';
import type { Settings } from '../contract/settings.ts';
import type { Shell } from '../ports/machine.ts';
import type { ElectronApi } from './electronApi.ts';
import { setMenu } from './menu.ts';
import { type MenuWords, menuWords } from './menuWords.ts';
import { startAtLogin } from './startAtLogin.ts';

export interface DesktopShell extends Shell {
  /** The window that the tray opens; closing it hides it as long as the tray is wanted. */
  adopt(window: BrowserWindow): void;
  show(): void;
  readonly staysInTray: () => boolean;
  /** What the tray's switch for all transfers does. */
  onPause(change: (isPaused: boolean) => void): void;
  /** The app ends: closing means closing. */
  release(): void;
}

/** What the desktop shows beside its window: menus, the tray and the count on its icon. */
export function createDesktopShell(
  electron: ElectronApi,
  options: { readonly logFolder: string; readonly trayIcon: string; readonly environment: NodeJS.ProcessEnv },
): DesktopShell {
  const { app, Menu, Tray: SystemTray, shell } = electron;
  let window: BrowserWindow | null = null;
  let tray: Tray | null = null;
  let count = 0;
  let isPaused = false;
  let pause: (isPaused: boolean) => void = () => undefined;
  let words: MenuWords = menuWords.en;
  let startsAtLogin: boolean | null = null;
  let isEnding = false;

  const show = (): void => {
    if (window === null || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  const drawTray = (): void => {
    tray?.setToolTip(words.waits(count));
    tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: show },
        { label: words.waits(count), enabled: false },
        { label: isPaused ? words.resumeAll : words.pauseAll, click: () => pause(!isPaused) },
        { type: 'separator' },
        { label: words.quit, click: () => app.quit() },
      ]),
    );
  };

  const followTray = (isWanted: boolean): void => {
    if (isWanted && tray === null) {
      tray = new SystemTray(options.trayIcon);
      tray.on('click', show);
    }
    if (!isWanted) {
      tray?.destroy();
      tray = null;
      // A hidden window would have no way back.
      if (window !== null && !window.isDestroyed() && !window.isVisible()) show();
    }
    drawTray();
  };

  return {
    canStartAtLogin: ['linux', 'darwin', 'win32'].includes(process.platform),
    follow({ language, keepInTray, startAtLogin: isWanted, transfers }: Settings) {
      isPaused = transfers.isPaused;
      words = menuWords[chosenLanguage(language, app.getPreferredSystemLanguages())];
      setMenu(electron, words, options.logFolder);
      followTray(keepInTray);
      if (isWanted !== (startsAtLogin ?? false)) startAtLogin(electron, isWanted, { environment: options.environment });
      startsAtLogin = isWanted;
    },
    showCount(now) {
      if (now === count) return;
      count = now;
      app.setBadgeCount(count);
      drawTray();
    },
    openFolder: async (folder) => (await shell.openPath(folder)) === '',
    adopt(opened) {
      window = opened;
      opened.on('close', (event) => {
        if (tray === null || isEnding) return;
        event.preventDefault();
        opened.hide();
      });
    },
    show,
    onPause(change) {
      pause = change;
    },
    staysInTray: () => tray !== null,
    release() {
      isEnding = true;
      tray?.destroy();
      tray = null;
    },
  };
}

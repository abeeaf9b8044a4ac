import path from 'node:path';
import { createApp } from '../app/createApp.ts';
import { createNodePlatform, logFolderIn } from '../node/nodePlatform.ts';
import { readScreenFiles } from '../node/screenFiles.ts';
import { registerAppScheme, serveScreens } from './appScheme.ts';
import { createDesktopShell } from './desktopShell.ts';
import type { ElectronApi } from './electronApi.ts';
import { hardenContents, hardenSession } from './hardening.ts';
import { carryRouter } from './ipcCarrier.ts';
import { safeStorageSeal } from './safeStorageSeal.ts';
import { openWindow, type WindowMemory } from './window.ts';

export interface ShellOptions {
  readonly dataFolder: string;
  readonly lab: boolean;
  /** Folder of the built screens and path of the built preload. */
  readonly screensFolder: string;
  readonly preload: string;
  readonly memory: WindowMemory;
  /** Started by the computer at login: no window, where the tray can open one. */
  readonly isHidden?: boolean;
}

/** What a page may open in the system browser: the services' own pages, never anything local but a sign-in server. */
const mayOpen = (url: string) => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
};

const openIn = (electron: ElectronApi) => async (url: string) => {
  if (!mayOpen(url)) return false;
  await electron.shell.openExternal(url);
  return true;
};

/** The desktop form: the same app in a window that can do nothing else. Resolves when the window is open. */
export async function startShell(electron: ElectronApi, options: ShellOptions): Promise<void> {
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerAppScheme(electron);
  hardenContents(electron, mayOpen);
  await app.whenReady();
  hardenSession(electron);
  serveScreens(electron, await readScreenFiles(options.screensFolder));
  const shell = createDesktopShell(electron, {
    logFolder: logFolderIn(options.dataFolder),
    trayIcon: path.join(options.screensFolder, 'tray.png'),
    environment: process.env,
  });

  const { dataFolder } = options;
  const notifier = {
    locales: app.getPreferredSystemLanguages(),
    notify: (message: { title: string; body: string }) => {
      const notification = new electron.Notification(message);
      notification.on('click', shell.show);
      notification.show();
    },
  };
  const seal = await safeStorageSeal(electron);
  const platform = createNodePlatform({
    dataFolder,
    desktop: {
      browser: { open: openIn(electron) },
      notifier,
      seal,
      shell,
      systemProxy: (url) => electron.session.defaultSession.resolveProxy(url),
      programFolder: path.dirname(process.execPath),
    },
  });
  const portolan = await createApp({
    platform,
    dataFolder,
    environment: process.env,
    lab: options.lab,
    redirectPort: 0,
  });
  shell.onPause((isPaused) => {
    try {
      portolan.services.settings.update({ transfers: { isPaused } });
    } catch (error) {
      platform.logger.warn('not paused or resumed from the tray', { error });
    }
  });
  const endCarrier = carryRouter(electron, portolan.services);

  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    shell.release();
    endCarrier();
    void portolan.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => app.quit());
  const isHidden = options.isHidden === true && shell.staysInTray();
  const preload = path.resolve(options.preload);
  shell.adopt(await openWindow(electron, { preload, memory: options.memory, isHidden }));
  app.on('second-instance', shell.show);
  app.on('activate', shell.show);
}

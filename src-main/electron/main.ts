import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} from 'electron';
import Store from 'electron-store';
import { AppError } from '../contract/errors.ts';
import { chosenLanguage } from '../contract/language.ts';
import { defaultDataFolder } from '../node/dataFolder.ts';
import { menuWords } from './menuWords.ts';
import { startShell } from './shell.ts';
import { hiddenArgument } from './startAtLogin.ts';
import type { WindowMemory } from './window.ts';

const argument = (name: string): string | undefined => {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
};

const electron = { app, BrowserWindow, ipcMain, Menu, Notification, protocol, safeStorage, session, shell, Tray };
const store = new Store<{ bounds?: { width: number; height: number; x?: number; y?: number } }>({ name: 'window' });
const memory: WindowMemory = { get: () => store.get('bounds'), set: (_, bounds) => store.set('bounds', bounds) };

startShell(electron, {
  dataFolder: argument('--data') ?? defaultDataFolder(),
  lab: process.argv.includes('--lab'),
  screensFolder: path.join(import.meta.dirname, '..', 'renderer'),
  preload: path.join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
  memory,
  isHidden: process.argv.includes(hiddenArgument),
}).catch((error: unknown) => {
  const code = error instanceof AppError ? error.code : 'internal';
  // The settings cannot be read, so the computer's language has to do.
  const words = menuWords[chosenLanguage('system', app.getPreferredSystemLanguages())];
  dialog.showErrorBox('Portolan', code === 'state.inUse' ? words.alreadyRunning : words.cannotStart(code));
  app.exit(1);
});

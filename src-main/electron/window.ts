import type { BrowserWindow } from 'electron';
import { appOrigin } from './appScheme.ts';
import type { ElectronApi } from './electronApi.ts';

interface Bounds {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

/** Where the window was; may be lost without harm. */
export interface WindowMemory {
  get(key: 'bounds'): Bounds | undefined;
  set(key: 'bounds', bounds: Bounds): void;
}

export async function openWindow(
  { BrowserWindow }: Pick<ElectronApi, 'BrowserWindow'>,
  options: {
    readonly preload: string;
    readonly memory: WindowMemory;
    /** Loaded, but not shown: the tray opens it. */
    readonly isHidden: boolean;
  },
): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...options.memory.get('bounds'),
    minWidth: 900,
    minHeight: 600,
    title: 'Portolan',
    show: false,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      disableBlinkFeatures: 'Auxclick',
      spellcheck: false,
      devTools: process.env.PORTOLAN_DEVTOOLS === '1',
    },
  });
  if (!options.isHidden) window.once('ready-to-show', () => window.show());
  window.on('close', () => options.memory.set('bounds', window.getBounds()));
  await window.loadURL(`${appOrigin}/index.html`);
  return window;
}

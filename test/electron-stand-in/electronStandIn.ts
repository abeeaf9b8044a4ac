import { EventEmitter } from 'node:events';
import type { BrowserContext, Page } from '@playwright/test';
import type { ElectronApi } from '../../src-main/electron/electronApi.ts';
import { StandInContents } from './standInPage.ts';

type Handler = (request: Request) => Response | Promise<Response>;

/** What the shell asked of Electron, for tests to look at. */
export interface StandInRecord {
  sandboxEnabled: boolean;
  privilegedSchemes: unknown[];
  windows: {
    options: Electron.BrowserWindowConstructorOptions;
    contents: StandInContents;
    window: EventEmitter;
  }[];
  opened: string[];
  permissionRequest: ((contents: unknown, permission: string, answer: (allowed: boolean) => void) => void) | null;
  permissionCheck: (() => boolean) | null;
  devicePermission: (() => boolean) | null;
  notifications: unknown[];
  hasQuit: boolean;
  /** The application menu, as it was last set. */
  menu: Electron.MenuItemConstructorOptions[];
  tray: StandInTray | null;
  badge: number;
  /** Whether the first window can be seen. */
  isShown: boolean;
}

export interface StandInTray extends EventEmitter {
  toolTip: string;
  menu: Electron.MenuItemConstructorOptions[];
}

export interface ElectronStandIn {
  readonly electron: ElectronApi;
  readonly record: StandInRecord;
  /** The page of the first window. */
  page(): Page;
  /** Asks the app to quit and resolves when it has. */
  quit(): Promise<void>;
}

class StandInApp extends EventEmitter {
  readonly #record: StandInRecord;
  constructor(record: StandInRecord) {
    super();
    this.#record = record;
  }
  requestSingleInstanceLock = () => true;
  enableSandbox = () => {
    this.#record.sandboxEnabled = true;
  };
  whenReady = async () => undefined;
  getPreferredSystemLanguages = () => ['en-GB'];
  setLoginItemSettings = () => undefined;
  setBadgeCount = (count: number) => {
    this.#record.badge = count;
    return true;
  };
  getVersion = () => '0.0.0-stand-in';
  quit = () => {
    let isPrevented = false;
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    if (isPrevented) return;
    this.#record.hasQuit = true;
    this.emit('quit');
  };
  exit = () => {
    this.#record.hasQuit = true;
    this.emit('quit');
  };
}

const createSession = (record: StandInRecord) =>
  Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: StandInRecord['permissionRequest']) => {
      record.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler: StandInRecord['permissionCheck']) => {
      record.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler: StandInRecord['devicePermission']) => {
      record.devicePermission = handler;
    },
    setSpellCheckerEnabled: () => undefined,
    resolveProxy: async () => 'DIRECT',
  });

/**
 * Electron's API as far as the shell uses it, over a Chromium of the tests. The window is a page; the custom scheme,
 * the preload and the IPC channel are the shell's own. It proves the shell's wiring, not Electron.
 */
export function createElectronStandIn(context: BrowserContext): ElectronStandIn {
  const record: StandInRecord = {
    sandboxEnabled: false,
    privilegedSchemes: [],
    windows: [],
    opened: [],
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
    notifications: [],
    hasQuit: false,
    menu: [],
    tray: null,
    badge: 0,
    isShown: false,
  };
  const app = new StandInApp(record);
  const ipcMain = new EventEmitter();
  const handlers = new Map<string, Handler>();

  class StandInWindow extends EventEmitter {
    readonly webContents = new StandInContents();
    readonly #options: Electron.BrowserWindowConstructorOptions;
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super();
      this.#options = options;
      record.windows.push({ options, contents: this.webContents, window: this });
      app.emit('web-contents-created', {}, this.webContents);
    }
    async loadURL(url: string): Promise<void> {
      const scheme = new URL(url).protocol.slice(0, -1);
      const handler = handlers.get(scheme);
      const preload = this.#options.webPreferences?.preload;
      if (!handler || !preload) throw new Error(`no handler for ${scheme} or no preload`);
      await this.webContents.load({
        context,
        url,
        preload,
        handler,
        onIpc: (channel, text, senderFrame) => ipcMain.emit(channel, { sender: this.webContents, senderFrame }, text),
      });
      this.emit('ready-to-show');
    }
    show(): void {
      record.isShown = true;
      this.emit('show');
    }
    hide(): void {
      record.isShown = false;
    }
    isVisible = () => record.isShown;
    isDestroyed = () => false;
    getBounds = () => ({ x: 0, y: 0, width: 1280, height: 800 });
    isMinimized = () => false;
    restore = () => undefined;
    focus = () => undefined;
  }

  class StandInSystemTray extends EventEmitter implements StandInTray {
    toolTip = '';
    menu: StandInTray['menu'] = [];
    constructor() {
      super();
      record.tray = this;
    }
    setToolTip(text: string): void {
      this.toolTip = text;
    }
    setContextMenu(menu: StandInTray['menu']): void {
      this.menu = menu;
    }
    destroy(): void {
      record.tray = null;
    }
  }

  const electron = {
    app,
    BrowserWindow: StandInWindow,
    ipcMain,
    Menu: {
      setApplicationMenu: (menu: StandInRecord['menu']) => {
        record.menu = menu;
      },
      buildFromTemplate: (template: unknown) => template,
    },
    Tray: StandInSystemTray,
    Notification: class extends EventEmitter {
      constructor(message: unknown) {
        super();
        record.notifications.push(message);
      }
      show(): void {
        // Shown in tests by being recorded.
      }
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => record.privilegedSchemes.push(...schemes),
      handle: (scheme: string, handler: Handler) => handlers.set(scheme, handler),
    },
    safeStorage: { isAsyncEncryptionAvailable: async () => false },
    session: { defaultSession: createSession(record) },
    shell: {
      openExternal: async (url: string) => {
        record.opened.push(url);
      },
      openPath: async () => '',
    },
  };

  return {
    // The one place where the stand-in passes for the real thing; only what the shell uses is there.
    electron: electron as unknown as ElectronApi,
    record,
    page: () => {
      const page = record.windows[0]?.contents.page;
      if (!page) throw new Error('the shell opened no window');
      return page;
    },
    quit: () =>
      new Promise((resolve) => {
        app.once('quit', () => resolve());
        app.quit();
      }),
  };
}

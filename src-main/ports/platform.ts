import type { AppError } from '../contract/errors.ts';
import type { Browser } from './browser.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Files } from './files.ts';
import type { FolderWatcher } from './folderWatcher.ts';
import type { Http } from './http.ts';
import type { Logger } from './logger.ts';
import type { Notifier } from './notifier.ts';
import type { SecretVault } from './secretVault.ts';
import type { SettingsStore } from './settingsStore.ts';

/** One opened `state.db`: its tables, its settings, and what had to be put aside to open it. */
export interface OpenState {
  readonly database: Database;
  readonly settings: SettingsStore;
  readonly notices: readonly AppError[];
}

/** All that the app needs of the machine. The desktop and the headless entry each make one. */
export interface Platform {
  readonly form: 'desktop' | 'headless';
  readonly clock: Clock;
  readonly http: Http;
  readonly files: Files;
  readonly folderWatcher: FolderWatcher;
  readonly browser: Browser;
  readonly notifier: Notifier;
  readonly logger: Logger;
  /** 0 to 1, for ids that need no secrecy and for jitter. */
  readonly random: () => number;
  /** The browser would open on another computer (SSH), or there is no screen. */
  readonly isRemoteSession: boolean;
  openState(folder: string): OpenState;
  openVault(folder: string): Promise<SecretVault>;
}

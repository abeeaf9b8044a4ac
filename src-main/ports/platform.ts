import type { Notice } from '../contract/events.ts';
import type { Browser } from './browser.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Files } from './files.ts';
import type { FolderWatcher } from './folderWatcher.ts';
import type { Http } from './http.ts';
import type { Logger } from './logger.ts';
import type { Machine } from './machine.ts';
import type { Network } from './network.ts';
import type { Notifier } from './notifier.ts';
import type { SecretVault } from './secretVault.ts';
import type { SettingsStore } from './settingsStore.ts';

/** Marks the state file as ours, and brings it from version to version. */
export interface StateSchema {
  readonly applicationId: number;
  readonly migrations: readonly string[];
}

/** One opened `state.db`: its tables, its settings, and what had to be put aside to open it. */
export interface OpenState {
  readonly database: Database;
  readonly settings: SettingsStore;
  readonly notices: readonly Notice[];
  /** Writes and verifies a copy beside it. */
  backUp(): Promise<string>;
}

/** All that the app needs of the machine. The desktop and the headless entry each make one. */
export interface Platform {
  readonly form: 'desktop' | 'headless';
  readonly version: string;
  readonly clock: Clock;
  readonly http: Http;
  readonly network: Network;
  readonly files: Files;
  readonly folderWatcher: FolderWatcher;
  readonly browser: Browser;
  readonly notifier: Notifier;
  readonly logger: Logger;
  readonly machine: Machine;
  /** 0 to 1, for jitter and for ids that need no secrecy. */
  readonly random: () => number;
  /** The browser would open on another computer (SSH), or there is no screen. */
  readonly isRemoteSession: boolean;
  openState(folder: string, schema: StateSchema): Promise<OpenState>;
  /** `practice`: the lab's tokens, worth nothing elsewhere, may lie in a plain file. */
  openVault(folder: string, use: 'own' | 'practice'): Promise<SecretVault>;
  /** After everything that uses it has stopped. */
  close(): Promise<void>;
}

import path from 'node:path';
import type { Browser } from '../ports/browser.ts';
import type { Shell } from '../ports/machine.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Platform } from '../ports/platform.ts';
import { createChokidarWatcher } from './chokidarWatcher.ts';
import { createDatabaseSettingsStore } from './databaseSettingsStore.ts';
import { createGotHttp } from './gotHttp.ts';
import { createNodeFiles } from './nodeFiles.ts';
import { createNodeMachine, managedFilesOf } from './nodeMachine.ts';
import { createPinoLogger } from './pinoLogger.ts';
import { keepMemorySmall } from './smallMemory.ts';
import { openSqliteDatabase } from './sqliteDatabase.ts';
import { createSystemBrowser, isRemoteSession } from './systemBrowser.ts';
import { createSystemClock } from './systemClock.ts';
import { createSealedFileVault, createVault, readVaultPassphrase } from './systemVault.ts';
import type { VaultSeal } from './vaultCodecs.ts';
import { version } from './version.ts';

export const logFolderIn = (dataFolder: string): string => path.join(dataFolder, 'logs');

/** What the desktop shell does its own way. */
export interface Desktop {
  readonly browser: Browser;
  readonly notifier: Notifier;
  /** null where the system keeps no keys for us. */
  readonly seal: VaultSeal | null;
  readonly shell?: Shell;
  /** What the system's own settings say of the way to an address, in Chromium's words. */
  readonly systemProxy?: (url: string) => Promise<string>;
  /** Folder of the program. */
  readonly programFolder?: string;
}

/** The machine through plain Node. */
export function createNodePlatform(options: { readonly dataFolder: string; readonly desktop?: Desktop }): Platform {
  keepMemorySmall();
  const logger = createPinoLogger({ dir: logFolderIn(options.dataFolder) });
  const { desktop } = options;
  const http = createGotHttp(desktop?.systemProxy ? { systemProxy: desktop.systemProxy } : {});
  const files = createNodeFiles();
  return {
    form: desktop ? 'desktop' : 'headless',
    version,
    clock: createSystemClock(),
    http,
    network: http,
    files,
    folderWatcher: createChokidarWatcher(),
    browser: desktop?.browser ?? createSystemBrowser(),
    notifier: desktop?.notifier ?? { notify: ({ title }) => logger.info('notification', { title }) },
    logger,
    machine: createNodeMachine({
      dataFolder: options.dataFolder,
      logFolder: logFolderIn(options.dataFolder),
      managedFiles: managedFilesOf(process.env, desktop?.programFolder ?? null),
      setLogLevel: logger.setLevel,
      shell: desktop?.shell ?? null,
    }),
    random: Math.random,
    isRemoteSession: isRemoteSession(),
    openState: async (folder, schema) => {
      const { db, notices, backUp } = await openSqliteDatabase({ file: path.join(folder, 'state.db'), schema });
      return { database: db, settings: createDatabaseSettingsStore(db), notices, backUp };
    },
    openVault: async (dir, use) => {
      if (use === 'practice') return createVault({ dir, preferred: 'plain', env: {}, logger });
      if (desktop?.seal) return createSealedFileVault({ dir, seal: desktop.seal, logger });
      const passphrase = await readVaultPassphrase();
      return createVault({ dir, logger, ...(passphrase === null ? {} : { passphrase }) });
    },
    close: async () => {
      http.close();
      await files.close();
    },
  };
}

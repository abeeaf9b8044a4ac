import type { Settings } from '../contract/settings.ts';
import type { OwnFolder } from '../contract/support.ts';

/** A file of settings that an administrator may have put on this computer. */
export interface ManagedFile {
  readonly file: string;
  /** null: it is there and cannot be read. */
  readonly text: string | null;
}

/** What only a desktop has: absent in the headless form. */
export interface Shell {
  /** Puts into effect what the settings say of the tray, of starting at login and of the language of menus. */
  follow(settings: Settings): void;
  /** On the app's own icon: problems and what waits for the user. */
  showCount(count: number): void;
  openFolder(folder: string): Promise<boolean>;
  readonly canStartAtLogin: boolean;
}

/** The computer as settings and support see it. */
export interface Machine {
  readonly dataFolder: string;
  readonly logFolder: string;
  /** The first file that names a setting decides. */
  readonly managedFiles: readonly string[];
  readManaged(): Promise<readonly ManagedFile[]>;
  setLogLevel(level: Settings['advanced']['logLevel']): void;
  /** The newest lines, secrets hidden. */
  readLog(lines: number): Promise<readonly string[]>;
  /** A copy without secrets, by name and by look. */
  withoutSecrets(value: unknown): unknown;
  /** Below the data folder, for this user only; answers the path. */
  saveSupport(name: string, text: string): Promise<string>;
  folderOf(folder: OwnFolder): string;
  /** What electron-builder calls the description of this system's builds. */
  readonly updateDescription: string;
  readonly system: Readonly<Record<string, string>>;
  readonly shell: Shell | null;
}

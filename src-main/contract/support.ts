import { z } from 'zod';

/** What of the computer the settings of this form of the app can reach. */
export interface SupportFacts {
  readonly dataFolder: string;
  readonly logFolder: string;
  /** Where an administrator's file is looked for. */
  readonly managedFiles: readonly string[];
  /** Only the desktop app opens folders, sits in the tray and starts at login. */
  readonly canOpenFolders: boolean;
  readonly canStayInTray: boolean;
  readonly canStartAtLogin: boolean;
}

export const folderSchema = z.object({ folder: z.enum(['data', 'logs', 'support']) });
export type OwnFolder = z.infer<typeof folderSchema>['folder'];

/** Exactly the text that was shown. */
export const saveBundleSchema = z.object({ text: z.string().min(2).max(900_000) });

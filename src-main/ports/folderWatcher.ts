import type { AppError } from '../contract/errors.ts';

export interface FolderWatch {
  /** A folder that a scan is about to list (`` for the root), to be watched from now on; known ones are fine. */
  folder(relativePath: string): void;
  /** The first scan has named all folders. */
  listed(): void;
  close(): Promise<void>;
}

/** Hints that something below a folder changed. A hint may be late, doubled or missing: scans are the truth. */
export interface FolderWatcher {
  watch(
    root: string,
    on: {
      /** `relativePath` uses `/`. */
      readonly hint: (relativePath: string) => void;
      /** A folder that may hold what no hint told of: it is new, or was changed before its watch began. */
      readonly folder: (relativePath: string) => void;
      /** Everything named until `listed` is watched. */
      readonly ready: () => void;
      /** `folder.watchLimit` when the system's limit is reached, else `folder.unreadable`. */
      readonly problem: (error: AppError) => void;
    },
  ): FolderWatch;
}

import type { AppError } from '../contract/errors.ts';

export interface FolderWatch {
  close(): Promise<void>;
}

/** Hints that something below a folder changed. A hint may be late, doubled or missing: scans are the truth. */
export interface FolderWatcher {
  watch(
    root: string,
    on: {
      /** `relativePath` uses `/`. */
      readonly hint: (relativePath: string) => void;
      readonly ready: () => void;
      /** `folder.watchLimit` when the system's limit is reached, else `folder.unreadable`. */
      readonly problem: (error: AppError) => void;
    },
  ): FolderWatch;
}

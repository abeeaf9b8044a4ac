/** A file below a root, as a scan sees it. `relativePath` uses `/`. */
export interface FoundFile {
  readonly relativePath: string;
  readonly sizeBytes: number;
  /** Milliseconds, as precise as the file system tells. */
  readonly modifiedAtMs: number;
  readonly device: number;
  readonly inode: number;
}

export interface FolderIdentity {
  readonly device: number;
  readonly inode: number;
}

export interface FileDigests {
  readonly sha256: string;
  readonly md5: string;
}

/**
 * Reads of local folders. Paths below a root are always relative and checked: nothing outside `root` is opened, no
 * symlink followed (AppError `path.escapes`). Missing things reject with `folder.missing` / `image.noFile`,
 * refused ones with `folder.unreadable`.
 */
export interface Files {
  identity(root: string): Promise<FolderIdentity>;
  /** Plain files below the root, depth first; unreadable folders are reported and passed over. */
  scan(root: string, onUnreadable: (relativePath: string) => void, signal?: AbortSignal): AsyncIterable<FoundFile>;
  stat(root: string, relativePath: string): Promise<FoundFile>;
  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  read(root: string, relativePath: string, offset: number, length: number): Promise<Uint8Array>;
  /** Whole-file digests, lower-case hex, off the main thread with large reads. */
  digest(root: string, relativePath: string, signal?: AbortSignal): Promise<FileDigests>;
}

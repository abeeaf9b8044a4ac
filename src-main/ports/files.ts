/** A file below a root, as a scan sees it. `relativePath` uses `/`. */
export interface FoundFile {
  readonly relativePath: string;
  readonly sizeBytes: number;
  /** Milliseconds, as precise as the file system tells. */
  readonly modifiedAtMs: number;
  /** Of the last change of anything about it (ctime); milliseconds. */
  readonly changedAtMs: number;
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

/** An open file: whatever happens to its name meanwhile, the same bytes are read. */
export interface OpenedFile {
  /** As it was when it was opened. */
  readonly found: FoundFile;
  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Whole-file digests, lower-case hex, off the main thread with large reads. */
  digest(signal?: AbortSignal): Promise<FileDigests>;
  /** What its name leads to now. */
  again(): Promise<FoundFile | null>;
  close(): Promise<void>;
}

/**
 * Reads of local folders. Paths below a root are always relative and checked: nothing outside `root` is opened, no
 * symlink followed (AppError `path.escapes`). Missing things reject with `folder.missing` / `image.noFile`,
 * refused ones with `folder.unreadable`.
 */
export interface Files {
  identity(root: string): Promise<FolderIdentity>;
  /** Plain files below the root, depth first; unreadable folders are reported and passed over. */
  scan(
    root: string,
    onUnreadable: (relativePath: string) => void,
    signal?: AbortSignal,
    options?: {
      /** Below this folder only. */
      readonly below?: string;
      /** Each folder, before what is in it. */
      readonly onFolder?: (relativePath: string) => void;
    },
  ): AsyncIterable<FoundFile>;
  stat(root: string, relativePath: string): Promise<FoundFile>;
  /** Only for comparing with a state known before, whose inode says enough; null when nothing can be seen there. */
  peek(root: string, relativePath: string): Promise<FoundFile | null>;
  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  read(root: string, relativePath: string, offset: number, length: number): Promise<Uint8Array>;
  /** For several looks at one file; the caller closes it. */
  open(root: string, relativePath: string): Promise<OpenedFile>;
}

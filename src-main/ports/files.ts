import type { AppError } from '../contract/errors.ts';

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
  /** Its first 32 KiB, or all of a shorter one; not to be used once it is digested or released. */
  readonly head: Uint8Array;
  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file that was hashed to its end. */
export interface DigestedFile {
  readonly digests: FileDigests;
  /** What its name led to after that; null when to no plain file. */
  readonly after: FoundFile | null;
}

/** What a scan sees: `found` only of those that it was asked to look at. */
export interface ScannedFile {
  readonly relativePath: string;
  readonly found: FoundFile | null;
}

export interface ScannedFolder {
  readonly files: readonly ScannedFile[];
  /** Of the last change of its names; milliseconds. */
  readonly changedAtMs: number;
}

export interface ScanOptions {
  /** Below this folder only. */
  readonly below?: string;
  /** Each folder, before what is in it; false leaves it out with all that is below. */
  readonly onFolder?: (relativePath: string) => boolean;
  /** Files that are of interest; of these `isKnown` says which ones are looked at more closely than by name. */
  readonly isWanted?: (relativePath: string) => boolean;
  readonly isKnown?: (relativePath: string) => boolean;
}

/**
 * Reads of local folders. Paths below a root are always relative and checked: nothing outside `root` is opened, no
 * symlink followed (AppError `path.escapes`). Missing things reject with `folder.missing` / `image.noFile`,
 * refused ones with `folder.unreadable`. What is asked for several files at once is answered in their order.
 */
export interface Files {
  identity(root: string): Promise<FolderIdentity>;
  /** Plain files below the root, folder by folder; unreadable folders are reported and passed over. */
  scan(
    root: string,
    onUnreadable: (relativePath: string) => void,
    signal?: AbortSignal,
    options?: ScanOptions,
  ): AsyncIterable<ScannedFolder>;
  stat(root: string, relativePath: string): Promise<FoundFile>;
  /** Only for comparing with states known before, whose inode says enough; null when nothing can be seen there. */
  peek(root: string, relativePaths: readonly string[]): Promise<readonly (FoundFile | null)[]>;
  /** Up to `length` bytes from `offset`; fewer at the end of the file. */
  read(root: string, relativePath: string, offset: number, length: number): Promise<Uint8Array>;
  /** Each stays open until it is digested or released. */
  open(root: string, relativePaths: readonly string[]): Promise<readonly (OpenedFile | AppError)[]>;
  /** Whole-file digests, lower-case hex, off the main thread; told one by one as they are done, closed in any case. */
  digest(
    opened: readonly OpenedFile[],
    told: (file: OpenedFile, digested: DigestedFile | AppError) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Closes what is not digested. */
  release(opened: readonly OpenedFile[]): void;
}

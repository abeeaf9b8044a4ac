import type { AppErrorCode } from '../contract/errors.ts';

/** What tells two states of a file apart without reading it. */
export interface FileStamp {
  readonly device: number;
  readonly inode: number;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** When the file or what is said of it was changed, which no program can set back; null = not known. */
  readonly changedAtMs: number | null;
}

const isSameIfKnown = (a: number | null, b: number | null): boolean => a === null || b === null || a === b;

export const isSameStamp = (a: FileStamp, b: FileStamp): boolean =>
  a.device === b.device &&
  a.inode === b.inode &&
  a.sizeBytes === b.sizeBytes &&
  a.modifiedAtMs === b.modifiedAtMs &&
  isSameIfKnown(a.changedAtMs, b.changedAtMs);

/** A file that has not moved for this long is no longer looked at eagerly; the rescan still sees it. */
const patienceMs = 60_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** When to look again at a file that may still be growing: soon after it moved, then ever later, null = leave it. */
export const nextLookMs = (unchangedForMs: number): number | null =>
  unchangedForMs > patienceMs ? null : Math.min(longestPauseMs, Math.max(firstPauseMs, unchangedForMs));

/** Findings that a longer file may undo. */
const passing: ReadonlySet<AppErrorCode> = new Set([
  'image.incomplete',
  'image.changedWhileRead',
  'image.digestMismatch',
  'image.notSif',
  'image.corrupt',
]);

/** A writer may also reserve the whole length first, or write the header last: while it moves, nothing is final. */
export const mayStillGrow = (code: AppErrorCode): boolean => passing.has(code);

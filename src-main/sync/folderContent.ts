import { type AppError, type ErrorFacts, type Problem, toProblem } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import { type FileStamp, isSameStamp, mayStillGrow, nextLookMs } from '../domain/completeness.ts';
import { formatContainerName } from '../domain/containerName.ts';
import { hostileText } from '../domain/hostileText.ts';
import { parseImageFileName } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files, FoundFile } from '../ports/files.ts';
import type { CheckedImage } from '../ports/imageSource.ts';
import { createFileTable } from './fileTable.ts';
import type { FolderStore, KnownFile } from './folderStore.ts';
import { type Look, lookAtFiles, stampOf } from './lookAtFile.ts';

/** A file that is not ready: growing, or not what its name says. */
interface Unready {
  readonly stamp: FileStamp;
  /** Monotonic milliseconds. */
  readonly movedAt: number;
  readonly problem: Problem;
  /** Monotonic milliseconds of the last look. */
  readonly seenAt: number;
}

/** So many more files are named beside the first that cannot be taken. */
const namedOthers = 3;
/** Of a path that is shown. */
const longestPath = 256;

/** A growing file is looked at by its header, so often at most. */
const headerPauseMs = 25;
/** A file that was hashed in vain is hashed again only when nothing was written for so long. */
const quietMs = 150;
const hashedInVain: ReadonlySet<string> = new Set(['image.changedWhileRead', 'image.digestMismatch']);

/** After a restart all of a folder is news: so many are told together, which bounds what is held for it. */
const toldAtOnce = 2_000;

/** What changed since it was last taken. */
export interface ContentChange {
  readonly ready: readonly CheckedImage[];
  readonly gone: readonly string[];
}

const checkedImage = (file: KnownFile): CheckedImage[] => {
  const name = parseImageFileName(file.relativePath);
  if (name === null) return [];
  const { containerCollection, container, tag } = name;
  return [
    {
      relativePath: file.relativePath,
      containerCollection,
      container,
      tag,
      digest: file.digest,
      sizeBytes: file.sizeBytes,
      modifiedAtMs: file.modifiedAtMs,
      architecture: file.architecture,
      builtAt: file.builtAt,
    },
  ];
};

const namesOf = (path: string): ErrorFacts => {
  const name = parseImageFileName(path);
  return name === null ? { path: hostileText(path, longestPath) } : { path, image: formatContainerName(name) };
};

/** What one image folder holds, file by file; the ledger remembers the ready ones. */
export function createFolderContent(deps: {
  readonly clock: Clock;
  readonly files: Files;
  readonly store: FolderStore;
  readonly registryId: RegistryId;
  readonly root: string;
}) {
  const { clock, files, store, registryId, root } = deps;
  /** What the ledger remembers; those are ready that were found so in this run. */
  const known = createFileTable();
  const unready = new Map<string, Unready>();
  /** Those of `unready` that may still be growing: few, and looked through often. */
  const growing = new Set<string>();
  const unwritten = new Map<string, KnownFile | null>();
  const changed = new Set<string>();

  const recall = (): void => {
    for (const path of known.paths()) if (!known.isReady(path)) known.delete(path);
    for (const file of store.files(registryId)) known.put(file);
  };
  recall();

  const drop = (path: string): boolean => {
    unready.delete(path);
    growing.delete(path);
    const wasReady = known.isReady(path);
    if (known.delete(path)) unwritten.set(path, null);
    if (wasReady) changed.add(path);
    return wasReady;
  };

  const becameReady = (file: KnownFile): void => {
    unready.delete(file.relativePath);
    growing.delete(file.relativePath);
    known.put(file);
    known.setReady(file.relativePath, true);
    unwritten.set(file.relativePath, file);
    changed.add(file.relativePath);
  };

  const becameUnready = (path: string, stamp: FileStamp, error: AppError): void => {
    const before = unready.get(path);
    const isStill = before !== undefined && isSameStamp(before.stamp, stamp);
    // What has lain there unchanged since before it was first seen is not being written.
    const oldForMs = before || known.isReady(path) ? 0 : Math.max(0, clock.now() - stamp.modifiedAtMs);
    const movedAt = isStill ? before.movedAt : clock.monotonic() - oldForMs;
    if (known.setReady(path, false)) changed.add(path);
    const { code, facts, at } = toProblem(error, clock.nowIso());
    const problem = { code, facts: { ...facts, ...namesOf(path) }, at };
    unready.set(path, { stamp, movedAt, problem, seenAt: clock.monotonic() });
    if (mayStillGrow(code) && nextLookMs(clock.monotonic() - movedAt) !== null) growing.add(path);
    else growing.delete(path);
  };

  const noted = (path: string, look: Look): void => {
    if (look.kind === 'whole') becameReady(look.file);
    else if (look.kind === 'wrong') {
      const { stamp, error } = look;
      if (stamp !== null && error.code !== 'image.noFile') becameUnready(path, stamp, error);
      else drop(path);
    }
  };

  return {
    /** Reads again what the ledger remembers. */
    recall,
    /** Takes a file as ready when the ledger knows it just so; false when it has to be read. */
    recognise(path: string, stamp: FileStamp): boolean {
      const before = known.stampOf(path);
      if (before !== null && isSameStamp(before, stamp)) {
        if (known.setReady(path, true)) changed.add(path);
        const file = before.changedAtMs === null && stamp.changedAtMs !== null ? known.get(path) : null;
        if (file !== null) becameReady({ ...file, changedAtMs: stamp.changedAtMs });
        return true;
      }
      const waiting = unready.get(path);
      // Rights can change without the file changing.
      const isSettled = waiting !== undefined && waiting.problem.code !== 'folder.unreadable';
      if (!isSettled || !isSameStamp(waiting.stamp, stamp)) return false;
      unready.set(path, { ...waiting, seenAt: clock.monotonic() });
      return true;
    },
    /** Looks at files together; `done` with each as soon as it is known. */
    async look(paths: readonly string[], done: (path: string) => void, signal: AbortSignal): Promise<void> {
      const unopened = new Map<string, AppError>();
      const isNews = (found: FoundFile): boolean => !this.recognise(found.relativePath, stampOf(found));
      const told = (path: string, look: Look): void => {
        if (look.kind === 'wrong' && look.stamp === null && look.error.code === 'folder.unreadable') {
          unopened.set(path, look.error);
          return;
        }
        noted(path, look);
        done(path);
      };
      await lookAtFiles(deps, paths, isNews, told, signal);
      // Who may not open a file may often still see that it is there: it is named then.
      const seen = unopened.size === 0 ? [] : await files.peek(root, [...unopened.keys()]);
      for (const [at, [path, error]] of [...unopened].entries()) {
        const found = seen[at] ?? null;
        if (found !== null) becameUnready(path, stampOf(found), error);
        done(path);
      }
    },
    /** Milliseconds until a look at a file that was just hinted at is worth it. */
    untilLookMs(path: string, hintedAt: number): number {
      const found = unready.get(path);
      if (found === undefined) return 0;
      const at = hashedInVain.has(found.problem.code) ? hintedAt + quietMs : found.seenAt + headerPauseMs;
      return at - clock.monotonic();
    },
    /** A ready file as it is told; none for any other. */
    ready: (path: string): readonly CheckedImage[] => {
      const file = known.isReady(path) ? known.get(path) : null;
      return file === null ? [] : checkedImage(file);
    },
    /** Whether there is more to take. */
    hasChange: (): boolean => changed.size > 0,
    /** Writes down what was read, and answers what changed, not all at once; to be called before anybody is told. */
    takeChange(): ContentChange {
      if (unwritten.size > 0) store.saveFiles(registryId, unwritten, clock.nowIso());
      unwritten.clear();
      const paths: string[] = [];
      for (const path of changed) {
        if (paths.push(path) === toldAtOnce) break;
      }
      for (const path of paths) changed.delete(path);
      const now = paths.flatMap((path) => (known.isReady(path) ? (known.get(path) ?? []) : []));
      now.sort((a, b) => a.modifiedAtMs - b.modifiedAtMs);
      return { ready: now.flatMap(checkedImage), gone: paths.filter((path) => !known.isReady(path)) };
    },
    /** Whether anything is known of a file, so that its state is worth asking for. */
    isKnown: (path: string): boolean => known.has(path) || unready.has(path),
    /** The state in which a file was last found ready. */
    stampOf: (path: string): FileStamp | null => known.stampOf(path),
    /** Everything that is not among `paths` is gone; true when a ready image was. */
    keepOnly(paths: ReadonlySet<string>): boolean {
      const gone = [...unready.keys()].filter((path) => !paths.has(path));
      for (const path of known.paths()) if (!paths.has(path)) gone.push(path);
      return [...new Set(gone)].map(drop).some(Boolean);
    },
    /** Files that may be growing and are due for another look, and the milliseconds until the next one is. */
    due(): { readonly now: readonly string[]; readonly nextMs: number | null } {
      const now: string[] = [];
      let nextMs: number | null = null;
      for (const path of growing) {
        const found = unready.get(path);
        const mayGrow = found !== undefined && mayStillGrow(found.problem.code);
        const pause = mayGrow ? nextLookMs(clock.monotonic() - found.movedAt) : null;
        if (pause === null) growing.delete(path);
        if (pause === null) continue;
        const waitMs = (found?.seenAt ?? 0) + pause - clock.monotonic();
        if (waitMs <= 0) now.push(path);
        nextMs = Math.min(nextMs ?? pause, waitMs <= 0 ? pause : waitMs);
      }
      return { now, nextMs };
    },
    count: (): number => known.readyFiles(),
    problem(): Problem | null {
      const otherFiles = unready.size - growing.size - 1;
      if (otherFiles < 0) return null;
      let first: Problem | null = null;
      const others: string[] = [];
      for (const [path, { problem }] of unready) {
        if (growing.has(path)) continue;
        if (first === null) first = problem;
        else others.push(String(problem.facts.image ?? problem.facts.path));
        if (others.length === namedOthers) break;
      }
      if (first === null || otherFiles === 0) return first;
      return { ...first, facts: { ...first.facts, otherFiles, others } };
    },
  };
}

import { AppError, type ErrorFacts, type Problem, toProblem } from '../contract/errors.ts';
import type { Digest, RegistryId } from '../contract/ids.ts';
import { type FileStamp, isSameStamp, mayStillGrow, nextLookMs } from '../domain/completeness.ts';
import { formatContainerName } from '../domain/containerName.ts';
import { parseImageFileName } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { CheckedImage } from '../ports/imageSource.ts';
import type { FolderStore, KnownFile } from './folderStore.ts';
import { lookAtFile, stampOf } from './lookAtFile.ts';

/** A file that is not ready: growing, or not what its name says. */
interface Unready {
  readonly stamp: FileStamp;
  /** Monotonic milliseconds. */
  readonly movedAt: number;
  readonly problem: Problem;
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
      digest: `sha256:${file.sha256}` as Digest,
      sizeBytes: file.sizeBytes,
      architecture: file.architecture,
      builtAt: file.builtAt,
    },
  ];
};

const namesOf = (path: string): ErrorFacts => {
  const name = parseImageFileName(path);
  return name === null ? { path } : { path, image: formatContainerName(name) };
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
  const remembered = new Map<string, KnownFile>();
  const ready = new Map<string, KnownFile>();
  const unready = new Map<string, Unready>();

  const recall = (): void => {
    remembered.clear();
    for (const file of store.files(registryId)) remembered.set(file.relativePath, file);
  };
  recall();

  const drop = (path: string): boolean => {
    unready.delete(path);
    remembered.delete(path);
    store.forgetFile(registryId, path);
    return ready.delete(path);
  };

  const becameReady = (file: KnownFile): void => {
    unready.delete(file.relativePath);
    ready.set(file.relativePath, file);
    remembered.set(file.relativePath, file);
    store.saveFile(registryId, file, clock.nowIso());
  };

  const becameUnready = (path: string, stamp: FileStamp, error: AppError): void => {
    const before = unready.get(path);
    const isStill = before !== undefined && isSameStamp(before.stamp, stamp);
    // What has lain there unchanged since before it was first seen is not being written.
    const oldForMs = before || ready.has(path) ? 0 : Math.max(0, clock.now() - stamp.modifiedAtMs);
    const movedAt = isStill ? before.movedAt : clock.monotonic() - oldForMs;
    ready.delete(path);
    const { code, facts, at } = toProblem(error, clock.nowIso());
    unready.set(path, { stamp, movedAt, problem: { code, facts: { ...facts, ...namesOf(path) }, at } });
  };

  return {
    /** Reads again what the ledger remembers. */
    recall,
    /** Takes a file as ready when the ledger knows it just so; false when it has to be read. */
    recognise(path: string, stamp: FileStamp): boolean {
      const known = ready.get(path) ?? remembered.get(path);
      if (known && isSameStamp(known, stamp)) {
        ready.set(path, known);
        return true;
      }
      const waiting = unready.get(path);
      // Rights can change without the file changing.
      const isSettled = waiting !== undefined && waiting.problem.code !== 'folder.unreadable';
      return isSettled && isSameStamp(waiting.stamp, stamp);
    },
    /** Looks at one file; true when the set of ready images changed. */
    async look(path: string, signal: AbortSignal): Promise<boolean> {
      let stamp: FileStamp;
      try {
        stamp = stampOf(await files.stat(root, path));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return error.code === 'folder.unreadable' ? false : drop(path);
      }
      const wasReady = ready.has(path);
      if (this.recognise(path, stamp)) return ready.has(path) && !wasReady;
      try {
        becameReady(await lookAtFile(files, root, path, signal));
        return true;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof AppError)) throw error;
        if (error.code === 'image.noFile') return drop(path);
        becameUnready(path, stamp, error);
        return wasReady;
      }
    },
    /** Everything that is not among `paths` is gone; true when a ready image was. */
    keepOnly(paths: ReadonlySet<string>): boolean {
      const gone = [...remembered.keys(), ...ready.keys(), ...unready.keys()].filter((path) => !paths.has(path));
      return [...new Set(gone)].map(drop).some(Boolean);
    },
    /** Files that may be growing and are due for another look, and the milliseconds until the next one is. */
    due(): { readonly now: readonly string[]; readonly nextMs: number | null } {
      const now: string[] = [];
      let nextMs: number | null = null;
      for (const [path, { movedAt, problem }] of unready) {
        const pause = mayStillGrow(problem.code) ? nextLookMs(clock.monotonic() - movedAt) : null;
        if (pause === null) continue;
        now.push(path);
        nextMs = Math.min(nextMs ?? pause, pause);
      }
      return { now, nextMs };
    },
    /** Oldest change first, so that of two files of one tag the later one has the last word. */
    images: (): readonly CheckedImage[] =>
      [...ready.values()].sort((a, b) => a.modifiedAtMs - b.modifiedAtMs).flatMap(checkedImage),
    count: (): number => ready.size,
    problem(): Problem | null {
      const settled = [...unready.values()].filter(
        ({ problem, movedAt }) => !mayStillGrow(problem.code) || nextLookMs(clock.monotonic() - movedAt) === null,
      );
      const [first, ...others] = settled;
      if (first === undefined) return null;
      const { code, facts, at } = first.problem;
      return others.length === 0 ? first.problem : { code, facts: { ...facts, otherFiles: others.length }, at };
    },
  };
}

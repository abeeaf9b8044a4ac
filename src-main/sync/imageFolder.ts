import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { FolderHealth } from '../contract/registry.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { FolderWatch, FolderWatcher } from '../ports/folderWatcher.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Logger } from '../ports/logger.ts';
import { createFolderContent } from './folderContent.ts';
import { checkFolder } from './folderIdentity.ts';
import type { FolderStore } from './folderStore.ts';
import { isImagePath, stampOf } from './lookAtFile.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

export interface ImageFolderDeps {
  readonly clock: Clock;
  readonly files: Files;
  readonly watcher: FolderWatcher;
  readonly store: FolderStore;
  readonly images: Pick<ImageSource, 'folderRead' | 'folderHealth'>;
  readonly logger: Logger;
  readonly rescanMs: () => number;
  /** The images or the folder's health changed. */
  readonly onChange: (registryId: RegistryId) => void;
}

/** Hints come in bursts (one per written block): they are gathered this long. */
const gatherHintsMs = 50;
/** While many files are hashed, what is ready is told this often. */
const tellEveryMs = 500;
const pausedRetryMs = 10_000;

export type ImageFolder = ReturnType<typeof createImageFolder>;

/** Keeps one registry's image folder read: hints make it quick, the periodic scan makes it true. */
export function createImageFolder(deps: ImageFolderDeps, registryId: RegistryId, root: string) {
  const { clock, store, images, logger } = deps;
  const content = createFolderContent({ ...deps, registryId, root });
  const hinted = new Set<string>();
  let firstListing: ReadonlySet<string> | null = null;
  let scannedAtMono: number | null = null;
  let mustScan = true;
  let isReading = false;
  let watch: FolderWatch | null = null;
  let watchProblem: Problem | null = null;
  let unreadable: Problem | null = null;
  let paused: Problem | null = null;
  let lastChangeAt: string | null = null;
  let toldAtMono = 0;
  let lastHealth = '';

  const tellHealth = (): void => {
    const state = paused ? 'paused' : watchProblem || !watch ? 'scanningOnly' : 'watching';
    const problem = paused ?? watchProblem ?? unreadable ?? content.problem();
    const health: FolderHealth = { state, files: content.count(), lastChangeAt, problem };
    const said = JSON.stringify({ ...health, problem: problem && { ...problem, at: '' } });
    if (said === lastHealth) return;
    lastHealth = said;
    images.folderHealth(registryId, health);
    deps.onChange(registryId);
  };

  const tell = (): void => {
    toldAtMono = clock.monotonic();
    images.folderRead(registryId, content.images());
    deps.onChange(registryId);
    tellHealth();
  };

  const closeWatch = async (): Promise<void> => {
    const open = watch;
    watch = null;
    await open?.close();
  };

  const openWatch = (): void => {
    if (watch) return;
    watchProblem = null;
    watch = deps.watcher.watch(root, {
      hint: (path) => {
        if (path === '') mustScan = true;
        else if (isImagePath(path)) hinted.add(path);
        else return;
        loop.wake();
      },
      ready: () => {
        // What came between the scan and the watch was seen by neither.
        mustScan = true;
        loop.wake();
      },
      problem: (error) => {
        watchProblem = toProblem(error, clock.nowIso());
        logger.warn('folder watch failed; scanning goes on', { registryId, code: error.code });
        tellHealth();
      },
    });
  };

  const pauseFor = async (error: unknown): Promise<null> => {
    if (!(error instanceof AppError)) throw error;
    if (paused?.code !== error.code) {
      paused = toProblem(error, clock.nowIso());
      logger.warn('image folder paused', { registryId, code: error.code });
    }
    await closeWatch();
    tellHealth();
    return null;
  };

  /** False and paused when the root is missing or another one: nothing is read, nothing is forgotten. */
  const isOurFolder = async (): Promise<boolean> => {
    try {
      if ((await checkFolder(deps.files, store, registryId, root)) !== 'same') content.recall();
      paused = null;
      return true;
    } catch (error) {
      await pauseFor(error);
      return false;
    }
  };

  const list = async (signal: AbortSignal): Promise<{ present: Set<string>; unread: [string, number][] }> => {
    const present = new Set<string>();
    const unread: [string, number][] = [];
    let refused: string | null = null;
    const onUnreadable = (path: string): void => {
      refused ??= path;
    };
    for await (const file of deps.files.scan(root, onUnreadable, signal)) {
      if (!isImagePath(file.relativePath)) continue;
      present.add(file.relativePath);
      if (!content.recognise(file.relativePath, stampOf(file))) unread.push([file.relativePath, file.modifiedAtMs]);
    }
    const facts = { path: refused ?? '' };
    unreadable = refused === null ? null : toProblem(new AppError('folder.unreadable', { facts }), clock.nowIso());
    return { present, unread };
  };

  const scan = async (signal: AbortSignal): Promise<void> => {
    if (!(await isOurFolder())) return;
    openWatch();
    mustScan = false;
    const countBefore = content.count();
    const listing = await list(signal).catch(pauseFor);
    if (listing === null) return;
    const { present, unread } = listing;
    // Swapped while it was listed: what was seen may be another folder's.
    if (!(await isOurFolder())) return;
    const wasScanned = store.folder(registryId)?.scannedAt !== null;
    if (!wasScanned) firstListing ??= present;
    const isGone = unreadable === null && content.keepOnly(present);
    if (isGone) lastChangeAt = clock.nowIso();
    if (isGone || content.count() !== countBefore || scannedAtMono === null) tell();
    unread.sort((a, b) => b[1] - a[1]);
    await lookAtAll(
      unread.map(([path]) => path),
      signal,
    );
    scannedAtMono = clock.monotonic();
    const record = store.folder(registryId);
    if (record && !wasScanned) store.saveFolder(registryId, { ...record, scannedAt: clock.nowIso() });
    tellHealth();
  };

  const lookAtAll = async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    let isChanged = false;
    for (const path of paths) {
      signal.throwIfAborted();
      if (await content.look(path, signal)) {
        isChanged = true;
        lastChangeAt = clock.nowIso();
      }
      if (isChanged && clock.monotonic() - toldAtMono >= tellEveryMs) {
        isChanged = false;
        tell();
      }
    }
    if (isChanged) tell();
  };

  const untilScanMs = (): number =>
    mustScan || scannedAtMono === null ? 0 : scannedAtMono + deps.rescanMs() - clock.monotonic();

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    isReading = true;
    try {
      if (paused || untilScanMs() <= 0) await scan(signal);
      else {
        if (hinted.size > 0) await clock.sleep(gatherHintsMs, signal);
        const paths = [...hinted, ...content.due().now];
        hinted.clear();
        await lookAtAll([...new Set(paths)], signal);
        tellHealth();
      }
    } finally {
      isReading = false;
    }
    deps.onChange(registryId);
    if (paused) return Math.min(pausedRetryMs, deps.rescanMs());
    const growingMs = content.due().nextMs;
    return Math.max(0, Math.min(untilScanMs(), growingMs ?? Number.POSITIVE_INFINITY));
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      logger.error('reading an image folder failed', { registryId, code: toProblem(error, '').code });
      return pausedRetryMs;
    },
  });

  return {
    root,
    start: loop.start,
    /** Looks at all of it soon. */
    rescan(): void {
      mustScan = true;
      loop.wake();
    },
    /** Why nothing may be sent from here; null when the folder is ours and there. */
    pausedBy: (): Problem | null => paused,
    isReading: (): boolean => isReading,
    /** Something may lie there that was not looked at yet. */
    isLooking: (): boolean => paused === null && (isReading || mustScan || scannedAtMono === null || hinted.size > 0),
    /** Whether a file lay there at the very first look, while that look is not finished. */
    wasThere: (relativePath: string | null): boolean =>
      store.folder(registryId)?.scannedAt === null &&
      (relativePath === null || firstListing === null || firstListing.has(relativePath)),
    async stop(): Promise<void> {
      await loop.stop();
      await closeWatch();
    },
  };
}

import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { ImageId, RegistryId } from '../contract/ids.ts';
import type { FolderHealth } from '../contract/registry.ts';
import { imageIdOf } from '../domain/containerName.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { FolderWatch, FolderWatcher } from '../ports/folderWatcher.ts';
import type { CheckedImage, ImageSource } from '../ports/imageSource.ts';
import type { Logger } from '../ports/logger.ts';
import { createFolderContent } from './folderContent.ts';
import { checkFolder } from './folderIdentity.ts';
import type { FolderStore } from './folderStore.ts';
import { isImagePath, mayHoldImages, stampOf } from './lookAtFile.ts';
import { createLookQueue } from './lookQueue.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

export interface ImageFolderDeps {
  readonly clock: Clock;
  readonly files: Files;
  readonly watcher: FolderWatcher;
  readonly store: FolderStore;
  readonly images: Pick<ImageSource, 'image' | 'folderChanged' | 'folderHealth'>;
  readonly logger: Logger;
  readonly rescanMs: () => number;
  /** These images changed, or nothing but the state of the folder. */
  readonly onChange: (registryId: RegistryId, changed: readonly ImageId[]) => void;
}

/** While many files are read, what is ready is told and written down this often. */
const tellEveryMs = 60;
const pausedRetryMs = 10_000;
/** A watched folder is scanned so seldom that scanning takes at most this part of the time. */
const scanShare = 1 / 400;

export type ImageFolder = ReturnType<typeof createImageFolder>;

/** Keeps one registry's image folder read: hints make it quick, the periodic scan makes it true. */
export function createImageFolder(deps: ImageFolderDeps, registryId: RegistryId, root: string) {
  const { clock, store, images, logger } = deps;
  const content = createFolderContent({ ...deps, registryId, root });
  const stopping = new AbortController();
  /** Paths with the monotonic time of their last hint. */
  const hinted = new Map<string, number>();
  const hintedFolders = new Set<string>();
  let firstListing: ReadonlySet<string> | null = null;
  let isFirstDone = store.folder(registryId)?.scannedAt != null;
  let scannedAtMono: number | null = null;
  let checkedAtMono = 0;
  let scanTookMs = 0;
  let mustScan = true;
  let isScanning = false;
  let watch: FolderWatch | null = null;
  let isWatchReady = false;
  let watchProblem: Problem | null = null;
  let unreadable: Problem | null = null;
  let paused: Problem | null = null;
  let lastChangeAt: string | null = null;
  let toldAtMono = Number.NEGATIVE_INFINITY;
  let isTellPlanned = false;
  let lastHealth = '';

  const tellHealth = (): void => {
    const isWatching = watch !== null && isWatchReady && watchProblem === null;
    const state = paused ? 'paused' : isWatching ? 'watching' : 'scanningOnly';
    const problem = paused ?? watchProblem ?? unreadable ?? content.problem();
    const health: FolderHealth = { state, files: content.count(), lastChangeAt, problem };
    const said = JSON.stringify({ ...health, problem: problem && { ...problem, at: '' } });
    if (said === lastHealth) return;
    lastHealth = said;
    images.folderHealth(registryId, health);
    deps.onChange(registryId, []);
  };

  /** With the file that its image was until now: which one has the last word is told by their times. */
  const withOlder = (file: CheckedImage): readonly CheckedImage[] => {
    const path = images.image(imageIdOf(registryId, file, file.digest))?.relativePath ?? file.relativePath;
    return path === file.relativePath ? [file] : [...content.ready(path), file];
  };

  const tell = (): void => {
    toldAtMono = clock.monotonic();
    do {
      const change = content.takeChange();
      if (change.ready.length === 0 && change.gone.length === 0) break;
      lastChangeAt = clock.nowIso();
      const ready = change.ready.flatMap(withOlder);
      deps.onChange(registryId, images.folderChanged(registryId, { ...change, ready }));
    } while (content.hasChange());
    tellHealth();
  };

  /** The first complete look is over: what comes from now on is new. */
  const finishFirst = (): void => {
    if (isFirstDone || isScanning || scannedAtMono === null) return;
    const record = store.folder(registryId);
    if (record) store.saveFolder(registryId, { ...record, scannedAt: clock.nowIso() });
    isFirstDone = true;
    firstListing = null;
  };

  const failed = (error: unknown): void => {
    if (stopping.signal.aborted) return;
    logger.error('reading an image folder failed', { registryId, code: toProblem(error, '').code });
    mustScan = true;
  };

  /** Tells what was read, and what follows from it when nothing is left to read. */
  const tellRead = (): void => {
    if (stopping.signal.aborted) return;
    try {
      tell();
      if (queue.isEmpty()) finishFirst();
    } catch (error) {
      failed(error);
    }
    if (queue.isEmpty()) loop.wake();
  };

  const tellSoon = async (waitMs: number): Promise<void> => {
    isTellPlanned = true;
    await clock.sleep(waitMs, stopping.signal).catch(() => undefined); // ended by stop
    isTellPlanned = false;
    tellRead();
  };

  const queue = createLookQueue({
    clock,
    look: (paths, done) => content.look(paths, done, stopping.signal).catch(failed),
    onDone: (isLast) => {
      const waitMs = toldAtMono + tellEveryMs - clock.monotonic();
      if (waitMs <= 0) tellRead();
      else if (isLast && !isTellPlanned) void tellSoon(waitMs);
    },
  });

  const closeWatch = async (): Promise<void> => {
    const open = watch;
    watch = null;
    isWatchReady = false;
    await open?.close();
  };

  /** The usual case, without a turn of the loop; false when the file has to wait. */
  const lookNow = (path: string): boolean => {
    const isOpen = paused === null && scannedAtMono !== null && !hinted.has(path);
    if (!isOpen || content.untilLookMs(path, clock.monotonic()) > 0) return false;
    queue.addFirst([path]);
    return true;
  };

  const openWatch = (): void => {
    if (watch) return;
    watchProblem = null;
    watch = deps.watcher.watch(root, {
      hint: (path) => {
        if (path === '') mustScan = true;
        else if (!isImagePath(path) || lookNow(path)) return;
        else hinted.set(path, clock.monotonic());
        loop.wake();
      },
      folder: (path) => {
        hintedFolders.add(path);
        loop.wake();
      },
      ready: () => {
        isWatchReady = true;
        tellHealth();
      },
      problem: (error) => {
        watchProblem = toProblem(error, clock.nowIso());
        logger.warn('folder watch failed; scanning goes on', { registryId, code: error.code });
        tellHealth();
        loop.wake();
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
    checkedAtMono = clock.monotonic();
    try {
      if ((await checkFolder(deps.files, store, registryId, root)) !== 'same') content.recall();
      paused = null;
      return true;
    } catch (error) {
      await pauseFor(error);
      return false;
    }
  };

  const list = async (
    signal: AbortSignal,
    below: string,
  ): Promise<{ present: Set<string>; unread: readonly string[]; refused: string | null }> => {
    const present = new Set<string>();
    const unread: { changedAtMs: number; paths: string[] }[] = [];
    let refused: string | null = null;
    const onUnreadable = (path: string): void => {
      refused ??= path;
    };
    const onFolder = (path: string): boolean => {
      if (mayHoldImages(path)) watch?.folder(path);
      return mayHoldImages(path);
    };
    const options = { below, onFolder, isWanted: isImagePath, isKnown: content.isKnown };
    for await (const { files, changedAtMs } of deps.files.scan(root, onUnreadable, signal, options)) {
      const paths: string[] = [];
      for (const { relativePath, found } of files) {
        present.add(relativePath);
        if (found === null || !content.recognise(relativePath, stampOf(found))) paths.push(relativePath);
      }
      if (paths.length > 0) unread.push({ changedAtMs, paths });
    }
    // What came last is most likely what somebody waits for.
    unread.sort((a, b) => b.changedAtMs - a.changedAtMs);
    return { present, unread: unread.flatMap(({ paths }) => paths), refused };
  };

  const scan = async (signal: AbortSignal): Promise<void> => {
    if (!(await isOurFolder())) return;
    const startedMono = clock.monotonic();
    openWatch();
    mustScan = false;
    const listing = await list(signal, '').catch(pauseFor);
    if (listing === null) return;
    const { present, unread, refused } = listing;
    // Swapped while it was listed: what was seen may be another folder's.
    if (!(await isOurFolder())) return;
    watch?.listed();
    const facts = { path: refused ?? '' };
    unreadable = refused === null ? null : toProblem(new AppError('folder.unreadable', { facts }), clock.nowIso());
    if (!isFirstDone) firstListing ??= present;
    if (unreadable === null) content.keepOnly(present);
    scannedAtMono = clock.monotonic();
    scanTookMs = scannedAtMono - startedMono;
    tell();
    queue.add(unread);
  };

  /** Folders that appeared with all that is in them, and those that could not be watched from their beginning. */
  const scanHinted = async (signal: AbortSignal): Promise<void> => {
    const folders = [...hintedFolders];
    hintedFolders.clear();
    for (const folder of folders) {
      const { unread } = await list(signal, folder);
      queue.addFirst(unread);
      tell();
    }
  };

  const lookAtHinted = (): number => {
    let nextMs = Number.POSITIVE_INFINITY;
    const now: string[] = [];
    for (const [path, at] of hinted) {
      const waitMs = content.untilLookMs(path, at);
      if (waitMs > 0) nextMs = Math.min(nextMs, waitMs);
      else now.push(path);
    }
    for (const path of now) hinted.delete(path);
    const due = content.due();
    queue.addFirst([...now, ...due.now]);
    return Math.min(nextMs, due.nextMs ?? Number.POSITIVE_INFINITY);
  };

  const isWatched = (): boolean => watch !== null && isWatchReady && watchProblem === null;

  const untilScanMs = (): number => {
    if (mustScan || scannedAtMono === null) return 0;
    const pauseMs = Math.max(deps.rescanMs(), isWatched() ? scanTookMs / scanShare : 10 * scanTookMs);
    return scannedAtMono + pauseMs - clock.monotonic();
  };

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    isScanning = true;
    try {
      if (paused || untilScanMs() <= 0) await scan(signal);
      else if (checkedAtMono + deps.rescanMs() <= clock.monotonic()) await isOurFolder();
      if (hintedFolders.size > 0 && !paused) await scanHinted(signal);
    } finally {
      isScanning = false;
    }
    if (paused) return Math.min(pausedRetryMs, deps.rescanMs());
    const lookMs = lookAtHinted();
    if (queue.isEmpty()) {
      finishFirst();
      tellHealth();
    }
    const untilCheckMs = checkedAtMono + deps.rescanMs() - clock.monotonic();
    return Math.max(0, Math.min(untilScanMs(), untilCheckMs, lookMs));
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      failed(error);
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
    isReading: (): boolean => isScanning || isTellPlanned || !queue.isEmpty(),
    /** Something may lie there that was not looked at yet. */
    isLooking: (): boolean =>
      paused === null &&
      (isScanning || isTellPlanned || !queue.isEmpty() || mustScan || scannedAtMono === null || hinted.size > 0),
    /** Whether a file lay there at the very first look, while that look is not finished. */
    wasThere: (relativePath: string | null): boolean =>
      !isFirstDone && (relativePath === null || firstListing === null || firstListing.has(relativePath)),
    /** The state of a file that was read and agreed with its name; null for any other. */
    stampOf: content.stampOf,
    async stop(): Promise<void> {
      stopping.abort();
      await loop.stop();
      await queue.close();
      await closeWatch();
    },
  };
}

import { toProblem } from '../contract/errors.ts';
import type { ImageId, RegistryId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Logger } from '../ports/logger.ts';
import type { Ledger } from './ledger.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

const dayMs = 86_400_000;
const historyMs = 365 * dayMs;
const lastBackupKey = 'ledger.backedUpAt';

/** Once a day: a backup of the ledger, and what is older than a year goes. */
export function createUpkeep(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** Absent where the state is only in memory. */
  readonly backUp: (() => Promise<unknown>) | null;
  readonly logger: Logger;
}) {
  const { clock, ledger } = deps;
  const { db } = ledger;

  const backedUpAt = (): number => {
    const row = db.get('SELECT json FROM setting WHERE key = ?', lastBackupKey);
    return row === undefined ? 0 : Date.parse(String(JSON.parse(String(row.json))));
  };

  const isEmpty = (): boolean =>
    ledger.subscriptions.all().length === 0 &&
    ledger.submissions.open().length === 0 &&
    ledger.submissions.historyLength() === 0;

  const turn = async (): Promise<number> => {
    // A copy of nothing would be the newest one for a day. Woken by the first subscription.
    if (isEmpty()) return dayMs;
    const age = clock.now() - backedUpAt();
    if (age >= 0 && age < dayMs) return dayMs - age;
    ledger.submissions.prune(new Date(clock.now() - historyMs).toISOString());
    await deps.backUp?.();
    db.run('INSERT OR REPLACE INTO setting (key, json) VALUES (?, ?)', lastBackupKey, JSON.stringify(clock.nowIso()));
    return dayMs;
  };

  return createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      deps.logger.error('the daily backup failed', { code: toProblem(error, '').code });
      return 3_600_000;
    },
  });
}

/** Asks registries whose folder is not on this computer for their images, as long as a subscription waits for some. */
export function createPoller(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly images: ImageSource;
  readonly pollMs: () => number;
  readonly logger: Logger;
  /** A registry was read: which images are others now, or null when some went or nobody can tell. */
  readonly onRead: (changed: readonly ImageId[] | null) => void;
}) {
  const { ledger, images, clock } = deps;

  /** Monotonic times of the last attempts; being woken alone is no reason to ask again. */
  const askedAt = new Map<RegistryId, number>();

  /** Images that are the same stay the very objects from one list to the next. */
  const seen = new WeakSet<Image>();
  const lengths = new Map<RegistryId, number>();
  const newsIn = (id: RegistryId, list: readonly Image[]): readonly ImageId[] | null => {
    const fresh = list.filter((image) => !seen.has(image));
    const isOnlyMore = lengths.get(id) === list.length - fresh.length;
    for (const image of fresh) seen.add(image);
    lengths.set(id, list.length);
    return isOnlyMore ? fresh.map((image) => image.id) : null;
  };

  const ask = async (id: RegistryId): Promise<void> => {
    askedAt.set(id, clock.monotonic());
    try {
      deps.onRead(newsIn(id, await images.refresh(id)));
      // The first whole list is what "already existing" means for this registry.
      const isFirst = ledger.folders.folder(id) === null;
      if (isFirst) ledger.folders.saveFolder(id, { root: '', device: 0, inode: 0, scannedAt: clock.nowIso() });
    } catch (error) {
      deps.logger.info('a registry could not be asked', { registryId: id, code: toProblem(error, '').code });
    }
  };

  const turn = async (signal: AbortSignal): Promise<number> => {
    const wanted = new Set(ledger.subscriptions.active().map(({ source }) => source.registryId));
    const polled = images.registries().filter(({ id, imagesDir }) => imagesDir === null && wanted.has(id));
    let nextMs = deps.pollMs();
    for (const { id } of polled) {
      signal.throwIfAborted();
      const dueMs = (askedAt.get(id) ?? Number.NEGATIVE_INFINITY) + deps.pollMs() - clock.monotonic();
      if (dueMs <= 0) await ask(id);
      else nextMs = Math.min(nextMs, dueMs);
    }
    return nextMs;
  };

  const loop = createWakeableLoop({ clock, turn, onError: () => deps.pollMs() });
  return {
    start: loop.start,
    stop: loop.stop,
    /** Asks those that were never asked or are due. */
    wake: loop.wake,
    /** Asks all, whenever they were asked last. */
    askNow(): void {
      askedAt.clear();
      loop.wake();
    },
  };
}

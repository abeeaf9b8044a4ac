import { toProblem } from '../contract/errors.ts';
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

  const turn = async (): Promise<number> => {
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
  readonly onRead: () => void;
}) {
  const { ledger, images, clock } = deps;

  const turn = async (signal: AbortSignal): Promise<number> => {
    const wanted = new Set(
      ledger.subscriptions
        .all()
        .filter(({ isPaused }) => !isPaused)
        .map(({ source }) => source.registryId),
    );
    for (const registry of images.registries()) {
      if (registry.imagesDir !== null || !wanted.has(registry.id)) continue;
      signal.throwIfAborted();
      try {
        await images.refresh(registry.id);
        deps.onRead();
        // The first whole list is what "already existing" means for this registry.
        const first = ledger.folders.folder(registry.id) === null;
        if (first) ledger.folders.saveFolder(registry.id, { root: '', device: 0, inode: 0, scannedAt: clock.nowIso() });
      } catch (error) {
        deps.logger.info('a registry could not be asked', {
          registryId: registry.id,
          code: toProblem(error, '').code,
        });
      }
    }
    return deps.pollMs();
  };

  return createWakeableLoop({ clock, turn, onError: () => deps.pollMs() });
}

import type { ImageId } from '../contract/ids.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from './deliveryStore.ts';
import type { Planner } from './planner.ts';

/** macOS and Windows endpoints see no difference between cases. */
const placeOf = ({ endpointId, destinationPath }: PlannedWant): string =>
  `${endpointId} ${destinationPath.toLowerCase()}`;

/**
 * What the plan says of every copy that is not where it should be. A change of a few images plans those; anything else
 * that may matter makes it read all of it anew.
 */
export function createOwedBook(deps: {
  readonly clock: Clock;
  readonly planner: Pick<Planner, 'look' | 'lookAt' | 'plan' | 'planSome'>;
  readonly deliveries: Pick<DeliveryStore, 'nextRetryAt'>;
}) {
  const { clock, planner } = deps;
  const byImage = new Map<ImageId, PlannedWant[]>();
  /** Who is to be sent to which place. */
  const holders = new Map<string, ImageId>();
  const changed = new Set<ImageId>();
  let isStale = true;
  let retryAt: string | null = null;

  const note = (planned: PlannedWant): boolean => {
    if (planned.outcome === 'alreadyThere') return true;
    const known = byImage.get(planned.imageId);
    if (known) known.push(planned);
    else byImage.set(planned.imageId, [planned]);
    if (planned.outcome !== 'send') return true;
    const holder = holders.get(placeOf(planned));
    holders.set(placeOf(planned), planned.imageId);
    return holder === undefined || holder === planned.imageId;
  };

  const forget = (id: ImageId): void => {
    for (const planned of byImage.get(id) ?? []) {
      if (holders.get(placeOf(planned)) === id) holders.delete(placeOf(planned));
    }
    byImage.delete(id);
  };

  const readAll = (): void => {
    isStale = false;
    changed.clear();
    byImage.clear();
    holders.clear();
    planner.look();
    for (const planned of planner.plan()) note(planned);
    retryAt = deps.deliveries.nextRetryAt(clock.nowIso());
  };

  const readChanged = (): void => {
    const some = [...changed];
    changed.clear();
    planner.lookAt(some);
    const { ids, planned } = planner.planSome(some);
    for (const id of ids) forget(id);
    // Two images for one place: only the whole plan says who has it.
    if (!planned.map(note).every(Boolean)) readAll();
  };

  return {
    /** Anything may be different. */
    stale(): void {
      isStale = true;
    },
    /** These images are others now, or something happened to their copies. */
    changed(ids: Iterable<ImageId>): void {
      for (const id of ids) changed.add(id);
    },
    /** A task ended: its images, and those that waited for their turn at a place. */
    ended(ids: readonly ImageId[]): void {
      for (const id of ids) changed.add(id);
      for (const [id, all] of byImage) if (all.some(({ outcome }) => outcome === 'onItsWay')) changed.add(id);
      retryAt = deps.deliveries.nextRetryAt(clock.nowIso());
    },
    /** These are written down now. */
    sent(pack: readonly PlannedWant[]): void {
      for (const { imageId, endpointId, destinationPath } of pack) {
        const all = byImage.get(imageId) ?? [];
        byImage.set(
          imageId,
          all.map((one) =>
            one.endpointId === endpointId && one.destinationPath === destinationPath && one.outcome === 'send'
              ? { ...one, outcome: 'onItsWay' as const }
              : one,
          ),
        );
        holders.delete(`${endpointId} ${destinationPath.toLowerCase()}`);
      }
    },
    /** Brings the book up to date; true when anything was read. */
    refresh(): boolean {
      if (retryAt !== null && retryAt <= clock.nowIso()) isStale = true;
      if (isStale) readAll();
      else if (changed.size > 0) readChanged();
      else return false;
      return true;
    },
    owed(): readonly PlannedWant[] {
      return [...byImage.values()].flat().filter(({ outcome }) => outcome === 'send');
    },
    refused(): readonly PlannedWant[] {
      return [...byImage.values()].flat().filter(({ outcome }) => outcome === 'refused');
    },
    /** When a failed delivery may be tried again by itself. */
    retryAt: (): string | null => retryAt,
  };
}

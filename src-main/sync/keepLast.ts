import { AppError } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import { nameOfImageId } from '../domain/containerName.ts';
import { matchesGlob } from '../domain/glob.ts';
import { type DatedImage, outlivedOf } from '../domain/keepLast.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Transfers } from '../ports/transfers.ts';
import type { PlacementFacts, PlacementRecord } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';
import { text } from './ledgerRow.ts';
import { isAsBrought, listOrNothing } from './placementCheck.ts';
import type { Planner } from './planner.ts';
import type { Removals } from './removals.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

export type KeepLast = ReturnType<typeof createKeepLast>;

/**
 * Finds the images that a subscription's "keep last" lets go at one endpoint: brought there for this very subscription,
 * wanted there by no other, and lying there now as they were brought.
 */
export function createKeepLast(deps: {
  readonly ledger: Ledger;
  readonly images: ImageSource;
  readonly transfers: Pick<Transfers, 'list'>;
  readonly planner: Planner;
  readonly removals: Removals;
}) {
  const { ledger } = deps;

  const broughtFor = ({ id }: SubscriptionRecord, endpointId: EndpointId): ReadonlySet<string> =>
    new Set(
      ledger.db
        .all(
          `SELECT destination_path, digest FROM delivery
           WHERE subscription_id = ? AND endpoint_id = ? AND delivered_at IS NOT NULL`,
          id,
          endpointId,
        )
        .map((row) => `${text(row, 'destination_path')} ${text(row, 'digest')}`),
    );

  const candidates = (record: SubscriptionRecord, endpointId: EndpointId): readonly (PlacementFacts & DatedImage)[] => {
    const { source } = record;
    const own = broughtFor(record, endpointId);
    const { placements, busyPaths } = ledger.deliveries.index(endpointId);
    const underWay = deps.removals.underWay(endpointId);
    return [...placements.values()].flatMap((placement) => {
      const { destinationPath, digest, imageId, driftedAt } = placement;
      const name = nameOfImageId(imageId);
      if (driftedAt !== null) return [];
      if (name === null || name.registryId !== source.registryId || !own.has(`${destinationPath} ${digest}`)) return [];
      if (busyPaths.has(destinationPath.toLowerCase()) || underWay.has(destinationPath)) return [];
      const isMeant =
        matchesGlob(source.containerCollection, name.containerCollection) &&
        matchesGlob(source.container, name.container);
      const known = deps.images.image(imageId);
      const builtAt = known?.digest === digest ? known.builtAt : null;
      const at = builtAt ?? ledger.images.firstSight(imageId, digest)?.firstSeenAt ?? placement.deliveredAt;
      const { containerCollection, container, tag } = name;
      return isMeant ? [{ ...placement, id: imageId, containerCollection, container, tag, at }] : [];
    });
  };

  /** Paths that any subscription still wants there, a paused one too. */
  const wantedPaths = (endpointId: EndpointId): ReadonlySet<string> =>
    new Set(
      deps.planner
        .planMany(
          ledger.subscriptions
            .all()
            .filter(({ destinations }) => destinations.some((to) => to.endpointId === endpointId)),
        )
        .flat()
        .filter((copy) => copy.endpointId === endpointId)
        .map(({ destinationPath }) => destinationPath.toLowerCase()),
    );

  /** Another file by the same name is somebody else's. */
  const unchanged = async (endpointId: EndpointId, placed: readonly PlacementFacts[]) => {
    const found: PlacementFacts[] = [];
    for (const [folder, here] of Map.groupBy(placed, ({ destinationPath }) => folderOf(destinationPath))) {
      const files = await listOrNothing(deps.transfers, endpointId, folder);
      found.push(...here.filter((placement) => isAsBrought(placement, files)));
    }
    return found;
  };

  return async (record: SubscriptionRecord, endpointId: EndpointId): Promise<readonly PlacementRecord[]> => {
    const { keepLast } = record.after;
    if (keepLast === null) return [];
    const wanted = wantedPaths(endpointId);
    const placed = candidates(record, endpointId);
    const outlived = outlivedOf(placed, {
      keepLast,
      isWanted: ({ destinationPath }) => wanted.has(destinationPath.toLowerCase()),
    });
    if (outlived.length === 0) return [];
    try {
      return (await unchanged(endpointId, outlived)).map(
        ({ destinationPath, imageId, digest, sizeBytes, deliveredAt }) => ({
          ...{ endpointId, destinationPath, imageId, digest, sizeBytes, deliveredAt },
        }),
      );
    } catch (error) {
      // An endpoint that cannot be looked at keeps everything until the next arrival.
      if (error instanceof AppError && !error.code.startsWith('state.')) return [];
      throw error;
    }
  };
}

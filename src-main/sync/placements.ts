import type { EndpointId, ImageId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { Placement } from '../contract/transfer.ts';
import { isOnItsWay } from '../domain/deliveryState.ts';
import { isContentOf } from '../domain/sameContent.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { PlacementFacts } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';

interface EndpointFacts {
  readonly endpointId: EndpointId;
  readonly byImage: ReadonlyMap<ImageId, readonly PlacementFacts[]>;
  readonly byDigest: ReadonlyMap<string, PlacementFacts>;
  readonly onTheirWay: ReadonlySet<ImageId>;
  /** Delivered, failed or stopped here once: then its absence is known. */
  readonly everOwed: ReadonlySet<ImageId>;
}

const isAsBrought = ({ driftedAt }: PlacementFacts): boolean => driftedAt === null;

function factsOf(endpointId: EndpointId, ledger: Ledger): EndpointFacts {
  const index = ledger.deliveries.index(endpointId);
  const placed = [...index.placements.values()];
  const deliveries = [...index.deliveries.values()];
  return {
    endpointId,
    byImage: Map.groupBy(placed, ({ imageId }) => imageId),
    byDigest: new Map(placed.filter(isAsBrought).map((placement) => [placement.digest, placement])),
    onTheirWay: new Set(deliveries.filter(isOnItsWay).map(({ imageId }) => imageId)),
    everOwed: new Set([...deliveries.map(({ imageId }) => imageId), ...ledger.deliveries.goneFrom(endpointId)]),
  };
}

function placementOf(imageId: ImageId, image: Image | null, facts: EndpointFacts): Placement {
  const { endpointId } = facts;
  const own = facts.byImage.get(imageId) ?? [];
  const same =
    own.filter(isAsBrought).find(({ digest }) => image !== null && isContentOf(digest, image)) ??
    facts.byDigest.get(image?.digest ?? '');
  const base = { imageId, endpointId };
  const nothing = { digest: null, path: null, since: null, verified: null };
  const at = (state: Placement['state'], placement: PlacementFacts): Placement => ({
    ...base,
    state,
    // What was put there by somebody else is not known.
    digest: isAsBrought(placement) ? placement.digest : null,
    path: placement.destinationPath,
    since: placement.driftedAt ?? placement.deliveredAt,
    verified: isAsBrought(placement) ? (placement.digest.startsWith('sha256:') ? 'digest' : 'checksum') : null,
  });
  if (same) return at('upToDate', same);
  const older = own.toSorted((a, b) => (a.deliveredAt < b.deliveredAt ? 1 : -1))[0];
  if (facts.onTheirWay.has(imageId)) {
    return older ? at('onItsWay', older) : { ...base, ...nothing, state: 'onItsWay' };
  }
  if (older) return at('older', older);
  const state = facts.everOwed.has(imageId) ? 'notThere' : 'notKnown';
  return { ...base, ...nothing, state };
}

/**
 * What the ledger knows of images at endpoints. For named images every known endpoint is answered; for null only what is
 * known of any image anywhere.
 */
export function placementsOf(
  deps: { readonly ledger: Ledger; readonly images: ImageSource; readonly endpoints: EndpointDirectory },
  imageIds: readonly ImageId[] | null,
): readonly Placement[] {
  const { ledger, images, endpoints } = deps;
  const known = ledger.deliveries.endpoints();
  const shown = imageIds === null ? [] : endpoints.all().map(({ id }) => id);
  const ids = [...new Set([...known, ...shown])];
  const all = ids.map((id) => factsOf(id, ledger));
  if (imageIds !== null) {
    return imageIds.flatMap((id) => all.map((facts) => placementOf(id, images.image(id), facts)));
  }
  const current = images.registries().flatMap(({ id }) => images.images(id));
  return all.flatMap((facts) =>
    current.map((image) => placementOf(image.id, image, facts)).filter(({ state }) => state !== 'notKnown'),
  );
}

import type { RegistryId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import { type DatedImage, newestOf } from '../domain/keepLast.ts';
import { md5Of } from '../domain/sameContent.ts';
import { type ImageName, imagesFor } from '../domain/subscriptionIndex.ts';
import { matchesSubscription } from '../domain/syncPlan.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { FirstSight } from './imageStore.ts';
import type { Ledger } from './ledger.ts';
import type { PlannedSubscription } from './planner.ts';

/** Which images subscriptions ask for, at one moment: what was found out for one is not asked again for the next. */
export interface WantedImages {
  /** Its patterns, its conditions, its time and "keep last" say so. */
  isKept(image: Image, subscription: PlannedSubscription): boolean;
  /** All of those. */
  kept(subscription: PlannedSubscription): readonly Image[];
  /** All tags of the container that the image is of. */
  inContainer(image: ImageName): readonly Image[];
  /** Seen first after the subscription was made; what lay there at the very first look counts as old. */
  isNew(image: Image, createdAt: string): boolean;
}

export function wantedImagesNow({
  ledger,
  images,
}: {
  readonly ledger: Pick<Ledger, 'images'>;
  readonly images: Pick<ImageSource, 'images'>;
}): WantedImages {
  const finders = new Map<RegistryId, ReturnType<typeof imagesFor>>();
  const finderOf = (id: RegistryId): ReturnType<typeof imagesFor> => {
    const finder = finders.get(id) ?? imagesFor(images.images(id));
    finders.set(id, finder);
    return finder;
  };

  /** By the md5 it was known by at first, else by its digest. */
  const firstSight = (image: Image): FirstSight | null => {
    const md5 = image.digest?.startsWith('sha256:') ? md5Of(image) : null;
    const early = md5 === null ? null : ledger.images.firstSight(image.id, md5);
    return early ?? (image.digest === null ? null : ledger.images.firstSight(image.id, image.digest));
  };

  const isNew = (image: Image, createdAt: string): boolean => {
    const sight = firstSight(image);
    return sight !== null && sight.firstSeenAt > createdAt && !sight.wasThere;
  };

  const dated = (image: Image): Image & DatedImage => {
    const sight = firstSight(image);
    return { ...image, at: image.builtAt ?? sight?.firstSeenAt ?? null };
  };

  const isWanted = (image: Image, { source, conditions, createdAt }: PlannedSubscription): boolean =>
    matchesSubscription(image, source, conditions) && (conditions.includesExisting || isNew(image, createdAt));

  const wantedOf = (images: readonly Image[], subscription: PlannedSubscription): readonly Image[] =>
    images.filter((image) => isWanted(image, subscription));

  const inContainer = ({ registryId, containerCollection, container }: ImageName): readonly Image[] =>
    finderOf(registryId)({ containerCollection, container }).filter(
      (image) => image.containerCollection === containerCollection && image.container === container,
    );

  const newest = new Map<PlannedSubscription, Map<string, ReadonlySet<string>>>();
  /** Of the image's container only: "keep last" counts each for itself. */
  const newestBeside = (image: Image, subscription: PlannedSubscription, keepLast: number): ReadonlySet<string> => {
    const known = newest.get(subscription) ?? new Map<string, ReadonlySet<string>>();
    newest.set(subscription, known);
    const key = `${image.registryId} ${image.containerCollection}/${image.container}`;
    const beside = (): readonly Image[] => wantedOf(inContainer(image), subscription);
    const ids = known.get(key) ?? new Set(newestOf(beside().map(dated), keepLast).map(({ id }) => id));
    known.set(key, ids);
    return ids;
  };
  /** What "keep last" would remove again is not sent. */
  const outlasts = (image: Image, subscription: PlannedSubscription): boolean => {
    const keepLast = subscription.after?.keepLast ?? null;
    return keepLast === null || newestBeside(image, subscription, keepLast).has(image.id);
  };

  return {
    isKept: (image, subscription) => isWanted(image, subscription) && outlasts(image, subscription),
    kept(subscription) {
      const { source } = subscription;
      const found = wantedOf(finderOf(source.registryId)(source), subscription);
      return found.filter((image) => outlasts(image, subscription));
    },
    inContainer,
    isNew,
  };
}

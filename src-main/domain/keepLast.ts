import type { ImageId } from '../contract/ids.ts';

/** An image with what tells how new it is. */
export interface DatedImage {
  readonly id: ImageId;
  readonly containerCollection: string;
  readonly container: string;
  readonly tag: string | null;
  /** When it was built, else when it was first seen or brought; null when neither is known. */
  readonly at: string | null;
}

const containerOf = ({ containerCollection, container }: DatedImage): string => `${containerCollection}/${container}`;

const tagOrder = new Intl.Collator('en', { numeric: true });

/** Newest first; among images of one time the higher tag (`2.10` before `2.9`). */
export function byAge(a: DatedImage, b: DatedImage): number {
  const [left, right] = [a.at ?? '', b.at ?? ''];
  if (left !== right) return left < right ? 1 : -1;
  return tagOrder.compare(b.tag ?? '', a.tag ?? '') || (a.id < b.id ? -1 : 1);
}

/** The newest `keepLast` images of each container. */
export function newestOf<T extends DatedImage>(images: readonly T[], keepLast: number): readonly T[] {
  const kept = new Set(
    [...Map.groupBy(images, containerOf).values()].flatMap((its) => its.toSorted(byAge).slice(0, keepLast)),
  );
  return images.filter((image) => kept.has(image));
}

/**
 * Which of the images that lie at an endpoint go: of each container the oldest, until `keepLast` are left. Never one
 * that is wanted there, so that nothing is removed that would be sent again, and none before its successor has arrived.
 */
export function outlivedOf<T extends DatedImage>(
  placed: readonly T[],
  { keepLast, isWanted }: { readonly keepLast: number; readonly isWanted: (image: T) => boolean },
): readonly T[] {
  return [...Map.groupBy(placed, containerOf).values()].flatMap((its) => {
    const oldestFirst = its.toSorted(byAge).toReversed();
    return oldestFirst.filter((image) => !isWanted(image)).slice(0, Math.max(0, its.length - keepLast));
  });
}

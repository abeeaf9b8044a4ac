import { compareNames } from '../contract/imageOrder.ts';
import { isPinned } from '../contract/pins.ts';
import type { ContainerListing, FirstImages, Image } from '../contract/registry.ts';

/** The first of a list in its order, those that are equal as they came. Far cheaper than sorting all of it. */
function firstInOrder(images: readonly Image[], most: number): readonly Image[] {
  const best: Image[] = [];
  for (const image of images) {
    const last = best[most - 1];
    if (last !== undefined && compareNames(image, last) >= 0) continue;
    const place = best.findLastIndex((one) => compareNames(one, image) <= 0) + 1;
    best.splice(place, 0, image);
    if (best.length > most) best.pop();
  }
  return best;
}

function pinnedFirst(images: readonly Image[], pinned: ReadonlySet<string>, most: number): readonly Image[] {
  if (pinned.size === 0) return firstInOrder(images, most);
  const { first = [], others = [] } = Object.groupBy(images, (image) => (isPinned(pinned, image) ? 'first' : 'others'));
  return [...firstInOrder(first, most), ...firstInOrder(others, most)].slice(0, most);
}

/** What a first look at the list shows, the pinned ones before the others, and what is told of the whole. */
export const firstImages = (
  { images, asOf }: ContainerListing,
  most: number,
  pinned: readonly string[] = [],
): FirstImages => ({
  images: pinnedFirst(images, new Set(pinned), most),
  count: images.length,
  bytes: images.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
  asOf,
});

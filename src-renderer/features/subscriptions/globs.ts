import type { Image } from '../../../src-main/contract/registry.ts';
import type { SubscriptionConditions, SubscriptionSource } from '../../../src-main/contract/subscription.ts';

/**
 * `*` and `?` over a whole name; everything else stands for itself. Walks the name once and falls back only to the
 * last `*`, so a pattern of many stars cannot stall the screen as a regular expression would.
 */
export function matchesGlob(glob: string, name: string): boolean {
  const pattern = glob.trim();
  let at = 0;
  let patternAt = 0;
  let star = -1;
  let afterStar = 0;
  while (at < name.length) {
    const symbol = pattern[patternAt];
    if (symbol === '*') {
      star = patternAt;
      afterStar = at;
      patternAt += 1;
    } else if (symbol === '?' || (symbol !== undefined && symbol === name[at])) {
      at += 1;
      patternAt += 1;
    } else if (star >= 0) {
      afterStar += 1;
      at = afterStar;
      patternAt = star + 1;
    } else {
      return false;
    }
  }
  return [...pattern.slice(patternAt)].every((symbol) => symbol === '*');
}

/** The images a source and its conditions cover now. An image without a tag is covered by `*` only. */
export function matchingImages(
  images: readonly Image[],
  source: SubscriptionSource,
  conditions: Pick<SubscriptionConditions, 'architecture' | 'maxSizeBytes'>,
): readonly Image[] {
  return images.filter(
    (image) =>
      image.registryId === source.registryId &&
      matchesGlob(source.containerCollection, image.containerCollection) &&
      matchesGlob(source.container, image.container) &&
      matchesGlob(source.tag, image.tag ?? '') &&
      (conditions.architecture === null || image.architecture === conditions.architecture) &&
      (conditions.maxSizeBytes === null || (image.sizeBytes ?? 0) <= conditions.maxSizeBytes),
  );
}

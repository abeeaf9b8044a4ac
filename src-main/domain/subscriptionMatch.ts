import type { Image } from '../contract/registry.ts';
import type { SubscriptionConditions, SubscriptionSource } from '../contract/subscription.ts';
import type { SkippedImage } from '../contract/transfer.ts';
import { matchesGlob } from './glob.ts';
import type { ImageName } from './subscriptionIndex.ts';

/** Whether an image is one that a subscription speaks of. */
export const matchesPatterns = (image: ImageName, source: SubscriptionSource): boolean =>
  image.registryId === source.registryId &&
  matchesGlob(source.containerCollection, image.containerCollection) &&
  matchesGlob(source.container, image.container) &&
  matchesGlob(source.tag, image.tag ?? '');

/** Which condition leaves an image out, its age aside; null for none. */
export function skipReason(
  { architecture, sizeBytes }: Image,
  conditions: SubscriptionConditions,
): SkippedImage['reason'] | null {
  if (conditions.architecture !== null && architecture !== conditions.architecture) return 'architecture';
  // Refused, not let through, until somebody can tell.
  if (conditions.signedOnly === true) return 'notSigned';
  if (conditions.maxSizeBytes === null) return null;
  if (sizeBytes === null) return 'sizeNotKnown';
  return sizeBytes > conditions.maxSizeBytes ? 'tooLarge' : null;
}

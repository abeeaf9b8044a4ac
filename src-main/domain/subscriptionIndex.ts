import type { Image } from '../contract/registry.ts';
import type { SubscriptionSource } from '../contract/subscription.ts';
import { isPlainName } from './glob.ts';

/** What an image is called; also known of images that are gone. */
export type ImageName = Pick<Image, 'registryId' | 'containerCollection' | 'container' | 'tag'>;

export interface SubscriptionIndex<S> {
  /** In the order in which they were given: all whose patterns match, and perhaps some more. */
  mayWant(image: ImageName): readonly S[];
}

interface Entry<S> {
  readonly at: number;
  readonly subscription: S;
}

/** No name holds a star, so it stands for "anything". */
const any = '*';
const keyOf = (...parts: readonly string[]): string => parts.join('\0');
const partOf = (pattern: string): string => (isPlainName(pattern) ? pattern : any);

/** Every way in which a subscription may speak of this image: each part by its name or by a pattern. */
function keysOf({ registryId, containerCollection, container, tag }: ImageName): readonly string[] {
  return [containerCollection, any].flatMap((first) =>
    [container, any].flatMap((second) => [tag ?? '', any].map((third) => keyOf(registryId, first, second, third))),
  );
}

/** Finds the subscriptions that an image concerns by its name, without asking each of thousands. */
export function subscriptionIndexOf<S extends { readonly source: SubscriptionSource }>(
  all: readonly S[],
): SubscriptionIndex<S> {
  const byKey = new Map<string, Entry<S>[]>();
  for (const [at, subscription] of all.entries()) {
    const { registryId, containerCollection, container, tag } = subscription.source;
    const key = keyOf(registryId, partOf(containerCollection), partOf(container), partOf(tag));
    const its = byKey.get(key);
    if (its) its.push({ at, subscription });
    else byKey.set(key, [{ at, subscription }]);
  }
  return {
    mayWant(image) {
      const found = [...new Set(keysOf(image))].flatMap((key) => byKey.get(key) ?? []);
      return found.toSorted((a, b) => a.at - b.at).map(({ subscription }) => subscription);
    },
  };
}

/** The images of one registry, found for a subscription by the container or the collection that it names. */
export function imagesFor(
  images: readonly Image[],
): (source: Pick<SubscriptionSource, 'containerCollection' | 'container'>) => readonly Image[] {
  let byContainer: Map<string, Image[]> | null = null;
  let byCollection: Map<string, Image[]> | null = null;
  return ({ containerCollection, container }) => {
    if (isPlainName(container)) {
      byContainer ??= Map.groupBy(images, (image) => image.container);
      return byContainer.get(container) ?? [];
    }
    if (!isPlainName(containerCollection)) return images;
    byCollection ??= Map.groupBy(images, (image) => image.containerCollection);
    return byCollection.get(containerCollection) ?? [];
  };
}

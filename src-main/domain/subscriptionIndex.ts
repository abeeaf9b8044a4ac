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
type Parts = readonly [containerCollection: string, container: string, tag: string];
/** Which of the three parts are named. */
type Shape = readonly [boolean, boolean, boolean];

const keyOf = (registryId: string, [first, second, third]: Parts, shape: Shape): string =>
  `${registryId}\0${shape[0] ? first : any}\0${shape[1] ? second : any}\0${shape[2] ? third : any}`;

/** Finds the subscriptions that an image concerns by its name, without asking each of thousands. */
export function subscriptionIndexOf<S extends { readonly source: SubscriptionSource }>(
  all: readonly S[],
): SubscriptionIndex<S> {
  const byKey = new Map<string, Entry<S>[]>();
  /** Few are in use; an image is looked for by those only. */
  const shapes = new Map<string, Shape>();
  for (const [at, subscription] of all.entries()) {
    const { registryId, containerCollection, container, tag } = subscription.source;
    const parts: Parts = [containerCollection, container, tag];
    const shape: Shape = [isPlainName(containerCollection), isPlainName(container), isPlainName(tag)];
    shapes.set(shape.join(), shape);
    const key = keyOf(registryId, parts, shape);
    const its = byKey.get(key);
    if (its) its.push({ at, subscription });
    else byKey.set(key, [{ at, subscription }]);
  }
  return {
    mayWant({ registryId, containerCollection, container, tag }) {
      const parts: Parts = [containerCollection, container, tag ?? ''];
      const found = [...shapes.values()].flatMap((shape) => byKey.get(keyOf(registryId, parts, shape)) ?? []);
      if (shapes.size > 1) found.sort((a, b) => a.at - b.at);
      return found.map(({ subscription }) => subscription);
    },
  };
}

/** The images of one registry that may match, found by the container or the collection that a subscription names. */
export function imagesFor(
  images: readonly Image[],
): (source: Pick<SubscriptionSource, 'containerCollection' | 'container'>) => readonly Image[] {
  let byContainer: Map<string, Image[]> | null = null;
  let byCollection: Map<string, Image[]> | null = null;
  let isFirst = true;
  return ({ containerCollection, container }) => {
    // Who asks once looks through them as quickly as they could be sorted.
    if (isFirst) {
      isFirst = false;
      return images;
    }
    if (isPlainName(container)) {
      byContainer ??= Map.groupBy(images, (image) => image.container);
      return byContainer.get(container) ?? [];
    }
    if (!isPlainName(containerCollection)) return images;
    byCollection ??= Map.groupBy(images, (image) => image.containerCollection);
    return byCollection.get(containerCollection) ?? [];
  };
}

import type { Image } from '../../../src-main/contract/registry.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';

/** A list of ten thousand names helps nobody; typing finds the rest. */
const listedAtOnce = 40;

const isOfSame = (one: Image, other: Image): boolean =>
  one.registryId === other.registryId &&
  one.containerCollection === other.containerCollection &&
  one.container === other.container;

const newestFirst = (a: Image, b: Image): number => (b.builtAt ?? '').localeCompare(a.builtAt ?? '');

/** What an image may be compared with: other tags of its container first, the newest before; then all that fit what is typed. */
export function compareChoices(images: readonly Image[], beside: Image | null, typed: string): readonly Image[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (image: Image): boolean => {
    const name = nameWithTagOf(image).toLowerCase();
    return image.id !== beside?.id && words.every((word) => name.includes(word));
  };
  const siblings = beside === null ? [] : images.filter((image) => isOfSame(image, beside) && fits(image));
  const found = siblings.toSorted(newestFirst).slice(0, listedAtOnce);
  for (const image of images) {
    if (found.length >= listedAtOnce) break;
    if ((beside === null || !isOfSame(image, beside)) && fits(image)) found.push(image);
  }
  return found;
}

import type { Image } from '../../src-main/contract/registry.ts';

type Named = Pick<Image, 'containerCollection' | 'container' | 'tag'>;

export const nameOf = (image: Named): string => `${image.containerCollection}/${image.container}`;

/** `lab/torch:2.4`; an image without a tag is called by its name alone. */
export const nameWithTagOf = (image: Named): string =>
  image.tag === null ? nameOf(image) : `${nameOf(image)}:${image.tag}`;

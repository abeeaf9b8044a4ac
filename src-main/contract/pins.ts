import type { Image } from './registry.ts';

/** What comes first in a list is not the list. */
export const mostPinned = 500;

type Pinnable = Pick<Image, 'id' | 'registryId' | 'containerCollection' | 'container'>;

/** All tags of a container, as they are pinned: `<registryId>/<container collection>/<container>`. An image is its own id. */
export const containerPin = ({ registryId, containerCollection, container }: Omit<Pinnable, 'id'>): string =>
  `${registryId}/${containerCollection}/${container}`;

/** Whether the image comes first in lists: by itself, or as one of its container. */
export const isPinned = (pinned: ReadonlySet<string>, image: Pinnable): boolean =>
  pinned.size > 0 && (pinned.has(image.id) || pinned.has(containerPin(image)));

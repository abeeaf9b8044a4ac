import type { Image, Registry } from '../../src-main/contract/registry.ts';
import { nameOf } from './imageName.ts';

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/**
 * How an image is named to the tools that pull it: `shub://host/collection/name:tag` for one the registry keeps as a file,
 * `library://collection/name:tag` for one behind its library API. An image without a tag is named by its digest.
 */
export function imageAddress(image: Image, registry: Pick<Registry, 'url'> | undefined): string {
  const version = image.tag ?? image.digest?.replace(':', '.') ?? null;
  const name = version === null ? nameOf(image) : `${nameOf(image)}:${version}`;
  if (image.relativePath === null || registry === undefined) return `library://${name}`;
  return `shub://${hostOf(registry.url)}/${name}`;
}

import { type Digest, digestSchema } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import { parseImageFileName } from './imagePath.ts';

/** The md5 that the registry's own file name holds. */
export function md5Of({ relativePath }: Pick<Image, 'relativePath'>): Digest | null {
  const md5 = relativePath === null ? undefined : parseImageFileName(relativePath)?.md5;
  return digestSchema.safeParse(`md5:${md5}`).data ?? null;
}

/**
 * Whether a digest is of an image's bytes. A registry tells the md5 of a push until it has computed the sha256: what was
 * known by the one is the same image under the other.
 */
export const isContentOf = (digest: string, image: Pick<Image, 'digest' | 'relativePath'>): boolean =>
  digest === image.digest || (digest.startsWith('md5:') && digest === md5Of(image));

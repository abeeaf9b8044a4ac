import { AppError, assertNever } from '../contract/errors.ts';
import type { Digest } from '../contract/ids.ts';
import type { NamingProfile } from '../contract/naming.ts';
import { checkRelativePath, globusFolder } from './imagePath.ts';

export interface NamedImage {
  readonly containerCollection: string;
  readonly container: string;
  readonly tag: string | null;
  readonly digest: Digest | null;
  /** Path below the image root, for names as the registry has them. */
  readonly relativePath?: string | null;
}

const longestPart = 120;
/** Device names that Windows reserves, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * One path segment that every endpoint takes: letters, digits, `.`, `_`, `-`; never hidden, never an option of a
 * command, never a name that Windows keeps for itself.
 */
function safeSegment(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]/gu, '_').slice(0, longestPart);
  const tame = plain.replace(/^[.-]/, '_').replace(/\.$/, '_');
  return tame === '' || reserved.test(tame) ? `_${tame}` : tame;
}

/** Of names that are joined from several parts; file systems take 255 bytes. */
const longestFlat = 240;

/** FNV-1a, 32 bits: tells apart what has the same beginning. */
const mark = (text: string): string => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

/** A name that is too long is cut and marked, so that two of them stay two. */
const flatName = (text: string): string =>
  text.length <= longestFlat ? text : `${text.slice(0, longestFlat - 9)}-${mark(text)}`;

/** `sha256.<hex>`: the colon of a digest cannot be part of a name everywhere. */
const digestSegment = (digest: Digest | null): string => (digest === null ? 'unknown' : digest.replace(':', '.'));

const shortDigest = (digest: Digest | null): string => digestSegment(digest).slice(0, 19);

/** As the registry has it, so that a copy of its whole folder and this one are the same file. */
function registryPath(image: NamedImage): string {
  if (image.relativePath === null || image.relativePath === undefined) throw new AppError('image.noFile');
  return checkRelativePath(image.relativePath);
}

/** Where an image lies below an endpoint's folder; only by the registry's own names a segment holds `:` or `@`. */
export function imagePathAtEndpoint(profile: NamingProfile, image: NamedImage, registryHost: string): string {
  const groups = image.containerCollection.split('/').map(safeSegment);
  const name = safeSegment(image.container);
  const tag = safeSegment(image.tag ?? shortDigest(image.digest));
  const flat = [...groups, name, tag].join('-');
  switch (profile) {
    case 'plain':
      return `${groups.join('/')}/${name}_${tag}.sif`;
    case 'nextflow':
      return `${flatName(`${safeSegment(registryHost)}-${flat}`)}.img`;
    case 'shpc':
      return `${groups.join('/')}/${name}/${tag}/${flatName(flat)}.sif`;
    case 'digest':
      return `${digestSegment(image.digest)}.sif`;
    case 'registry':
      return registryPath(image);
    default:
      return assertNever(profile);
  }
}

/** Whole Globus path of an image at an endpoint. @throws AppError `path.escapes` for a folder that is none. */
export const destinationPathOf = (options: {
  readonly folder: string;
  readonly profile: NamingProfile;
  readonly image: NamedImage;
  readonly registryHost: string;
}): string => globusFolder(options.folder) + imagePathAtEndpoint(options.profile, options.image, options.registryHost);

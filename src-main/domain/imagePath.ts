import { AppError } from '../contract/errors.ts';
import type { ContainerName } from './containerName.ts';
import { isContainerName } from './containerName.ts';
import { hostileText, isPlainText } from './hostileText.ts';

const longestPath = 4096;
/** Bytes that file systems take of one name; characters outside ASCII are several. */
const longestSegment = 255;
const encoder = new TextEncoder();

const refuse = (path: string): never => {
  throw new AppError('path.escapes', { facts: { path: hostileText(path, 200) } });
};

const isSegment = (segment: string) =>
  segment !== '.' &&
  segment !== '..' &&
  !segment.includes('\\') &&
  isPlainText(segment, longestSegment) &&
  encoder.encode(segment).length <= longestSegment;

/**
 * The path of an image below the image root, as it came in.
 * @throws AppError `path.escapes` when it is empty, absolute, climbs, or holds what no image path holds.
 */
export function checkRelativePath(path: string): string {
  const isFine =
    path.length <= longestPath &&
    !/^[A-Za-z]:($|\/)/.test(path) &&
    path.split('/').every((segment) => isSegment(segment));
  return isFine ? path : refuse(path);
}

/** What a Singularity Registry's file name says: `<collection>/<name>:<tag>@<md5 of the whole file>.sif`. */
export interface ImageFileName extends ContainerName {
  readonly tag: string;
  readonly md5: string;
}

const imageFileName = /^(?<group>[^_:@][^:@]*)\/(?<name>[^/:@]+):(?<tag>[^/:@]+)@(?<md5>[0-9a-f]{32})\.sif$/;

/** Whether a path has the form of an image's, whatever characters its names are made of. */
export const isImageFileName = (relativePath: string): boolean => imageFileName.test(relativePath);

/** null for every other file below the image root, such as uploads in progress below `_upload/`. */
export function parseImageFileName(relativePath: string): ImageFileName | null {
  const { group, name, tag, md5 } = imageFileName.exec(relativePath)?.groups ?? {};
  if (group === undefined || name === undefined || tag === undefined || md5 === undefined) return null;
  const found = { containerCollection: group, container: name, tag, md5 };
  return isContainerName(found) ? found : null;
}

/**
 * A folder at an endpoint as Globus spells it: begins and ends with `/`, home is `/~/`. `~/x` and `x` are taken as
 * below home.
 * @throws AppError `path.escapes` for `..`, control characters, backslashes.
 */
export function globusFolder(text: string): string {
  const trimmed = text.trim();
  const rooted = trimmed.startsWith('/') ? trimmed : `/~/${trimmed === '~' ? '' : trimmed.replace(/^~\//, '')}`;
  const segments = rooted.split('/').filter((segment) => segment !== '');
  const isFine = trimmed !== '' && rooted.length <= longestPath && segments.every(isSegment);
  return isFine ? segments.reduce((path, segment) => `${path}${segment}/`, '/') : refuse(text);
}

/** A file's Globus path: the folder that equals the image root, and the path below it. */
export const joinGlobusPath = (basePath: string, relativePath: string): string =>
  globusFolder(basePath) + checkRelativePath(relativePath);

/** The folder above, or null above `/` and home. */
export function parentFolder(folder: string): string | null {
  if (folder === '/' || folder === '/~/') return null;
  return folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
}

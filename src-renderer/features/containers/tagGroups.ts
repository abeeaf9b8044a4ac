import type { Image } from '../../../src-main/contract/registry.ts';

/** Tags that are names of one and the same file. */
export interface TagGroup {
  readonly digest: Image['digest'];
  readonly images: readonly Image[];
}

const newestFirst = (a: Image, b: Image): number => (b.builtAt ?? '').localeCompare(a.builtAt ?? '');

/** By file, the newest first. What has no digest yet may be any file and stands alone. */
export function tagGroups(images: readonly Image[]): readonly TagGroup[] {
  const byFile = Map.groupBy(images.toSorted(newestFirst), ({ id, digest }) => digest ?? id);
  return [...byFile.values()].map((own) => ({ digest: own[0]?.digest ?? null, images: own }));
}

/** A name that moves on, such as `latest`: the newest file has another name only. */
export function hasDrifted(image: Image, images: readonly Image[]): boolean {
  const [newest] = images.filter(({ architecture }) => architecture === image.architecture).toSorted(newestFirst);
  const isMoving = image.tag !== null && /^(latest|stable|current|main|dev|nightly)$/i.test(image.tag);
  if (!isMoving || !newest || newest.digest === null || image.digest === null) return false;
  return newest.digest !== image.digest && (newest.builtAt ?? '') > (image.builtAt ?? '');
}

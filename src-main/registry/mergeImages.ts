import type { RegistryId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import { imageIdOf } from '../domain/containerName.ts';
import { parseImageFileName } from '../domain/imagePath.ts';
import type { CheckedImage } from '../ports/imageSource.ts';
import { keyOf, type ListedImage } from './transform.ts';

/** Whether the registry's digest is this file's, by the one that sync computed or by the md5 in its name. */
function isFileOf(listed: ListedImage, file: CheckedImage): boolean {
  return (
    listed.digest === file.digest || listed.digest === `md5:${parseImageFileName(file.relativePath)?.md5 ?? 'unknown'}`
  );
}

/** A frozen image may have an orphan beside it: the file that the registry means goes before the newest one. */
function fileOf(listed: ListedImage | undefined, files: readonly CheckedImage[]): CheckedImage | undefined {
  const meant = listed && files.find((file) => isFileOf(listed, file));
  return meant ?? files.at(-1);
}

/** The list of a registry, ready to be merged with files name by name. */
export interface ListedIndex {
  readonly byKey: ReadonlyMap<string, ListedImage>;
  readonly publicCollections: ReadonlySet<string>;
}

export const listedIndexOf = (listed: readonly ListedImage[]): ListedIndex => ({
  byKey: new Map(listed.map((image) => [keyOf(image), image])),
  publicCollections: new Set(
    listed.flatMap(({ containerCollection, isPrivate }) => (isPrivate === true ? [] : containerCollection)),
  ),
});

/**
 * What registry and folder say under one name. The folder tells where the file is, its size, architecture and build
 * time; its digest was computed from the bytes, so it stands also while the registry's list is older than a push.
 * Privacy belongs to a whole container collection: one of which the registry lists nothing is private.
 */
export function mergeImage(
  registryId: RegistryId,
  { byKey, publicCollections }: ListedIndex,
  key: string,
  files: readonly CheckedImage[],
): Image | null {
  const row = byKey.get(key);
  const file = fileOf(row, files);
  const name = row ?? file;
  if (!name) return null;
  const { containerCollection, container, tag } = name;
  const digest = file?.digest ?? row?.digest ?? null;
  return {
    id: imageIdOf(registryId, { containerCollection, container, tag }, digest),
    registryId,
    ...{ containerCollection, container, tag, digest },
    sizeBytes: file?.sizeBytes ?? row?.sizeBytes ?? null,
    architecture: file?.architecture ?? row?.architecture ?? null,
    builtAt: file?.builtAt ?? null,
    isFrozen: row?.isFrozen ?? false,
    isPrivate: !publicCollections.has(containerCollection),
    relativePath: file?.relativePath ?? row?.relativePath ?? null,
  };
}

/** Registry and folder as one list. */
export function mergeImages(
  registryId: RegistryId,
  listed: readonly ListedImage[],
  filesByKey: ReadonlyMap<string, readonly CheckedImage[]>,
): readonly Image[] {
  const index = listedIndexOf(listed);
  const keys = new Set([...index.byKey.keys(), ...filesByKey.keys()]);
  return [...keys].flatMap((key) => mergeImage(registryId, index, key, filesByKey.get(key) ?? []) ?? []);
}

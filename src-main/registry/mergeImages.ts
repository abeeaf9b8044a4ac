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

/**
 * Registry and folder as one list. The folder tells where the file is, its size, architecture and build time; its digest
 * was computed from the bytes, so it stands also while the registry's list is older than a push. Privacy belongs to a
 * whole container collection: one of which the registry lists nothing is private.
 */
export function mergeImages(
  registryId: RegistryId,
  listed: readonly ListedImage[],
  checked: readonly CheckedImage[],
): readonly Image[] {
  const filesByKey = Map.groupBy(checked, keyOf);
  const listedByKey = new Map(listed.map((image) => [keyOf(image), image]));
  const publicCollections = new Set(listed.map(({ containerCollection }) => containerCollection));
  const keys = new Set([...listedByKey.keys(), ...filesByKey.keys()]);

  return [...keys].flatMap((key) => {
    const row = listedByKey.get(key);
    const file = fileOf(row, filesByKey.get(key) ?? []);
    const name = row ?? file;
    if (!name) return [];
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
      relativePath: file?.relativePath ?? null,
    };
  });
}

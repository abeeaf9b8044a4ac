import type { ImageId, RegistryId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import { type ContainerName, imageIdOf } from '../domain/containerName.ts';
import { parseImageFileName } from '../domain/imagePath.ts';
import type { FolderFile } from './folderFiles.ts';
import type { ListedImage } from './transform.ts';

/** Whether the registry's digest is this file's, by the one that sync computed or by the md5 in its name. */
function isFileOf(listed: ListedImage, file: FolderFile): boolean {
  return (
    listed.digest === file.digest || listed.digest === `md5:${parseImageFileName(file.relativePath)?.md5 ?? 'unknown'}`
  );
}

/** A frozen image may have an orphan beside it: the file that the registry means goes before the newest one. */
function fileOf(listed: ListedImage | undefined, files: readonly FolderFile[]): FolderFile | undefined {
  const meant = listed && files.find((file) => isFileOf(listed, file));
  return meant ?? files.at(-1);
}

/** The list of a registry, ready to be merged with files image by image. */
export interface ListedIndex {
  readonly byImage: ReadonlyMap<ImageId, ListedImage>;
  readonly publicCollections: ReadonlySet<string>;
}

export const listedIndexOf = (registryId: RegistryId, listed: readonly ListedImage[]): ListedIndex => ({
  byImage: new Map(listed.map((image) => [imageIdOf(registryId, image, image.digest), image])),
  publicCollections: new Set(
    listed.flatMap(({ containerCollection, isPrivate }) => (isPrivate === true ? [] : containerCollection)),
  ),
});

/** Holds equal texts once. */
type Held = <Text extends string>(text: Text) => Text;

/**
 * What registry and folder say of one image. The folder tells where the file is, its size, architecture and build
 * time; its digest was computed from the bytes, so it stands also while the registry's list is older than a push.
 * Privacy belongs to a whole container collection: one of which the registry lists nothing is private.
 */
export function mergeImage(
  { registryId, id }: { readonly registryId: RegistryId; readonly id: ImageId },
  { byImage, publicCollections }: ListedIndex,
  files: readonly FolderFile[],
  held: Held,
): Image | null {
  const row = byImage.get(id);
  const file = fileOf(row, files);
  const name: ContainerName | null = row ?? (file ? parseImageFileName(file.relativePath) : null);
  if (!name) return null;
  const { containerCollection, container, tag } = name;
  return {
    id,
    registryId,
    containerCollection: held(containerCollection),
    container: held(container),
    tag: tag === null ? null : held(tag),
    digest: file?.digest ?? row?.digest ?? null,
    sizeBytes: file?.sizeBytes ?? row?.sizeBytes ?? null,
    architecture: file?.architecture ?? row?.architecture ?? null,
    builtAt: file?.builtAt ?? null,
    isFrozen: row?.isFrozen ?? false,
    isPrivate: !publicCollections.has(containerCollection),
    relativePath: file?.relativePath ?? row?.relativePath ?? null,
  };
}

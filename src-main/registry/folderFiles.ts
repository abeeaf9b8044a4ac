import type { Digest, ImageId, RegistryId } from '../contract/ids.ts';
import { imageIdOf } from '../domain/containerName.ts';
import { parseImageFileName } from '../domain/imagePath.ts';
import type { CheckedImage } from '../ports/imageSource.ts';

export interface FolderChange {
  readonly ready: readonly CheckedImage[];
  readonly gone: readonly string[];
}

/** A checked file; whose image it is says its path. */
export interface FolderFile {
  readonly relativePath: string;
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly architecture: string | null;
  readonly builtAt: string | null;
}

const fileOf = (file: CheckedImage): FolderFile => ({
  relativePath: file.relativePath,
  digest: file.digest,
  sizeBytes: file.sizeBytes,
  modifiedAtMs: file.modifiedAtMs ?? 0,
  architecture: file.architecture,
  builtAt: file.builtAt,
});

/** What a change leaves of the files of each image that it is about, oldest first; `filesOf` says what was there. */
export function filesAfter(
  { ready, gone }: FolderChange,
  registryId: RegistryId,
  filesOf: (id: ImageId) => readonly FolderFile[],
): ReadonlyMap<ImageId, readonly FolderFile[]> {
  const files = new Map<ImageId, readonly FolderFile[]>();
  const without = (id: ImageId, path: string): readonly FolderFile[] =>
    (files.get(id) ?? filesOf(id)).filter(({ relativePath }) => relativePath !== path);
  for (const path of gone) {
    const name = parseImageFileName(path);
    if (name === null) continue;
    const id = imageIdOf(registryId, name, null);
    files.set(id, without(id, path));
  }
  for (const file of ready) {
    const id = imageIdOf(registryId, file, file.digest);
    const all = [...without(id, file.relativePath), fileOf(file)];
    files.set(
      id,
      all.sort((a, b) => a.modifiedAtMs - b.modifiedAtMs),
    );
  }
  return files;
}

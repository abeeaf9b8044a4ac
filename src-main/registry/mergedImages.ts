import type { ImageId, RegistryId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import { isSameRecord } from '../domain/sameRecord.ts';
import { createTextPool } from '../domain/textPool.ts';
import type { CheckedImage } from '../ports/imageSource.ts';
import { type FolderChange, type FolderFile, filesAfter } from './folderFiles.ts';
import { type ListedIndex, listedIndexOf, mergeImage } from './mergeImages.ts';
import type { ListedImage } from './transform.ts';

type FilesOf = (id: ImageId) => readonly FolderFile[];

const none: readonly FolderFile[] = [];

/** The file of an image that is nothing else. When it was written is not known here: no other one is beside it. */
const onlyFileOf = ({ relativePath, digest, sizeBytes, architecture, builtAt }: Image): readonly FolderFile[] =>
  relativePath === null || digest === null
    ? none
    : [{ relativePath, digest, sizeBytes: sizeBytes ?? 0, modifiedAtMs: 0, architecture, builtAt }];

/**
 * One registry's images, its list and its folder merged. Nearly every image of a large folder is one file that no list
 * names: then the image says all that the file does, and the file is not held beside it.
 */
export function createMergedImages(registryId: RegistryId) {
  const { held } = createTextPool();
  let listed: ListedIndex = listedIndexOf(registryId, []);
  let images = new Map<ImageId, Image>();
  /** Of images that are listed, or have several. */
  let files = new Map<ImageId, readonly FolderFile[]>();

  const filesOf: FilesOf = (id) => {
    const known = files.get(id);
    if (known !== undefined) return known;
    const image = listed.byImage.has(id) ? undefined : images.get(id);
    return image === undefined ? none : onlyFileOf(image);
  };

  const keepFiles = (kept: typeof files, id: ImageId, its: readonly FolderFile[]): void => {
    if (its.length > 1 || (its.length === 1 && listed.byImage.has(id))) kept.set(id, its);
    else kept.delete(id);
  };

  const merge = (id: ImageId, its: readonly FolderFile[]): Image | null =>
    mergeImage({ registryId, id }, listed, its, held);

  /** Merges all of them anew; whether anything is different now. */
  const mergeAll = (ids: Iterable<ImageId>, its: FilesOf): boolean => {
    const [before, filesNow]: [typeof images, typeof files] = [images, new Map()];
    images = new Map();
    let isOther = false;
    for (const id of ids) {
      const these = its(id);
      const fresh = images.has(id) ? null : merge(id, these);
      if (fresh === null) continue;
      const known = before.get(id) ?? null;
      // Those that are the same stay the very objects: large lists are not held twice.
      const image = known !== null && isSameRecord(known, fresh) ? known : fresh;
      if (image !== known) isOther = true;
      images.set(image.id, image);
      keepFiles(filesNow, image.id, these);
    }
    files = filesNow;
    return isOther || images.size !== before.size;
  };

  function* idsOf(others: Iterable<ImageId>): Generator<ImageId> {
    yield* listed.byImage.keys();
    yield* others;
  }

  return {
    images: (): readonly Image[] => [...images.values()],
    image: (id: ImageId): Image | null => images.get(id) ?? null,
    count: (): number => images.size,
    /** What the registry itself lists under an image's name. */
    row: (id: ImageId): ListedImage | null => listed.byImage.get(id) ?? null,
    /** The registry's whole present list; whether anything is different now. */
    list(rows: readonly ListedImage[]): boolean {
      const before = images;
      const its = new Map<ImageId, readonly FolderFile[]>();
      const now = listedIndexOf(registryId, rows);
      for (const id of new Set([...now.byImage.keys(), ...listed.byImage.keys()])) its.set(id, filesOf(id));
      listed = now;
      // Of all others it is as before whether they are listed.
      return mergeAll(idsOf(before.keys()), (id) => {
        const known = its.get(id) ?? files.get(id);
        if (known !== undefined) return known;
        const image = before.get(id);
        return image === undefined ? none : onlyFileOf(image);
      });
    },
    /** The folder's whole present content; whether anything is different now. */
    folderRead(checked: readonly CheckedImage[]): boolean {
      const read = filesAfter({ ready: checked, gone: [] }, registryId, () => none);
      return mergeAll(idsOf(read.keys()), (id) => read.get(id) ?? none);
    },
    /** Answers the images that are others now. Costs what changed, not what there is. */
    folderChanged(change: FolderChange): readonly ImageId[] {
      const changed: ImageId[] = [];
      for (const [id, its] of filesAfter(change, registryId, filesOf)) {
        const image = merge(id, its);
        keepFiles(files, id, its);
        if (isSameRecord(image, images.get(id) ?? null)) continue;
        if (image) images.set(id, image);
        else images.delete(id);
        changed.push(id);
      }
      return changed;
    },
  };
}
export type MergedImages = ReturnType<typeof createMergedImages>;

import type { Problem } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import { type FileStamp, isSameStamp } from '../domain/completeness.ts';
import type { FoundFile } from '../ports/files.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import { createImageFolder, type ImageFolder, type ImageFolderDeps } from './imageFolder.ts';

const off = { state: 'off', files: 0, lastChangeAt: null, problem: null } as const;

export type Arrivals = ReturnType<typeof createArrivals>;

/** The image folders of all registries that have one on this computer. */
export function createArrivals(deps: Omit<ImageFolderDeps, 'images'> & { readonly images: ImageSource }) {
  const folders = new Map<RegistryId, ImageFolder>();
  let work: Promise<void> = Promise.resolve();
  let isStopped = false;

  const close = async (id: RegistryId, folder: ImageFolder, isGone: boolean): Promise<void> => {
    folders.delete(id);
    await folder.stop();
    deps.store.forgetFolder(id);
    if (isGone) return;
    deps.images.folderRead(id, []);
    deps.images.folderHealth(id, off);
  };

  const follow = async (): Promise<void> => {
    const registries = deps.images.registries();
    for (const [id, folder] of [...folders]) {
      const registry = registries.find((one) => one.id === id);
      if (registry?.imagesDir !== folder.root) await close(id, folder, registry === undefined);
    }
    for (const { id, imagesDir } of registries) {
      if (imagesDir === null || folders.has(id) || isStopped) continue;
      const folder = createImageFolder(deps, id, imagesDir);
      folders.set(id, folder);
      folder.start();
    }
  };

  return {
    /** Begins, ends and moves with what the registries say now. */
    registriesChanged(): Promise<void> {
      work = work.then(follow);
      return work;
    },
    /** A person says that the folder which took the other's place is meant. */
    confirm(id: RegistryId): Promise<void> {
      work = work.then(async () => {
        const folder = folders.get(id);
        if (folder?.pausedBy()?.code !== 'folder.replaced') return;
        await close(id, folder, false);
        await follow();
      });
      return work;
    },
    rescan: (id: RegistryId): void => folders.get(id)?.rescan(),
    pausedBy: (id: RegistryId): Problem | null => folders.get(id)?.pausedBy() ?? null,
    isReading: (id: RegistryId): boolean => folders.get(id)?.isReading() ?? false,
    /** Some folder is not read to its end, or not followed yet. */
    isLooking: (): boolean =>
      deps.images
        .registries()
        .some(({ id, imagesDir }) => imagesDir !== null && (folders.get(id)?.isLooking() ?? true)),
    /** Which files are others than were read and found ready; those that are gone, or cannot be seen, are not. */
    async changedOf(id: RegistryId, relativePaths: readonly string[]): Promise<readonly string[]> {
      const folder = folders.get(id);
      if (folder === undefined || folder.pausedBy() !== null) return [];
      const known = relativePaths.flatMap((path) => {
        const stamp = folder.stampOf(path);
        return stamp === null ? [] : [{ path, stamp }];
      });
      const paths = known.map(({ path }) => path);
      const now = paths.length === 0 ? [] : await deps.files.peek(folder.root, paths);
      const hasChanged = (stamp: FileStamp, found: FoundFile | null | undefined): boolean =>
        found != null && !isSameStamp(stamp, found);
      return known.filter(({ stamp }, at) => hasChanged(stamp, now[at])).map(({ path }) => path);
    },
    wasThere: (id: RegistryId, relativePath: string | null): boolean =>
      folders.get(id)?.wasThere(relativePath) ?? deps.store.folder(id)?.scannedAt == null,
    async stop(): Promise<void> {
      isStopped = true;
      await work;
      await Promise.all([...folders.values()].map((folder) => folder.stop()));
      folders.clear();
    },
  };
}

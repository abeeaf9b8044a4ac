import type { Digest, ImageId, RegistryId } from '../contract/ids.ts';
import type { FolderHealth, Harbour, Image } from '../contract/registry.ts';

/** What sync needs of a registry; implemented by registry/registryService. */
export interface SourceRegistry {
  readonly id: RegistryId;
  readonly name: string;
  readonly url: string;
  readonly harbour: Harbour | null;
  readonly imagesDir: string | null;
}

/** An image whose file sync has read and checked. */
export interface CheckedImage {
  readonly relativePath: string;
  readonly containerCollection: string;
  readonly container: string;
  readonly tag: string;
  readonly digest: Digest;
  readonly sizeBytes: number;
  /** Of two files of one tag the later one has the last word. */
  readonly modifiedAtMs?: number;
  readonly architecture: string | null;
  readonly builtAt: string | null;
}

export interface ImageSource {
  registries(): readonly SourceRegistry[];
  /** Last known images, folder and registry merged by (container collection, container, tag). */
  images(registryId: RegistryId): readonly Image[];
  image(id: ImageId): Image | null;
  /** Asks the registry; rejects when it cannot be reached. */
  refresh(registryId: RegistryId): Promise<readonly Image[]>;
  /** The folder's whole present content. */
  folderRead(registryId: RegistryId, images: readonly CheckedImage[]): void;
  /**
   * Files that became ready, and paths that are ready no more; answers the images that are others now. With a file that
   * comes to an image of another file, that one is told again: the times of both say which has the last word.
   */
  folderChanged(
    registryId: RegistryId,
    change: { readonly ready: readonly CheckedImage[]; readonly gone: readonly string[] },
  ): readonly ImageId[];
  folderHealth(registryId: RegistryId, health: FolderHealth): void;
}

import type { Digest, ImageId, RegistryId } from '../../src-main/contract/ids.ts';
import type { FolderHealth, Image } from '../../src-main/contract/registry.ts';
import { imageIdOf } from '../../src-main/domain/containerName.ts';
import type { CheckedImage, ImageSource, SourceRegistry } from '../../src-main/ports/imageSource.ts';

export interface FakeImageSource extends ImageSource {
  /** Everything that was told, oldest first. */
  readonly health: readonly { readonly registryId: RegistryId; readonly health: FolderHealth }[];
  readonly folderReads: number;
  setRegistry(registry: SourceRegistry): void;
  removeRegistry(id: RegistryId): void;
  /** An image as a registry would list it, with a file below its root. */
  put(registryId: RegistryId, name: string, change?: Partial<Image>): Image;
  remove(id: ImageId): void;
}

export const digestOf = (seed: string): Digest =>
  `sha256:${Buffer.from(seed).toString('hex').padEnd(64, '0').slice(0, 64)}` as Digest;

const imageOf = (registryId: RegistryId, found: CheckedImage): Image => ({
  id: imageIdOf(registryId, found, found.digest),
  registryId,
  containerCollection: found.containerCollection,
  container: found.container,
  tag: found.tag,
  digest: found.digest,
  sizeBytes: found.sizeBytes,
  architecture: found.architecture,
  builtAt: found.builtAt,
  isFrozen: false,
  isPrivate: false,
  relativePath: found.relativePath,
});

/** A registry service that knows what it is told, by folder reads or by the test. */
export function createFakeImageSource(): FakeImageSource {
  const registries = new Map<RegistryId, SourceRegistry>();
  const images = new Map<ImageId, Image>();
  const health: { registryId: RegistryId; health: FolderHealth }[] = [];
  const checked = new Map<RegistryId, Map<string, CheckedImage>>();
  let folderReads = 0;
  const of = (id: RegistryId) => [...images.values()].filter(({ registryId }) => registryId === id);

  return {
    health,
    get folderReads() {
      return folderReads;
    },
    registries: () => [...registries.values()],
    images: of,
    image: (id) => images.get(id) ?? null,
    refresh: async (id) => of(id),
    folderChanged(registryId, { ready, gone }) {
      const files = checked.get(registryId) ?? new Map<string, CheckedImage>();
      checked.set(registryId, files);
      for (const path of gone) files.delete(path);
      for (const one of ready) files.set(one.relativePath, one);
      const before = of(registryId).map(({ id }) => id);
      const inOrder = [...files.values()].sort((a, b) => (a.modifiedAtMs ?? 0) - (b.modifiedAtMs ?? 0));
      for (const { id } of of(registryId)) images.delete(id);
      for (const one of inOrder) {
        const image = imageOf(registryId, one);
        images.set(image.id, image);
      }
      folderReads += 1;
      return [...new Set([...before, ...of(registryId).map(({ id }) => id)])];
    },
    folderRead(registryId, found) {
      folderReads += 1;
      checked.delete(registryId);
      for (const { id } of of(registryId)) images.delete(id);
      for (const one of found) {
        const image = imageOf(registryId, one);
        images.set(image.id, image);
      }
    },
    folderHealth: (registryId, told) => void health.push({ registryId, health: told }),
    setRegistry: (registry) => void registries.set(registry.id, registry),
    removeRegistry: (id) => void registries.delete(id),
    put(registryId, name, change = {}) {
      const [path = '', tag = 'latest'] = name.split(':');
      const cut = path.lastIndexOf('/');
      const containerCollection = path.slice(0, cut);
      const container = path.slice(cut + 1);
      const digest = change.digest ?? digestOf(name);
      const image: Image = {
        ...imageOf(registryId, {
          relativePath: `${containerCollection}/${container}:${tag}@${'0'.repeat(32)}.sif`,
          containerCollection,
          container,
          tag,
          digest,
          sizeBytes: 1000,
          architecture: 'amd64',
          builtAt: null,
        }),
        ...change,
      };
      images.set(image.id, image);
      return image;
    },
    remove: (id) => void images.delete(id),
  };
}

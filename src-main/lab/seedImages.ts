import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { storeImageFile } from './imageFolder.ts';
import type { RegistryCollection } from './registryRows.ts';
import { rowTime } from './registryRows.ts';
import type { RegistryStore } from './registryStore.ts';
import { type SeedImage, seedCollections } from './seedCatalogue.ts';
import type { SifSigner } from './sifSignature.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const firstBuildMs = Date.UTC(2025, 0, 14, 9, 30);
/** Room for header, recipe and a signature. */
const smallestImageBytes = 65_536;

/** The practice lab's signing key: made from fixed words, so that every lab has the same images. It guards nothing. */
export function practiceSigner(): SifSigner {
  const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex'); // PKCS #8 up to the 32 key bytes
  const seed = createHash('sha256').update('practice lab signing key').digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const fingerprint = createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '');
  return { privateKey, keyId: `SHA256:${fingerprint}` };
}

function recipe(image: SeedImage): string {
  return `Bootstrap: docker
From: ${image.base}

%post
    echo "${image.name} ${image.tag}"

%runscript
    exec ${image.name} "$@"
`;
}

interface SeedOptions {
  readonly imagesDir: string;
  /** `small` divides the sizes by 100: quick tests. */
  readonly scale: 'full' | 'small';
}

async function seedImage(
  image: SeedImage,
  index: number,
  inside: RegistryCollection,
  store: RegistryStore,
  { imagesDir, scale }: SeedOptions,
): Promise<void> {
  const builtAtMs = firstBuildMs + index * 9 * dayMs;
  const definition = recipe(image);
  const labels = {
    maintainer: 'Practice Lab',
    'org.label-schema.name': image.name,
    'org.label-schema.version': image.tag,
    'org.label-schema.build-date': new Date(builtAtMs).toISOString().slice(0, 10),
  };
  const place = { containerCollection: inside.name, name: image.name, tag: image.tag };
  const { sizeBytes, sha256, md5, relativePath } = await storeImageFile(imagesDir, place, {
    architecture: image.architecture,
    builtAtMs,
    definition,
    environment: 'export LC_ALL=C\nexport PATH="/opt/bin:$PATH"\n',
    labels,
    sizeBytes: scale === 'full' ? image.sizeBytes : Math.max(smallestImageBytes, Math.floor(image.sizeBytes / 100)),
    words: `${inside.name}/${image.name}:${image.tag}`,
    signer: image.isSigned ? practiceSigner() : undefined,
  });
  store.addImage(
    {
      collectionId: inside.id,
      name: image.name,
      tag: image.tag,
      version: `sha256.${sha256}`,
      isFrozen: image.isFrozen ?? false,
      metadata: image.showsRecipe ? { deffile: definition } : {},
      labels,
      relativePath,
      sizeBytes,
      md5,
      sha256,
      store: image.store ?? 'both',
    },
    rowTime(builtAtMs + hourMs),
  );
}

/** Fills an empty registry. The same images, byte for byte, in every lab of one scale. */
export async function seedImages(store: RegistryStore, options: SeedOptions): Promise<void> {
  let index = 0;
  for (const { images, owners, contributors, ...facts } of seedCollections) {
    const userIds = (usernames: readonly string[]) =>
      store.users().flatMap(({ id, username }) => (usernames.includes(username) ? [id] : []));
    const inside = store.addCollection({ ...facts, owners: userIds(owners), contributors: userIds(contributors) });
    for (const image of images) {
      await seedImage(image, index, inside, store, options);
      index += 1;
    }
  }
}

import { type Digest, digestSchema } from '../contract/ids.ts';
import { type ContainerName, formatContainerName, isContainerName } from '../domain/containerName.ts';
import { hostileTextOrNull } from '../domain/hostileText.ts';
import { type WireContainer, wireContainerSchema } from './types.ts';

/** What a registry's list says of one image. */
export interface ListedImage extends ContainerName {
  readonly digest: Digest | null;
  readonly sizeBytes: number | null;
  readonly architecture: string | null;
  readonly isFrozen: boolean;
  /** Pushed by the library API: then it lies in object storage, not in the image folder. */
  readonly isInLibrary: boolean;
  /** Read by its name: no list has it. */
  readonly isPrivate?: boolean | undefined;
  /** Below the image root, as found at the registry's harbour. */
  readonly relativePath?: string | undefined;
  /** Number of its page at the registry; another one after each push. */
  readonly pageId?: number | undefined;
}

export interface ListedImages {
  readonly images: readonly ListedImage[];
  /** Rows whose names cannot be used as names; they are left out. */
  readonly dropped: number;
}

/** A row that a push has begun and not finished. */
const placeholderTag = /^DUMMY-[0-9a-f-]{36}$/i;

/** `sha256.<64 hex>`; the md5 alone until the server has computed it; a time for some frozen rows. */
export function digestOfVersion(version: string | null | undefined): Digest | null {
  const text = (version ?? '').toLowerCase();
  const spelled = /^[0-9a-f]{32}$/.test(text) ? `md5:${text}` : text.replace(/^sha256\./, 'sha256:');
  return digestSchema.safeParse(spelled).data ?? null;
}

const positiveInteger = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;

function listedImage(wire: WireContainer): ListedImage | 'placeholder' | 'unusable' {
  if (placeholderTag.test(wire.tag ?? '')) return 'placeholder';
  const name = { containerCollection: wire.collection, container: wire.name, tag: wire.tag || null };
  if (!isContainerName(name)) return 'unusable';
  return {
    ...name,
    digest: digestOfVersion(wire.version),
    sizeBytes: positiveInteger(wire.metadata.upload_filesize),
    architecture: hostileTextOrNull(wire.metadata.arch, 32),
    isFrozen: wire.frozen,
    isInLibrary: 'upload_id' in wire.metadata || 'upload_filesize' in wire.metadata,
    pageId: positiveInteger(Number(wire.id)) ?? undefined,
  };
}

/** Rows of a list that may repeat or skip rows while the registry is in use; the newest row of a name counts. */
export function listedImages(rows: readonly unknown[]): ListedImages {
  const byName = new Map<string, ListedImage>();
  let dropped = 0;
  for (const row of rows) {
    const wire = wireContainerSchema.safeParse(row).data;
    const image = wire ? listedImage(wire) : 'unusable';
    if (image === 'unusable') dropped += 1;
    else if (image !== 'placeholder') byName.set(keyOf(image), image);
  }
  // The server's order changes with every download.
  const images = [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, image]) => image);
  return { images, dropped };
}

/** Images without a tag are told apart by their digest. */
export const keyOf = (image: ContainerName & { readonly digest: Digest | null }): string =>
  formatContainerName(image) + (image.tag === null ? `@${image.digest ?? ''}` : '');

import { imageUri, type RegistryCollection, type RegistryImage, type RegistryUser } from './registryRows.ts';
import type { RegistryStore } from './registryStore.ts';

/** Rows as JSON: with number ids and local times below /api, with text ids and UTC below /v1. */

const serverZone = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Chicago', timeZoneName: 'longOffset' });

/** The server writes its own zone's time, `2026-11-23T06:40:10.253684-06:00`; rows hold UTC. */
function serverTime(utc: string): string {
  const at = new Date(`${utc.slice(0, 23)}Z`);
  const name = serverZone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT+00:00';
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const local = new Date(at.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return `${local}${utc.slice(19, 26)}${sign}${hours}:${minutes}`;
}

const byName = (a: RegistryImage, b: RegistryImage) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The model's own order is by name only; equal names come as the database has them. */
export function inModelOrder(images: readonly RegistryImage[]): RegistryImage[] {
  return [...images].sort(byName);
}

export function apiCollection(row: RegistryCollection, store: RegistryStore, origin: string) {
  return {
    id: row.id,
    name: row.name,
    add_date: serverTime(row.addedAt),
    modify_date: serverTime(row.modifiedAt),
    metadata: {},
    containers: inModelOrder(store.imagesIn(row.id)).map((image) => ({
      name: image.name,
      tag: image.tag,
      uri: imageUri(image, row),
      detail: `${origin}/containers/${image.id}`,
    })),
  };
}

export function apiContainer(row: RegistryImage, inside: RegistryCollection) {
  return {
    id: row.id,
    name: row.name,
    tag: row.tag,
    add_date: serverTime(row.savedAt),
    metrics: {},
    version: row.version,
    frozen: row.isFrozen,
    metadata: row.metadata,
    collection: inside.name,
  };
}

export function apiContainerDetail(row: RegistryImage, inside: RegistryCollection, origin: string) {
  const { id, name, ...others } = apiContainer(row, inside);
  return { id, name, image: `${origin}/containers/${row.id}/download/${inside.secret}`, ...others };
}

const noTime = '0001-01-01T00:00:00Z';

function descriptionOf(row: RegistryCollection): string {
  return `${row.name.charAt(0).toUpperCase()}${row.name.slice(1)} Collection`;
}

function ownerOf(row: RegistryCollection, store: RegistryStore): RegistryUser | undefined {
  return store.users().find((user) => user.id === row.owners[0]);
}

export function libraryCollection(row: RegistryCollection, store: RegistryStore) {
  const owner = ownerOf(row, store);
  const ownerId = String(owner?.id ?? '');
  const images = inModelOrder(store.imagesIn(row.id));
  return {
    containers: images.map(({ id }) => String(id)),
    createdAt: row.addedAt,
    createdBy: ownerId,
    customData: '',
    deleted: false,
    deletedAt: noTime,
    description: descriptionOf(row),
    entity: ownerId,
    entityName: owner?.username ?? '',
    id: String(row.id),
    name: row.name,
    owner: ownerId,
    private: row.isPrivate,
    size: images.length,
    updatedAt: row.modifiedAt,
    updatedBy: ownerId,
  };
}

/** Its `id` and `name` are those of the container collection: so the real server has it. */
export function libraryContainer(row: RegistryCollection, name: string, store: RegistryStore) {
  const images = store.imagesIn(row.id).filter((image) => image.name === name);
  const tags = Object.fromEntries(images.map((image) => [image.tag, String(image.id)]));
  return {
    ...libraryCollection(row, store),
    archTags: { amd64: tags },
    collection: String(row.id),
    collectionName: row.name,
    downloadCount: null,
    fullDescription: descriptionOf(row),
    imageTags: tags,
    images: images.map(({ version }) => version),
    readOnly: false,
    stars: row.stars,
  };
}

export function libraryImage(row: RegistryImage, inside: RegistryCollection, store: RegistryStore) {
  const owner = ownerOf(inside, store);
  const ownerId = String(owner?.id ?? '');
  return {
    deleted: false,
    createdBy: ownerId,
    createdAt: row.savedAt,
    updatedBy: owner?.username ?? '',
    owner: ownerId,
    id: String(row.id),
    hash: row.version,
    description: descriptionOf(inside),
    container: row.version,
    arch: 'amd64', // whatever the image is for
    fingerprints: [],
    customData: '',
    size: row.metadata.size_mb ?? null,
    entity: ownerId,
    entityName: owner?.username ?? '',
    collection: String(inside.id),
    collectionName: inside.name,
    containerName: row.name,
    tags: inModelOrder(store.imagesIn(inside.id)).map(({ tag }) => tag),
    containerStars: inside.stars,
    containerDownloads: 0,
  };
}

export function libraryEntity(user: RegistryUser, store: RegistryStore) {
  const owned = store.containerCollections().filter(({ owners }) => owners.includes(user.id));
  return {
    collections: owned.map(({ id }) => String(id)),
    deleted: false,
    createdBy: '',
    createdAt: user.joinedAt,
    updatedBy: '',
    updatedAt: '',
    deletedAt: noTime,
    id: String(user.id),
    name: user.username,
    description: user.username,
    size: 0,
    quota: 0,
    defaultPrivate: false,
    customData: '',
  };
}

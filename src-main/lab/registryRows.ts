import { z } from 'zod';

/** A user of the registry: a person of the lab or a robot. */
const userSchema = z.object({
  id: z.number().int(),
  username: z.string(),
  token: z.string(),
  password: z.string(),
  /** UTC with microseconds, `2026-11-23T12:39:46.707628Z`, as all times of the registry's rows. */
  joinedAt: z.string(),
});
export type RegistryUser = z.infer<typeof userSchema>;

const containerCollectionSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  isPrivate: z.boolean(),
  /** Part of the download URLs of all its images. */
  secret: z.string(),
  owners: z.array(z.number().int()).min(1),
  contributors: z.array(z.number().int()),
  stars: z.number().int(),
  addedAt: z.string(),
  modifiedAt: z.string(),
  /** The database answers rows in this order until one is saved; a saved row moves to the end. */
  place: z.number().int(),
});
export type RegistryCollection = z.infer<typeof containerCollectionSchema>;

/** What the registry calls a container: one image under one tag. */
const imageSchema = z.object({
  id: z.number().int(),
  collectionId: z.number().int(),
  name: z.string(),
  tag: z.string(),
  /** `sha256.<hex>`, or the md5 until the worker has hashed the file, or null. */
  version: z.string().nullable(),
  isFrozen: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
  labels: z.record(z.string(), z.string()),
  /** Moves with every save, a download included. */
  savedAt: z.string(),
  place: z.number().int(),
  /** Below the image root; null for a row whose file is not there (yet). */
  relativePath: z.string().nullable(),
  sizeBytes: z.number().int(),
  md5: z.string(),
  sha256: z.string(),
  /**
   * Which door opens: `disk` the download page (as after `sregistry push`), `objects` the object storage (as after
   * `singularity push`), `both` either one. A stock registry never has `both`; the lab's clients may come by any door.
   */
  store: z.enum(['disk', 'objects', 'both']),
});
export type RegistryImage = z.infer<typeof imageSchema>;

export const registryRowsSchema = z.object({
  users: z.array(userSchema),
  containerCollections: z.array(containerCollectionSchema),
  images: z.array(imageSchema),
  lastId: z.number().int(),
  lastPlace: z.number().int(),
  /** Signs links to the object storage. */
  linkKey: z.string(),
});
export type RegistryRows = z.infer<typeof registryRowsSchema>;

/** `collection/name:tag`; a frozen image is named by its version. */
export function imageUri(row: RegistryImage, inside: RegistryCollection): string {
  return `${inside.name}/${row.name}:${row.isFrozen && row.version !== null ? row.version : row.tag}`;
}

/** Rows hold microseconds; the lab's clock has none to give. */
export function rowTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}${String(Math.floor((ms * 7919) % 1000)).padStart(3, '0')}Z`;
}

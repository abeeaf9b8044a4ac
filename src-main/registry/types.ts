import { z } from 'zod';

/**
 * What a Singularity Registry Server sends. A field of an unexpected type reads as absent, so that one odd field does
 * not hide a whole list.
 */
const text = z.string().nullish().catch(null);

/** `/api/registry/identity`. `url` is the server's own idea of its address, often wrong: not used. */
export const wireIdentitySchema = z.object({ name: text, id: z.string(), url: z.string() });

/** The library API's constants, not the server's version. */
export const wireVersionSchema = z.object({ data: z.object({ version: z.string() }) });

/** `/v1/`: whom the server takes the caller for. */
export const wireBaseSchema = z.object({ user: text });

export const wirePageSchema = z.object({
  count: z.number().int().nonnegative(),
  next: text,
  results: z.array(z.unknown()),
});

/** A row of `/api/containers/`. */
export const wireContainerSchema = z.object({
  id: z.union([z.number(), z.string()]),
  collection: z.string(),
  name: z.string(),
  tag: text,
  version: text,
  frozen: z.boolean().catch(false),
  metadata: z.record(z.string(), z.unknown()).catch({}),
});
export type WireContainer = z.infer<typeof wireContainerSchema>;

/** `/api/container/<collection>/<name>:<tag>`. */
export const wireContainerDetailSchema = z.object({ name: z.string(), image: text });

/** RFC 9728 §2. */
export const wireResourceMetadataSchema = z.object({
  resource: z.string(),
  authorization_servers: z.array(z.string()).min(1),
  scopes_supported: z.array(z.string()).catch([]),
  resource_name: text,
});

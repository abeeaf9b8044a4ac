import { z } from 'zod';
import type { Problem } from './errors.ts';
import { type Digest, endpointIdSchema, type ImageId, type RegistryId, registryIdSchema } from './ids.ts';

/** Where a registry's image root lies on Globus: `basePath` on `endpointId` equals the image root. */
export const harbourSchema = z.object({
  endpointId: endpointIdSchema,
  /** Globus path, ends with `/`. */
  basePath: z.string().min(1).max(4096),
});
export type Harbour = z.infer<typeof harbourSchema>;

export const registryKinds = ['sregistry', 'unknown'] as const;
type RegistryKind = (typeof registryKinds)[number];

/** How this app is known to a registry. `signInOffered`: the registry names an OIDC provider (RFC 9728). */
export interface RegistryAccess {
  readonly state: 'public' | 'token' | 'signedIn' | 'signInNeeded';
  readonly username: string | null;
  readonly signInOffered: boolean;
}

export interface FolderHealth {
  readonly state: 'off' | 'watching' | 'scanningOnly' | 'paused';
  readonly files: number;
  readonly lastChangeAt: string | null;
  readonly problem: Problem | null;
}

export interface Registry {
  readonly id: RegistryId;
  readonly name: string;
  /** Origin and optional path, ends with `/`. */
  readonly url: string;
  readonly kind: RegistryKind;
  readonly version: string | null;
  readonly access: RegistryAccess;
  readonly harbour: Harbour | null;
  /** The image folder on this computer, when the app runs beside the registry; chosen by the user. */
  readonly imagesDir: string | null;
  readonly folder: FolderHealth;
  readonly imageCount: number | null;
  readonly problem: Problem | null;
  /** Images of private container collections that the user named, `collection/name:tag`. */
  readonly privateNames?: readonly string[];
  /** What does not stand in the way but should be known: `registry.privateNotListed`, trouble at the harbour. */
  readonly notices?: readonly Problem[];
}

/** One SIF image under one name. */
export interface Image {
  readonly id: ImageId;
  readonly registryId: RegistryId;
  readonly containerCollection: string;
  readonly container: string;
  /** null: the image has no tag and is known by its digest only. */
  readonly tag: string | null;
  readonly digest: Digest | null;
  readonly sizeBytes: number | null;
  readonly architecture: string | null;
  readonly builtAt: string | null;
  readonly isFrozen: boolean;
  readonly isPrivate: boolean;
  /** Path below the image root with `/`, when the image is a plain file there; never absolute. */
  readonly relativePath: string | null;
}

export interface ContainerListing {
  readonly images: readonly Image[];
  /** When the list was read from the registry; older than now while it cannot be reached. */
  readonly asOf: string | null;
  readonly problems: readonly { registryId: RegistryId; problem: Problem }[];
}

/** The beginning of the list in the order of its names, and how much there is in all. */
export interface FirstImages {
  readonly images: readonly Image[];
  readonly count: number;
  readonly bytes: number;
  readonly asOf: string | null;
}

/** What a SIF file says of itself. */
export interface SifSummary {
  readonly architecture: string | null;
  readonly createdAt: string | null;
  readonly definition: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: string | null;
  readonly objects: readonly {
    readonly id: number;
    readonly kind: string;
    readonly name: string;
    readonly sizeBytes: number;
  }[];
  readonly isSigned: boolean;
}

export interface ImageDetail {
  readonly image: Image;
  readonly otherTags: readonly Image[];
  /** null with a problem when the file cannot be read from here. */
  readonly sif: SifSummary | null;
  readonly sifProblem: Problem | null;
  readonly pullCommands: readonly { readonly tool: string; readonly command: string }[];
}

const privateNamesSchema = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .max(600)
      .regex(/^[^:@\s]+\/[^/:@\s]+:[^/:@\s]+$/),
  )
  .max(500);

export const addRegistrySchema = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2048),
  name: z.string().trim().min(1).max(120).optional(),
  token: z.string().trim().min(1).max(4096).optional(),
  imagesDir: z.string().min(1).max(4096).optional(),
  harbour: harbourSchema.optional(),
});
export type AddRegistry = z.infer<typeof addRegistrySchema>;

export const updateRegistrySchema = z.object({
  id: registryIdSchema,
  /** The same registry at another address. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional(),
  name: z.string().trim().min(1).max(120).optional(),
  token: z.string().trim().min(1).max(4096).nullable().optional(),
  imagesDir: z.string().min(1).max(4096).nullable().optional(),
  harbour: harbourSchema.nullable().optional(),
  /** Images of private container collections, which no list names: `collection/name:tag`. */
  privateNames: privateNamesSchema.optional(),
});
export type UpdateRegistry = z.infer<typeof updateRegistrySchema>;

/** What a look at an address found, before anything is stored. */
export interface RegistryProbe {
  readonly kind: RegistryKind;
  readonly name: string;
  readonly version: string | null;
  readonly signInOffered: boolean;
  readonly containerCollections: number | null;
  readonly images: number | null;
}

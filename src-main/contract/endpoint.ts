import { z } from 'zod';
import type { Problem } from './errors.ts';
import { type EndpointId, endpointIdSchema } from './ids.ts';
import { namingProfileSchema } from './naming.ts';

export type EndpointKind = 'personal' | 'mapped' | 'guest';

/** How the user came by an endpoint; one may have several. */
export type EndpointRelation = 'mine' | 'iManage' | 'sharedByMe' | 'sharedWithMe' | 'recentlyUsed' | 'added';

export type EndpointState = 'online' | 'asleep' | 'paused' | 'waitingForYou' | 'problem' | 'notKnown';

/** A Globus place images can go; `id` is what transfers name. */
export interface Endpoint {
  readonly id: EndpointId;
  readonly name: string;
  readonly kind: EndpointKind;
  readonly organization: string | null;
  readonly ownerName: string | null;
  readonly description: string | null;
  readonly contact: string | null;
  readonly hostId: EndpointId | null;
  readonly relations: readonly EndpointRelation[];
  readonly state: EndpointState;
  /** Why the state is not `online`. */
  readonly problem: Problem | null;
  /** A mapped endpoint that is not high assurance asks for its own consent before files can be listed or sent. */
  readonly asksForConsent: boolean;
  readonly isHighAssurance: boolean;
  readonly forcesEncryption: boolean;
  /** https origin of the endpoint's files, when it has one. */
  readonly httpsUrl: string | null;
  /** The folder images go to; Globus path, ends with `/`. */
  readonly folder: string;
  readonly folderIsChosen: boolean;
  readonly namingProfile: z.infer<typeof namingProfileSchema>;
  readonly isHidden: boolean;
}

/** A Globus Connect Server that hosts endpoints; it takes no files itself. */
export interface EndpointHost {
  readonly id: EndpointId;
  readonly name: string;
  readonly organization: string | null;
}

export interface EndpointListing {
  readonly endpoints: readonly Endpoint[];
  readonly hosts: readonly EndpointHost[];
  readonly asOf: string | null;
  readonly problem: Problem | null;
}

const preflightLightNames = ['online', 'consent', 'folder', 'alreadyThere', 'slots'] as const;
export type PreflightLightName = (typeof preflightLightNames)[number];

export interface PreflightLight {
  readonly name: PreflightLightName;
  readonly state: 'ok' | 'warning' | 'problem' | 'notKnown';
  readonly problem: Problem | null;
}

export interface Preflight {
  readonly endpointId: EndpointId;
  readonly lights: readonly PreflightLight[];
}

/** One entry of a folder at an endpoint. */
export interface RemoteFile {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
  readonly changedAt: string;
}

export const updateEndpointSchema = z.object({
  id: endpointIdSchema,
  folder: z.string().min(1).max(4096).optional(),
  namingProfile: namingProfileSchema.optional(),
  isHidden: z.boolean().optional(),
});
export type UpdateEndpoint = z.infer<typeof updateEndpointSchema>;

import { z } from 'zod';
import type { Problem } from './errors.ts';
import type { Explanation } from './explanation.ts';
import {
  type Digest,
  type EndpointId,
  endpointIdSchema,
  type ImageId,
  imageIdSchema,
  type SubmissionId,
  type SubscriptionId,
  submissionIdSchema,
  type TaskId,
} from './ids.ts';
import { namingProfileSchema } from './naming.ts';

export const sendSchema = z.object({
  imageIds: z.array(imageIdSchema).min(1).max(10_000),
  endpointIds: z.array(endpointIdSchema).min(1).max(100),
  /** null or absent = each endpoint's own folder setting. */
  folder: z.string().min(1).max(4096).nullable().optional(),
  namingProfile: namingProfileSchema.nullable().optional(),
  /** A person has seen the total and says yes; needed above the limit in the settings. */
  confirmed: z.boolean().optional(),
});
export type Send = z.infer<typeof sendSchema>;

/** One copy that a send or a subscription would make, or why it would not. */
export interface PlannedCopy {
  readonly imageId: ImageId;
  readonly endpointId: EndpointId;
  readonly sizeBytes: number | null;
  /** Path at the endpoint, as it will appear. */
  readonly destinationPath: string;
  readonly outcome: 'send' | 'alreadyThere' | 'onItsWay' | 'refused';
  readonly problem: Problem | null;
}

/** What an endpoint must have free for the copies that would be sent there. */
export interface NeededRoom {
  readonly endpointId: EndpointId;
  readonly images: number;
  /** Of the images whose size is known. */
  readonly bytes: number;
}

/** An image that matches a subscription's patterns and is left out by its conditions. */
export interface SkippedImage {
  readonly imageId: ImageId;
  readonly reason: 'architecture' | 'tooLarge' | 'sizeNotKnown' | 'existedBefore' | 'newerOnesKept' | 'notSigned';
}

export interface SendPreview {
  readonly copies: readonly PlannedCopy[];
  readonly totalBytes: number;
  readonly room: readonly NeededRoom[];
  readonly skipped: readonly SkippedImage[];
  /** It is refused as `transfer.needsConfirmation` unless it says `confirmed`. */
  readonly needsConfirmation: boolean;
}

/** What became of a request to send. */
export interface Sent {
  readonly activities: readonly Activity[];
  /** Copy by copy as it went: an endpoint that refused at the last moment is `refused` here, whatever the preview said. */
  readonly outcome: SendPreview;
}

export type ActivityState = 'queued' | 'running' | 'done' | 'waitingForYou' | 'problem' | 'stopped';
/** Globus has one running state; the words come from what it reports meanwhile. */
export type ActivityPhase = 'preparing' | 'queued' | 'sending' | 'checking' | 'finished';

export type StartedBy =
  | { readonly kind: 'you' }
  | { readonly kind: 'subscription'; readonly subscriptionId: SubscriptionId; readonly name: string };

export type DeliveryState =
  | 'waiting'
  | 'submitted'
  | 'publishing'
  | 'delivered'
  | 'failed'
  | 'waitingForYou'
  | 'stopped';

export interface ActivityImage {
  readonly imageId: ImageId;
  /** `collection/name:tag` */
  readonly name: string;
  readonly digest: Digest | null;
  readonly sizeBytes: number | null;
  readonly destinationPath: string;
  readonly state: DeliveryState;
  readonly problem: Problem | null;
}

/** One submission to Globus and what became of it. */
export interface Activity {
  readonly id: SubmissionId;
  readonly taskId: TaskId | null;
  readonly label: string;
  readonly sourceEndpointId: EndpointId;
  readonly destinationEndpointId: EndpointId;
  readonly destinationName: string;
  readonly startedBy: StartedBy;
  readonly state: ActivityState;
  readonly phase: ActivityPhase;
  /** It ended with a failure that no later transfer took over and nobody dismissed. */
  readonly isUnsolved: boolean;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly filesSkipped: number;
  readonly bytesPerSecond: number;
  /** Globus's own short word while the task runs (`OK`, `Queued`, an error code). */
  readonly niceStatus: string | null;
  readonly problem: Problem | null;
  readonly requestedAt: string;
  readonly completedAt: string | null;
  readonly images: readonly ActivityImage[];
}

export interface TaskEvent {
  readonly at: string;
  readonly code: string;
  readonly description: string;
  readonly details: string;
  readonly isError: boolean;
  /** Of an error: what it means and who can end it. Added when events are shown, not kept. */
  readonly explanation?: Explanation | null;
}

export const activityFilterSchema = z.object({
  tab: z.enum(['now', 'waitingForYou', 'history', 'all']).default('all'),
  limit: z.number().int().min(1).max(1000).default(200),
  offset: z.number().int().min(0).default(0),
});
export type ActivityFilter = z.infer<typeof activityFilterSchema>;

export interface ActivityPage {
  readonly activities: readonly Activity[];
  readonly total: number;
}

export const activityIdSchema = z.object({ id: submissionIdSchema });

export type PlacementState = 'upToDate' | 'older' | 'notThere' | 'onItsWay' | 'notKnown';

/** What is known of one image at one endpoint. */
export interface Placement {
  readonly imageId: ImageId;
  readonly endpointId: EndpointId;
  readonly state: PlacementState;
  readonly digest: Digest | null;
  readonly path: string | null;
  readonly since: string | null;
  /**
   * How Globus proved the copy when it was made: `digest` by the registry's sha256, `checksum` by comparing it with the
   * file at the registry. null where nothing of ours lies.
   */
  readonly verified: 'digest' | 'checksum' | null;
}

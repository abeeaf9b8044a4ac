import { z } from 'zod';

/** Branded ids: a plain string cannot stand in for one, and one kind cannot stand in for another. */
export const endpointIdSchema = z.guid().brand<'EndpointId'>();
export type EndpointId = z.infer<typeof endpointIdSchema>;

/** A Globus task's id (UUID). */
export const taskIdSchema = z.guid().brand<'TaskId'>();
export type TaskId = z.infer<typeof taskIdSchema>;

/** Globus's once-only id of one submission (UUID); also the key of our own record of it. */
export const submissionIdSchema = z.guid().brand<'SubmissionId'>();
export type SubmissionId = z.infer<typeof submissionIdSchema>;

/** UUID of a subscription in the ledger. */
export const subscriptionIdSchema = z.guid().brand<'SubscriptionId'>();
export type SubscriptionId = z.infer<typeof subscriptionIdSchema>;

/** Short stable id of a registry connection, made when it is added (`r-` and 8 hex characters). */
export const registryIdSchema = z
  .string()
  .regex(/^r-[0-9a-f]{8}$/)
  .brand<'RegistryId'>();
export type RegistryId = z.infer<typeof registryIdSchema>;

/** `<registryId>/<container collection>/<container>:<tag>`; the tag is empty for an image without one. */
export const imageIdSchema = z.string().min(3).max(1200).brand<'ImageId'>();
export type ImageId = z.infer<typeof imageIdSchema>;

/** `sha256:<64 hex>`, or `md5:<32 hex>` while a registry has not computed the sha256 yet. */
export const digestSchema = z
  .string()
  .regex(/^(sha256:[0-9a-f]{64}|md5:[0-9a-f]{32})$/)
  .brand<'Digest'>();
export type Digest = z.infer<typeof digestSchema>;

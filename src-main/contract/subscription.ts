import { z } from 'zod';
import type { Problem } from './errors.ts';
import { endpointIdSchema, registryIdSchema, type SubscriptionId, subscriptionIdSchema } from './ids.ts';
import { namingProfileSchema } from './naming.ts';

/** Globs with `*` and `?` over whole names; `*` alone matches everything. */
const glob = z.string().trim().min(1).max(256);

const subscriptionSourceSchema = z.object({
  registryId: registryIdSchema,
  containerCollection: glob.default('*'),
  container: glob.default('*'),
  tag: glob.default('*'),
});
export type SubscriptionSource = z.infer<typeof subscriptionSourceSchema>;

const subscriptionConditionsSchema = z.object({
  architecture: z.string().max(32).nullable().default(null),
  maxSizeBytes: z.number().int().positive().nullable().default(null),
  /** false: only images that appear after the subscription was made. */
  includesExisting: z.boolean().default(true),
});
export type SubscriptionConditions = z.infer<typeof subscriptionConditionsSchema>;

const destinationSchema = z.object({
  endpointId: endpointIdSchema,
  /** Globus path, ends with `/`; null = the endpoint's own folder setting. */
  folder: z.string().min(1).max(4096).nullable().default(null),
  namingProfile: namingProfileSchema.nullable().default(null),
});
export type Destination = z.infer<typeof destinationSchema>;

export const createSubscriptionSchema = z.object({
  name: z.string().trim().min(1).max(120),
  source: subscriptionSourceSchema,
  conditions: subscriptionConditionsSchema.default({ architecture: null, maxSizeBytes: null, includesExisting: true }),
  destinations: z.array(destinationSchema).min(1).max(100),
});
export type CreateSubscription = z.infer<typeof createSubscriptionSchema>;

export const updateSubscriptionSchema = createSubscriptionSchema
  .partial()
  .extend({ id: subscriptionIdSchema, isPaused: z.boolean().optional() });
export type UpdateSubscription = z.infer<typeof updateSubscriptionSchema>;

export type SubscriptionState = 'running' | 'paused' | 'waitingForYou' | 'problem';

export interface SubscriptionCounts {
  readonly upToDate: number;
  readonly onTheirWay: number;
  readonly problems: number;
}

/** How far subscriptions are from having all their copies on the way. */
export interface SyncBacklog {
  /** Image folders are being read: more may be owed soon. */
  readonly isLooking: boolean;
  /** Copies that are owed and not written down for Globus yet. */
  readonly owed: number;
  /** Why nothing new can be handed to Globus now. */
  readonly heldBy: Problem | null;
}

export interface Subscription {
  readonly id: SubscriptionId;
  readonly name: string;
  readonly source: SubscriptionSource;
  readonly conditions: SubscriptionConditions;
  readonly destinations: readonly Destination[];
  readonly state: SubscriptionState;
  readonly createdAt: string;
  readonly lastRunAt: string | null;
  readonly lastArrivalAt: string | null;
  readonly counts: SubscriptionCounts;
  readonly problem: Problem | null;
}

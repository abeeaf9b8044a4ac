import { z } from 'zod';
import type { ErrorFacts, Problem } from './errors.ts';
import {
  type EndpointId,
  endpointIdSchema,
  registryIdSchema,
  type SubscriptionId,
  subscriptionIdSchema,
  type TaskId,
} from './ids.ts';
import type { ImportFaultCode } from './importFaults.ts';
import { namingProfileSchema } from './naming.ts';
import { isDayHours } from './settingTexts.ts';

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
  /** Only images whose signature was checked. Nothing checks signatures yet, so that it lets none through. */
  signedOnly: z.boolean().optional(),
  /** `20:00-07:00` in this computer's time: its images are handed to Globus only then. null: at any time. */
  hours: z.string().refine(isDayHours, 'hours such as 20:00-07:00').nullable().optional(),
});
export type SubscriptionConditions = z.infer<typeof subscriptionConditionsSchema>;

const destinationSchema = z.object({
  endpointId: endpointIdSchema,
  /** Globus path, ends with `/`; null = the endpoint's own folder setting. */
  folder: z.string().min(1).max(4096).nullable().default(null),
  namingProfile: namingProfileSchema.nullable().default(null),
});
export type Destination = z.infer<typeof destinationSchema>;

/** https, or http on this computer. */
const webhookUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine((text) => {
    const { protocol, hostname, username, password } = new URL(text);
    const isHere = /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(hostname);
    return (protocol === 'https:' || isHere) && username === '' && password === '';
  }, 'https, or http to this computer, without a name and password');

const noAfter = { keepLast: null, notify: true, webhookUrl: null };
const subscriptionAfterSchema = z.object({
  /** Of each container at each endpoint only so many images are kept; what this app did not bring is never removed. */
  keepLast: z.number().int().min(1).max(1000).nullable().default(null),
  /** Arrivals are told to the person in front of the app. */
  notify: z.boolean().default(true),
  /** Called after each batch, with a signed body. */
  webhookUrl: webhookUrlSchema.nullable().default(null),
});
export type SubscriptionAfter = z.infer<typeof subscriptionAfterSchema>;

export const createSubscriptionSchema = z.object({
  name: z.string().trim().min(1).max(120),
  source: subscriptionSourceSchema,
  conditions: subscriptionConditionsSchema.default({ architecture: null, maxSizeBytes: null, includesExisting: true }),
  destinations: z.array(destinationSchema).min(1).max(100),
  after: subscriptionAfterSchema.default(noAfter),
  /** The first run is larger than the limit in the settings, and a person says yes to it. */
  confirmed: z.boolean().optional(),
  /** It rests from the beginning. */
  isPaused: z.boolean().optional(),
});
export type CreateSubscription = z.infer<typeof createSubscriptionSchema>;

/** Absent fields stay as they are: none may have a default here. */
export const updateSubscriptionSchema = createSubscriptionSchema.partial().extend({
  id: subscriptionIdSchema,
  conditions: subscriptionConditionsSchema.optional(),
  after: subscriptionAfterSchema.optional(),
});
export type UpdateSubscription = z.infer<typeof updateSubscriptionSchema>;

export const handOverSchema = z.object({
  id: subscriptionIdSchema,
  /** How often Globus looks; it runs a user's timers at most once a minute. */
  intervalMinutes: z
    .number()
    .int()
    .min(1)
    .max(365 * 24 * 60)
    .default(60),
});
export type HandOver = z.infer<typeof handOverSchema>;

export interface TimerRun {
  readonly at: string;
  readonly taskId: TaskId | null;
  readonly state: 'running' | 'done' | 'problem' | 'notKnown';
  /** Why nothing was submitted, in Globus's words. */
  readonly error: string | null;
}

/** A recurring copy that Globus makes by itself, for one of a subscription's endpoints. */
export interface SubscriptionTimer {
  readonly endpointId: EndpointId;
  readonly jobId: string;
  readonly intervalSeconds: number;
  readonly state: 'active' | 'waitingForYou' | 'paused' | 'ended' | 'notKnown';
  readonly nextRunAt: string | null;
  readonly lastRunAt: string | null;
  readonly runs: number;
  readonly errors: number;
  /** Newest first. */
  readonly lastRuns: readonly TimerRun[];
  readonly problem: Problem | null;
}

export const importSubscriptionsSchema = z.object({
  /** `subscriptions.yml` */
  text: z.string().max(1_000_000),
  dryRun: z.boolean().default(false),
  confirmed: z.boolean().optional(),
});
export type ImportSubscriptions = z.infer<typeof importSubscriptionsSchema>;

export interface ImportFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly code: ImportFaultCode;
  /** For `importFaultWords`. */
  readonly facts: ErrorFacts;
}

/** With any fault nothing is written. */
export interface ImportReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  readonly faults: readonly ImportFault[];
}

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
  readonly after: SubscriptionAfter;
  /** `globus`: its timers copy, also while this computer is off; the app only looks. */
  readonly runsAt: 'here' | 'globus';
  readonly timers: readonly SubscriptionTimer[];
  readonly state: SubscriptionState;
  readonly createdAt: string;
  readonly lastRunAt: string | null;
  readonly lastArrivalAt: string | null;
  readonly counts: SubscriptionCounts;
  readonly problem: Problem | null;
}

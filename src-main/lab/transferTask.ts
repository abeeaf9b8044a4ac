import { z } from 'zod';

const checksumAlgorithms = ['MD5', 'SHA1', 'SHA256', 'SHA512'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
/** Clients write `sha256`, `SHA-256` or `SHA256`. */
export const checksumAlgorithmSchema = z
  .string()
  .transform((name) => name.toUpperCase().replace('-', ''))
  .pipe(z.enum(checksumAlgorithms));

export const filterRuleSchema = z.object({
  method: z.enum(['include', 'exclude']),
  name: z.string().min(1),
  type: z.enum(['file', 'dir']).nullable().optional(),
});
export type FilterRule = z.infer<typeof filterRuleSchema>;

const itemSchema = z.object({
  sourcePath: z.string(),
  /** Empty for delete tasks. */
  destinationPath: z.string(),
  isRecursive: z.boolean(),
  externalChecksum: z.string().nullable(),
  checksumAlgorithm: z.enum(checksumAlgorithms),
});
export type TaskItem = z.infer<typeof itemSchema>;

const optionsSchema = z.object({
  syncLevel: z.number().int().min(0).max(3).nullable(),
  verifiesChecksum: z.boolean(),
  preservesTimestamp: z.boolean(),
  encryptsData: z.boolean(),
  deletesExtra: z.boolean(),
  skipsSourceErrors: z.boolean(),
  failsOnQuota: z.boolean(),
  filterRules: z.array(filterRuleSchema),
  /** Delete tasks. */
  isRecursive: z.boolean(),
  ignoresMissing: z.boolean(),
  interpretsGlobs: z.boolean(),
});
export type TaskOptions = z.infer<typeof optionsSchema>;

const eventSchema = z.object({
  code: z.string(),
  description: z.string(),
  details: z.string(),
  isError: z.boolean(),
  atMs: z.number(),
});
export type TaskEvent = z.infer<typeof eventSchema>;

const arrivedSchema = z.object({
  sourcePath: z.string(),
  destinationPath: z.string(),
  checksum: z.string().nullable(),
  checksumAlgorithm: z.string().nullable(),
  sizeBytes: z.number(),
});

const skippedSchema = z.object({
  sourcePath: z.string(),
  destinationPath: z.string(),
  code: z.string(),
  details: z.string(),
  atMs: z.number(),
  isFolder: z.boolean(),
});

const noProgress = {
  files: 0,
  filesTransferred: 0,
  filesSkipped: 0,
  directories: 0,
  bytesTransferred: 0,
  bytesChecksummed: 0,
  faults: 0,
  /** Items and files that failed and wait for their next try. */
  retrying: 0,
  skippedErrors: 0,
};
const progressSchema = z.object(
  Object.fromEntries(Object.keys(noProgress).map((key) => [key, z.number()])) as Record<
    keyof typeof noProgress,
    z.ZodNumber
  >,
);
export type TaskProgress = z.infer<typeof progressSchema>;
export const freshProgress = (): TaskProgress => ({ ...noProgress });

/** One transfer or delete task, moved by the engine only. */
export const taskSchema = z.object({
  taskId: z.string(),
  submissionId: z.string(),
  type: z.enum(['TRANSFER', 'DELETE']),
  personId: z.string(),
  clientId: z.string(),
  sourceEndpointId: z.string(),
  destinationEndpointId: z.string().nullable(),
  label: z.string().nullable(),
  items: z.array(itemSchema),
  options: optionsSchema,
  requestedMs: z.number(),
  startedMs: z.number().nullable(),
  completedMs: z.number().nullable(),
  deadlineMs: z.number(),
  /** Asked for by the client; otherwise progress pushes the deadline on. */
  hasOwnDeadline: z.boolean(),
  status: z.enum(['ACTIVE', 'INACTIVE', 'SUCCEEDED', 'FAILED']),
  /** `OK`, `Queued` or an error code; null when finished. */
  niceStatus: z.string().nullable(),
  niceDetails: z.string().nullable(),
  fatalError: z.object({ code: z.string(), description: z.string() }).nullable(),
  isRemoved: z.boolean(),
  progress: progressSchema,
  events: z.array(eventSchema),
  arrived: z.array(arrivedSchema),
  skipped: z.array(skippedSchema),
});
export type LabTask = z.infer<typeof taskSchema>;

export const isFinished = ({ status }: LabTask): boolean => status === 'SUCCEEDED' || status === 'FAILED';

/** The same fault again and again (a sleeping laptop) is one event in this time; the count of faults grows all the same. */
const sameFaultMs = 30_000;
const eventLimit = 1000;

const descriptions: Readonly<Record<string, string>> = {
  STARTED: 'started',
  SUCCEEDED: 'succeeded',
  CANCELED: 'canceled',
  EXPIRED: 'expired',
  PROGRESS: 'progress',
  PERMISSION_DENIED: 'permission denied',
  FILE_NOT_FOUND: 'file not found',
  VERIFY_CHECKSUM: 'verify checksum',
  NO_SPACE: 'no space left on device',
  QUOTA_EXCEEDED: 'quota exceeded',
  CONNECTION_RESET: 'connection reset',
  GC_NOT_CONNECTED: 'Globus Connect not connected',
  GC_PAUSED: 'Globus Connect paused',
  CONSENT_REQUIRED: 'consent required',
  FILE_SIZE_CHANGED: 'file size changed',
  ENDPOINT_ERROR: 'endpoint error',
};
export const describeCode = (code: string): string => descriptions[code] ?? code.toLowerCase().replaceAll('_', ' ');

/** Adds an event, newest last. */
export function addEvent(task: LabTask, event: Pick<TaskEvent, 'code' | 'details' | 'isError' | 'atMs'>): void {
  const last = task.events.at(-1);
  const isRepeated =
    event.isError &&
    last?.code === event.code &&
    last.details === event.details &&
    event.atMs - last.atMs < sameFaultMs;
  if (isRepeated || (event.isError && task.events.length >= eventLimit)) return;
  task.events.push({ ...event, description: describeCode(event.code) });
}

import { z } from 'zod';

/**
 * Globus Timers' documents as they travel; a field of an unexpected type reads as absent.
 * https://docs.globus.org/api/timers/reference/
 */
const text = z.string().nullish().catch(null);
const count = z.number().nonnegative().finite().nullish().catch(null);

const wireResultSchema = z.object({
  data: z
    .object({ action_id: text, details: z.object({ status: text }).nullish().catch(null) })
    .nullish()
    .catch(null),
  errors: text,
  ran_at: text,
});
export type WireTimerResult = z.infer<typeof wireResultSchema>;

export const wireJobSchema = z.object({
  job_id: z.guid(),
  name: text,
  status: text,
  interval: count,
  next_run: text,
  last_ran_at: text,
  n_runs: count,
  n_errors: count,
  inactive_reason: z
    .object({ cause: text, detail: z.record(z.string(), z.unknown()).nullish().catch(null) })
    .nullish()
    .catch(null),
  results: z
    .object({ data: z.array(wireResultSchema.catch({ data: null, errors: null, ran_at: null })) })
    .nullish()
    .catch(null),
});
export type WireTimerJob = z.infer<typeof wireJobSchema>;

export const wireJobListSchema = z.object({ jobs: z.array(z.unknown()) });

export const wireNewTimerSchema = z.object({ timer: z.object({ job_id: z.guid() }) });

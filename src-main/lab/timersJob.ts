import { z } from 'zod';
import { type Schedule, scheduleSchema } from './timersSchedule.ts';

const resultSchema = z.object({
  ranMs: z.number(),
  taskId: z.string().nullable(),
  /** Why nothing was submitted. */
  error: z.string().nullable(),
});

export const jobSchema = z.object({
  jobId: z.string(),
  personId: z.string(),
  clientId: z.string(),
  name: z.string().nullable(),
  schedule: scheduleSchema,
  /** The transfer document, without submission_id. */
  body: z.record(z.string(), z.unknown()),
  status: z.enum(['new', 'loaded', 'inactive', 'ended']),
  submittedMs: z.number(),
  firstRunMs: z.number(),
  nextRunMs: z.number().nullable(),
  lastRanMs: z.number().nullable(),
  runs: z.number(),
  errors: z.number(),
  inactiveReason: z
    .object({
      cause: z.enum(['user', 'globus_auth_requirements']),
      detail: z.record(z.string(), z.unknown()).nullable(),
    })
    .nullable(),
  results: z.array(resultSchema),
});
export type TimerJob = z.infer<typeof jobSchema>;

/** How the three states that clients filter by are spelled in a job's status. */
export const statusGroups = { active: ['new', 'loaded'], inactive: ['inactive'], ended: ['ended'] } as const;

/** With microseconds, as this service alone writes some of its times. */
const preciseTime = (ms: number | null): string | null =>
  ms === null ? null : `${new Date(ms).toISOString().slice(0, 23)}000+00:00`;
const plainTime = (ms: number | null): string | null =>
  ms === null ? null : `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

/** The document of POST /v2/timer. */
export const timerDocument = (job: TimerJob) => ({
  job_id: job.jobId,
  timer_type: 'transfer',
  name: job.name,
  status: job.status,
  schedule: job.schedule,
  body: job.body,
  next_run: plainTime(job.nextRunMs),
  last_ran_at: preciseTime(job.lastRanMs),
  number_of_runs: job.runs,
  number_of_errors: job.errors,
  submitted_at: plainTime(job.submittedMs),
  inactive_reason: job.inactiveReason,
  activity: null,
});

const intervalOf = (schedule: Schedule): number | null =>
  schedule.type === 'recurring' ? schedule.interval_seconds : null;

function stopAfter(schedule: Schedule): { date: string | null; n_runs: number | null } | null {
  if (schedule.type === 'once') return { date: null, n_runs: 1 };
  const { end } = schedule;
  if (!end) return null;
  return 'count' in end ? { date: null, n_runs: end.count } : { date: end.datetime, n_runs: null };
}

/** The document of the /jobs routes. `page` chooses from the results, newest first. */
export function jobDocument(
  job: TimerJob,
  describeTask: (taskId: string) => object | null,
  page = { start: 0, size: 100 },
) {
  const newestFirst = job.results.toReversed();
  const end = page.start + page.size;
  return {
    job_id: job.jobId,
    name: job.name,
    timer_type: 'transfer',
    status: job.status,
    start: plainTime(job.firstRunMs),
    stop_after: stopAfter(job.schedule),
    interval: intervalOf(job.schedule),
    schedule: job.schedule,
    callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
    callback_body: { body: job.body },
    inactive_reason: job.inactiveReason,
    scope: null,
    submitted_at: preciseTime(job.submittedMs),
    last_ran_at: preciseTime(job.lastRanMs),
    next_run: plainTime(job.nextRunMs),
    n_runs: job.runs,
    n_errors: job.errors,
    activity: null,
    results: {
      data: newestFirst.slice(page.start, end).map(({ ranMs, taskId, error }) => ({
        data: taskId === null ? null : { action_id: taskId, details: describeTask(taskId) },
        errors: error,
        status: error === null ? 202 : 400,
        ran_at: new Date(ranMs).toISOString().slice(0, 23),
      })),
      page_next: end < newestFirst.length ? String(end) : null,
    },
  };
}

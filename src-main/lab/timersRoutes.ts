import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type Caller, whoIsCalling } from './bearer.ts';
import { InvalidTimerError, parseTimerBody, TimersRefusal, timerBody } from './timersErrors.ts';
import { jobDocument, statusGroups, type TimerJob, timerDocument } from './timersJob.ts';
import { firstDueMs, firstRunMs, scheduleSchema, startsTooLate } from './timersSchedule.ts';
import type { TransferEngine } from './transferEngine.ts';
import { TransferRefusal } from './transferErrors.ts';
import { orderBy } from './transferFilters.ts';
import { readTransfer } from './transferSubmission.ts';
import { taskDocument } from './transferTaskDocument.ts';
import type { LabWorld } from './world.ts';

const timersService = '524230d7-ea86-4a52-8312-86065a9e0417';

export interface TimersRoutesContext {
  readonly world: LabWorld;
  readonly engine: TransferEngine;
  readonly jobs: Map<string, TimerJob>;
  readonly changed: () => void;
}

const name = z.string().min(1).max(256);
const newTimerSchema = z.object({
  timer: z.object({
    timer_type: z.literal('transfer'),
    name: name.nullable().optional(),
    schedule: scheduleSchema,
    body: z.record(z.string(), z.unknown()),
  }),
});
const listSchema = z.object({
  order: z.string().optional(),
  filter_status: z.string().optional(),
  filter_name: z.string().optional(),
});
const pageSchema = z.object({
  page_size: z.coerce.number().int().min(1).max(1000).default(100),
  results_pt: z.coerce.number().int().min(0).default(0),
});

const refuse = (loc: readonly string[], msg: string): InvalidTimerError =>
  new InvalidTimerError([{ loc: ['body', 'timer', ...loc], msg, type: 'value_error' }]);

const orderKeys = {
  submitted_at: ({ submittedMs }: TimerJob) => submittedMs,
  name: (job: TimerJob) => job.name,
  next_run: (job: TimerJob) => job.nextRunMs,
  last_ran_at: (job: TimerJob) => job.lastRanMs,
  status: (job: TimerJob) => job.status,
};

/** POST /v2/timer, and the older /jobs routes for everything else; `/jobs` and `/jobs/` both. */
export function addTimersRoutes(app: Hono, { world, engine, jobs, changed }: TimersRoutesContext): void {
  function callerOf(context: Context): Caller {
    const caller = whoIsCalling(world, context.req.header('authorization'), timersService);
    if (caller.kind === 'refused') throw new TimersRefusal(401, 'UNAUTHORIZED', 'A valid Timers token is needed');
    return caller;
  }

  function jobOf(context: Context): { job: TimerJob; caller: Caller } {
    const caller = callerOf(context);
    const id = context.req.param('job') ?? '';
    const job = jobs.get(id);
    if (job === undefined || job.personId !== caller.person.id)
      throw new TimersRefusal(404, 'NOT_FOUND', `No timer with id ${id}`);
    return { job, caller };
  }

  function describeTask(taskId: string): object | null {
    const task = engine.find(taskId);
    return task ? taskDocument(world, task) : null;
  }

  /** The transfer must be one that could be submitted; only a missing consent is left to the first run. */
  function checkBody(body: Record<string, unknown>, { person, clientId }: Caller): void {
    if ('submission_id' in body) throw refuse(['body', 'submission_id'], 'extra fields not permitted');
    try {
      const order = readTransfer({ ...body, submission_id: crypto.randomUUID() }, world.clock.now());
      engine.check({ personId: person.id, clientId }, order);
    } catch (error) {
      if (!(error instanceof TransferRefusal)) throw error;
      if (error.code !== 'ConsentRequired') throw refuse(['body'], error.message);
    }
  }

  app.post('/v2/timer', async (context) => {
    const caller = callerOf(context);
    const { timer } = await timerBody(context, newTimerSchema);
    const now = world.clock.now();
    if (startsTooLate(timer.schedule, now)) throw refuse(['schedule'], 'the start must be within a year');
    checkBody(timer.body, caller);
    const first = firstRunMs(timer.schedule, now);
    const next = firstDueMs(timer.schedule, now);
    if (next === null) throw refuse(['schedule', 'end'], 'the timer would never run');
    const job: TimerJob = {
      jobId: crypto.randomUUID(),
      personId: caller.person.id,
      clientId: caller.clientId,
      name: timer.name ?? null,
      schedule: timer.schedule,
      body: timer.body,
      status: 'new',
      submittedMs: now,
      firstRunMs: first,
      nextRunMs: next,
      lastRanMs: null,
      runs: 0,
      errors: 0,
      inactiveReason: null,
      results: [],
    };
    jobs.set(job.jobId, job);
    const answer = { timer: timerDocument(job) };
    changed();
    return context.json(answer, 201);
  });

  function list(context: Context): Response {
    const { person } = callerOf(context);
    const asked = parseTimerBody(listSchema, context.req.query(), ['query']);
    const groups = (asked.filter_status ?? '').split(',').filter((group) => group !== '');
    const wanted = groups.flatMap((group): readonly string[] => {
      if (group === 'active' || group === 'inactive' || group === 'ended') return statusGroups[group];
      throw new InvalidTimerError([{ loc: ['query', 'filter_status'], msg: 'unknown status', type: 'value_error' }]);
    });
    const mine = [...jobs.values()].filter(
      (job) =>
        job.personId === person.id &&
        (groups.length === 0 || wanted.includes(job.status)) &&
        (job.name ?? '').toLowerCase().includes((asked.filter_name ?? '').toLowerCase()),
    );
    const ordered = orderJobs(mine, asked.order);
    return context.json({ jobs: ordered.map((job) => jobDocument(job, describeTask)) });
  }
  app.get('/jobs', list);
  app.get('/jobs/', list);

  app.get('/jobs/:job', (context) => {
    const { job } = jobOf(context);
    const { page_size: size, results_pt: start } = parseTimerBody(pageSchema, context.req.query(), ['query']);
    return context.json(jobDocument(job, describeTask, { start, size }));
  });

  app.patch('/jobs/:job', async (context) => {
    const { job } = jobOf(context);
    const body = await timerBody(context, z.object({ name: name.optional() }));
    job.name = body.name ?? job.name;
    return context.json(jobDocument(job, describeTask));
  });

  app.delete('/jobs/:job', (context) => {
    const { job } = jobOf(context);
    jobs.delete(job.jobId);
    changed();
    return context.json({ ...jobDocument(job, describeTask), status: 'deleted' });
  });

  app.post('/jobs/:job/pause', (context) => {
    const { job } = jobOf(context);
    if (job.status === 'ended') throw new TimersRefusal(409, 'CONFLICT', 'The timer has ended');
    job.status = 'inactive';
    job.inactiveReason = { cause: 'user', detail: null };
    changed();
    return context.json({ message: `Successfully paused job ${job.jobId}.` });
  });

  app.post('/jobs/:job/resume', async (context) => {
    const { job, caller } = jobOf(context);
    const body = await timerBody(context, z.object({ update_credentials: z.boolean().nullable().optional() }));
    if (job.status === 'ended') throw new TimersRefusal(409, 'CONFLICT', 'The timer has ended');
    // Consents belong to a client: by default a timer that waits for one goes on with the client that resumes it.
    const isWaiting = job.inactiveReason?.cause === 'globus_auth_requirements';
    if (body.update_credentials ?? isWaiting) job.clientId = caller.clientId;
    if (job.status === 'inactive') {
      const now = world.clock.now();
      const isOverdue = isWaiting || (job.nextRunMs !== null && job.nextRunMs <= now);
      job.nextRunMs = isOverdue ? now : job.nextRunMs;
      job.status = job.runs === 0 ? 'new' : 'loaded';
      job.inactiveReason = null;
    }
    changed();
    return context.json({ message: `Successfully resumed job ${job.jobId}.` });
  });
}

function orderJobs(jobs: readonly TimerJob[], order: string | undefined): TimerJob[] {
  try {
    return orderBy(jobs, order || 'submitted_at asc', orderKeys);
  } catch (error) {
    if (!(error instanceof TransferRefusal)) throw error;
    throw new InvalidTimerError([{ loc: ['query', 'order'], msg: error.message, type: 'value_error' }]);
  }
}

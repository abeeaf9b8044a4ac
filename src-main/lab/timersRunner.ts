import { createAlarm } from './timersAlarm.ts';
import type { TimerJob } from './timersJob.ts';
import { nextRunMs } from './timersSchedule.ts';
import type { TransferEngine } from './transferEngine.ts';
import { TransferRefusal } from './transferErrors.ts';
import { readTransfer } from './transferSubmission.ts';
import { isFinished } from './transferTask.ts';
import type { LabWorld } from './world.ts';

const timerScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
/** Results older than this many runs are forgotten. */
const resultLimit = 1000;

export interface RunnerDependencies {
  readonly world: LabWorld;
  readonly engine: TransferEngine;
  readonly jobs: ReadonlyMap<string, TimerJob>;
}

/** Submits the transfers of timers whose time has come. */
export function createTimersRunner({ world, engine, jobs }: RunnerDependencies) {
  const alarm = createAlarm({ clock: world.clock, ring: runDue });
  let isStopped = false;
  const isLive = ({ status }: TimerJob): boolean => status === 'new' || status === 'loaded';

  function arm(): void {
    if (isStopped) return;
    const due = [...jobs.values()].flatMap((job) => (isLive(job) && job.nextRunMs !== null ? [job.nextRunMs] : []));
    alarm.set(due.length === 0 ? null : Math.min(...due));
  }

  function runDue(): void {
    const now = world.clock.now();
    for (const job of jobs.values()) if (isLive(job) && job.nextRunMs !== null && job.nextRunMs <= now) tick(job, now);
    arm();
  }

  function isBusy({ results }: TimerJob): boolean {
    const task = engine.find(results.at(-1)?.taskId ?? '');
    return task !== undefined && !isFinished(task);
  }

  function tick(job: TimerJob, now: number): void {
    // A tick that finds the last run still going is left out.
    if (!isBusy(job)) run(job, now);
    if (job.status === 'inactive') return;
    job.nextRunMs = nextRunMs(job.schedule, job.firstRunMs, now, job.runs);
    job.status = job.nextRunMs === null ? 'ended' : 'loaded';
  }

  function run(job: TimerJob, now: number): void {
    job.runs += 1;
    job.lastRanMs = now;
    let taskId: string | null = null;
    let error: string | null = null;
    try {
      taskId = submit(job, now);
    } catch (cause) {
      if (!(cause instanceof TransferRefusal)) throw cause;
      error = `${cause.code}: ${cause.message}`;
      job.errors += 1;
      if (cause.code === 'ConsentRequired') deactivate(job, cause);
    }
    job.results.push({ ranMs: now, taskId, error });
    if (job.results.length > resultLimit) job.results.shift();
  }

  function submit(job: TimerJob, now: number): string {
    const label = job.body.label ?? `${job.name ?? 'Timer'}, run ${job.runs}`;
    const document = { ...job.body, submission_id: crypto.randomUUID(), label: String(label).slice(0, 128).trim() };
    return engine.submit(job, readTransfer(document, now)).task.taskId;
  }

  /** Waits for the person: the scope names the timer's, so that one consent serves all its runs. */
  function deactivate(job: TimerJob, { message, extra }: TransferRefusal): void {
    const scopes = Array.isArray(extra.required_scopes) ? extra.required_scopes.map(String) : [];
    job.status = 'inactive';
    job.inactiveReason = {
      cause: 'globus_auth_requirements',
      detail: {
        code: 'ConsentRequired',
        authorization_parameters: {
          session_message: message,
          required_scopes: scopes.map((scope) => `${timerScope}[${scope}]`),
        },
      },
    };
  }

  return {
    /** To be called after every change of a job. */
    arm,
    stop(): void {
      isStopped = true;
      alarm.stop();
    },
  };
}

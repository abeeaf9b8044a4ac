import { Hono } from 'hono';
import { z } from 'zod';
import { answerTimersError, TimersRefusal, timersErrorDocument } from './timersErrors.ts';
import { jobSchema } from './timersJob.ts';
import { addTimersRoutes } from './timersRoutes.ts';
import { createTimersRunner } from './timersRunner.ts';
import type { TransferEngine } from './transferEngine.ts';
import { showFaults } from './transferFaults.ts';
import type { LabWorld } from './world.ts';

export interface TimersServiceDependencies {
  readonly world: LabWorld;
  /** Runs what the timers submit. */
  readonly engine: TransferEngine;
  /** What `snapshot()` answered in an earlier run. */
  readonly restored?: unknown;
  readonly pace?: { readonly slowAnswerMs?: number };
}

const snapshotSchema = z.object({ jobs: z.array(jobSchema) });

export type TimersService = ReturnType<typeof createTimersService>;

/** The lab's Globus Timers. Its ticks follow the world's clock, so hurrying that clock makes them due. */
export function createTimersService({ world, engine, restored, pace }: TimersServiceDependencies) {
  const kept = restored === undefined ? [] : snapshotSchema.parse(restored).jobs;
  const jobs = new Map(kept.map((job) => [job.jobId, job]));
  const runner = createTimersRunner({ world, engine, jobs });
  const stopping = new AbortController();
  const app = new Hono();
  showFaults(app, {
    world,
    document: (status, code, message) => timersErrorDocument(status, code, message),
    slowAnswerMs: pace?.slowAnswerMs ?? 2000,
    signal: stopping.signal,
  });
  addTimersRoutes(app, { world, engine, jobs, changed: runner.arm });
  app.onError((error, context) => answerTimersError(world, error, context));
  app.notFound((context) => answerTimersError(world, new TimersRefusal(404, 'NOT_FOUND', 'No such resource'), context));
  runner.arm();

  return {
    app,
    snapshot: (): z.infer<typeof snapshotSchema> => ({ jobs: [...jobs.values()] }),
    stop(): void {
      stopping.abort();
      runner.stop();
    },
  };
}

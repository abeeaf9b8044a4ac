import { AppError } from '../contract/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Timers } from '../ports/timers.ts';
import type { GlobusTokens } from '../ports/tokens.ts';
import type { GlobusMethod, GlobusRequest, GlobusRequestOptions } from './globusRequest.ts';
import { timerDocument, timerJob } from './timersTransform.ts';
import { wireJobListSchema, wireJobSchema, wireNewTimerSchema } from './timersTypes.ts';
import { expected } from './transform.ts';

interface Dependencies {
  readonly request: GlobusRequest;
  readonly clock: Clock;
  readonly tokens: Pick<GlobusTokens, 'repairNeeded'>;
}

const isGone = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'timer.notFound' || error.facts.status === 404);

/** Globus Timers: timers are made on the newer route, all else is on the older ones. No decisions. */
export function createTimersClient({ request, clock, tokens }: Dependencies): Timers {
  async function call(method: GlobusMethod, path: string, options: GlobusRequestOptions = {}): Promise<unknown> {
    try {
      return await request('timers', method, path, options);
    } catch (error) {
      if (isGone(error)) throw new AppError('timer.notFound', { cause: error });
      if (error instanceof AppError && ['consent.needed', 'session.needed'].includes(error.code))
        tokens.repairNeeded(error);
      throw error;
    }
  }

  const jobOf = (document: unknown) => {
    const job = timerJob(expected(wireJobSchema, document, 'job'), clock.nowIso());
    const { problem } = job;
    // A timer that waits for a consent says so here only: it is kept for the button that repairs it.
    if (problem !== null) tokens.repairNeeded(new AppError(problem.code, { facts: problem.facts }));
    return job;
  };

  return {
    async create(order) {
      // Not repeated blindly: there is no once-only id for timers.
      const answer = await call('POST', 'v2/timer', { body: timerDocument(order), isRepeatable: false });
      return { jobId: expected(wireNewTimerSchema, answer, 'timer').timer.job_id };
    },
    job: async (jobId) => jobOf(await call('GET', `jobs/${jobId}`, { query: { page_size: 10 } })),
    async named(text) {
      const answer = await call('GET', 'jobs/', { query: { filter_name: text, filter_status: 'active,inactive' } });
      const { jobs } = expected(wireJobListSchema, answer, 'jobs');
      return jobs.map(jobOf).filter(({ name }) => name.includes(text));
    },
    pause: async (jobId) => void (await call('POST', `jobs/${jobId}/pause`)),
    resume: async (jobId) => void (await call('POST', `jobs/${jobId}/resume`, { body: { update_credentials: true } })),
    async remove(jobId) {
      await call('DELETE', `jobs/${jobId}`).catch((error: unknown) => {
        if (!isGone(error)) throw error;
      });
    },
  };
}

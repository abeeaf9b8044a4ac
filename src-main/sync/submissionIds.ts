import { toProblem } from '../contract/errors.ts';
import type { SubmissionId } from '../contract/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Transfers } from '../ports/transfers.ts';

/** How long Globus keeps an unused id is not documented; an older one is not trusted. */
const freshMs = 3_600_000;

export type SubmissionIds = ReturnType<typeof createSubmissionIds>;

/** Submission ids, one ahead of need: an arrival then costs one request before it is on its way. */
export function createSubmissionIds(deps: {
  readonly clock: Clock;
  readonly transfers: Pick<Transfers, 'newSubmissionId'>;
  readonly logger: Logger;
}) {
  const { clock, transfers } = deps;
  let spare: { readonly id: SubmissionId; readonly atMono: number } | null = null;
  let fetching: Promise<void> | null = null;
  /** Another user's ids are no use: what was asked for before a change of users is dropped. */
  let generation = 0;

  const fetchSpare = async (): Promise<void> => {
    const asked = generation;
    try {
      const id = await transfers.newSubmissionId();
      if (asked === generation) spare = { id, atMono: clock.monotonic() };
    } catch (error) {
      deps.logger.debug('no submission id ahead of need', { code: toProblem(error, '').code });
    } finally {
      fetching = null;
    }
  };

  return {
    async take(): Promise<SubmissionId> {
      const mine = spare;
      spare = null;
      if (mine !== null && clock.monotonic() - mine.atMono < freshMs) return mine.id;
      return transfers.newSubmissionId();
    },
    /** Fetches one for the next time. */
    prepare(): void {
      if (spare === null && fetching === null) fetching = fetchSpare();
    },
    /** Somebody else may be signed in now. */
    drop(): void {
      generation += 1;
      spare = null;
    },
    /** Resolves when nothing is being fetched. */
    settled: async (): Promise<void> => (await fetching) ?? undefined,
  };
}

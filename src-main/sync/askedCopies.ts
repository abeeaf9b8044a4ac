import { AppError } from '../contract/errors.ts';
import type { Activity, StartedBy } from '../contract/transfer.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Activities } from './activities.ts';
import type { Announcer } from './announcer.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { SubmissionWriter } from './submissionWriter.ts';

export type AskedCopies = ReturnType<typeof createAskedCopies>;

/** Starts what a person asked for. */
export function createAskedCopies(deps: {
  readonly writer: SubmissionWriter;
  readonly activities: Activities;
  readonly announcer: Announcer;
  readonly dispatcher: Pick<Dispatcher, 'wake'>;
}) {
  return {
    /** Answers the plan as it went. Rejects with the first reason when nothing of it goes and something was refused. */
    async start(
      planned: readonly PlannedWant[],
      startedBy: StartedBy,
    ): Promise<{ readonly activities: readonly Activity[]; readonly planned: readonly PlannedWant[] }> {
      const owed = planned.filter(({ outcome }) => outcome === 'send');
      const { submissions, refusals } = await deps.writer.write(owed, startedBy);
      const wentOrNot = planned.map((copy): PlannedWant => {
        const problem = copy.outcome === 'send' ? refusals.get(copy.endpointId) : undefined;
        return problem === undefined ? copy : { ...copy, outcome: 'refused', problem };
      });
      const refused = wentOrNot.find(({ outcome }) => outcome === 'refused')?.problem;
      if (submissions.length === 0 && refused) throw new AppError(refused.code, { facts: refused.facts });
      for (const { id } of submissions) deps.announcer.changed(id);
      deps.dispatcher.wake();
      return { activities: submissions.map(deps.activities.view), planned: wentOrNot };
    },
  };
}

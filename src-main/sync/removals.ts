import { type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId, SubmissionId, SubscriptionId, TaskId } from '../contract/ids.ts';
import { submitFailureOf, submitPauseMs } from '../domain/submitFailure.ts';
import type { Clock } from '../ports/clock.ts';
import type { SqlRow } from '../ports/database.ts';
import type { Logger } from '../ports/logger.ts';
import type { Transfers } from '../ports/transfers.ts';
import type { PlacementRecord } from './deliveryStore.ts';
import type { Ledger } from './ledger.ts';
import { json, number, text, textOrNull, toJson } from './ledgerRow.ts';

/** A delete task is looked at this often; nothing waits for it. */
const lookMs = 15_000;
const mostAttempts = 20;

interface Removal {
  readonly submissionId: SubmissionId;
  readonly endpointId: EndpointId;
  readonly placements: readonly PlacementRecord[];
  readonly attempts: number;
  readonly taskId: TaskId | null;
}

const fromRow = (row: SqlRow): Removal => ({
  submissionId: text(row, 'submission_id') as SubmissionId,
  endpointId: text(row, 'endpoint_id') as EndpointId,
  placements: json(row, 'paths_json'),
  attempts: number(row, 'attempts'),
  taskId: textOrNull(row, 'task_id') as TaskId | null,
});

export type Removals = ReturnType<typeof createRemovals>;

/** Delete tasks: written down whole before they are sent, sent again by the same id, followed to their end. */
export function createRemovals(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'newSubmissionId' | 'removeFiles' | 'task'>;
  readonly logger: Logger;
  readonly random: () => number;
  readonly onRemoved: (endpointId: EndpointId) => void;
}) {
  const { clock, ledger, transfers } = deps;
  const { db } = ledger;
  const at = (ms: number): string => new Date(clock.now() + ms).toISOString();

  const open = (): readonly Removal[] =>
    db
      .all('SELECT * FROM removal WHERE ended_at IS NULL AND next_attempt_at <= ? ORDER BY created_at', clock.nowIso())
      .map(fromRow);

  const end = ({ submissionId }: Removal, problem: Problem | null): void =>
    void db.run(
      'UPDATE removal SET ended_at = ?, problem_json = ? WHERE submission_id = ?',
      clock.nowIso(),
      toJson(problem),
      submissionId,
    );

  const again = ({ submissionId }: Removal, pauseMs: number): void =>
    void db.run(
      'UPDATE removal SET attempts = attempts + 1, next_attempt_at = ? WHERE submission_id = ?',
      at(pauseMs),
      submissionId,
    );

  /** Gone: from now on it is owed again, should somebody want it. */
  const finish = (removal: Removal): void => {
    db.transaction(() => {
      for (const placement of removal.placements) ledger.deliveries.forgetPlacement(placement);
      end(removal, null);
    });
    deps.onRemoved(removal.endpointId);
  };

  const send = async (removal: Removal): Promise<void> => {
    const { submissionId, endpointId, placements } = removal;
    const paths = placements.map(({ destinationPath }) => destinationPath);
    const label = `Portolan: older images, ${paths.length} [${submissionId.slice(0, 8)}]`;
    const { taskId } = await transfers.removeFiles({ submissionId, endpointId, label, paths });
    db.run(
      'UPDATE removal SET task_id = ?, next_attempt_at = ? WHERE submission_id = ?',
      taskId,
      at(lookMs),
      submissionId,
    );
  };

  const look = async (removal: Removal, taskId: TaskId): Promise<void> => {
    const { status, fatalErrorCode } = await transfers.task(taskId);
    if (status === 'succeeded') return finish(removal);
    if (status !== 'failed') return again(removal, lookMs);
    end(removal, { code: 'transfer.failed', facts: { fatalErrorCode: fatalErrorCode ?? '' }, at: clock.nowIso() });
    deps.logger.warn('older images were not removed', { endpointId: removal.endpointId, code: fatalErrorCode });
  };

  const step = async (removal: Removal): Promise<void> => {
    try {
      await (removal.taskId === null ? send(removal) : look(removal, removal.taskId));
    } catch (error) {
      const problem = toProblem(error, clock.nowIso());
      if (problem.code.startsWith('state.')) throw error;
      const failure = submitFailureOf(problem.code);
      deps.logger.info('removing older images waits', { endpointId: removal.endpointId, code: problem.code });
      if (failure === 'final' || removal.attempts >= mostAttempts) end(removal, problem);
      else again(removal, submitPauseMs(failure, removal.attempts + 1, deps.random()));
    }
  };

  return {
    /** What is being removed at an endpoint already. */
    underWay: (endpointId: EndpointId): ReadonlySet<string> =>
      new Set(
        db
          .all('SELECT * FROM removal WHERE ended_at IS NULL AND endpoint_id = ?', endpointId)
          .flatMap((row) => fromRow(row).placements.map(({ destinationPath }) => destinationPath)),
      ),
    async begin(subscriptionId: SubscriptionId, placements: readonly PlacementRecord[]): Promise<void> {
      const [first] = placements;
      if (first === undefined) return;
      const submissionId = await transfers.newSubmissionId();
      db.run(
        `INSERT INTO removal (submission_id, subscription_id, endpoint_id, paths_json, created_at, next_attempt_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
        submissionId,
        subscriptionId,
        first.endpointId,
        JSON.stringify(placements),
        clock.nowIso(),
        clock.nowIso(),
      );
    },
    async step(signal: AbortSignal): Promise<void> {
      for (const removal of open()) {
        signal.throwIfAborted();
        await step(removal);
      }
    },
    nextAt(): string | null {
      const row = db.get('SELECT min(next_attempt_at) AS at FROM removal WHERE ended_at IS NULL');
      return row === undefined ? null : textOrNull(row, 'at');
    },
  };
}

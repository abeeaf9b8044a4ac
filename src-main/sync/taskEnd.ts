import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { ImageId, SubscriptionId } from '../contract/ids.ts';
import type { TaskEvent } from '../contract/transfer.ts';
import type { TaskSnapshot } from '../domain/activityView.ts';
import type { StagedFile, StagedGroup } from '../domain/staging.ts';
import { taskOutcomeOf, withFailures } from '../domain/taskOutcome.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { ArrivedFile, EndpointDirectory, Transfers, TransferTask } from '../ports/transfers.ts';
import type { Activities } from './activities.ts';
import type { Announcer } from './announcer.ts';
import { endSubmission } from './endSubmission.ts';
import type { IncomingFolders } from './incomingFolders.ts';
import type { Ledger } from './ledger.ts';
import type { Publisher } from './publisher.ts';
import type { SubmissionRecord } from './submissionStore.ts';

/** Answers that may be there a moment later; anything else is taken as "Globus does not tell". */
const isPassing = (error: AppError): boolean =>
  error.code !== 'service.refused' &&
  ['network.', 'answer.', 'service.', 'signIn.', 'session.', 'state.'].some((start) => error.code.startsWith(start));

/** What is kept and shown of what Globus says. */
export const snapshotOf = (task: TransferTask): TaskSnapshot => ({
  status: task.status,
  niceStatus: task.niceStatus,
  bytesTransferred: task.bytesTransferred,
  bytesPerSecond: task.bytesPerSecond,
  filesTransferred: task.filesTransferred,
  filesSkipped: task.filesSkipped,
});

export type TaskEnd = ReturnType<typeof createTaskEnd>;

/** Writes down how a task ended, file by file, and tells everybody. */
export function createTaskEnd(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'arrivedFiles' | 'events'>;
  readonly endpoints: EndpointDirectory;
  readonly activities: Activities;
  readonly announcer: Announcer;
  readonly publisher: Publisher;
  readonly incoming: Pick<IncomingFolders, 'clean'>;
  /** Those of the paths that were sent whose files are others now. */
  readonly changedSourcesOf: (
    submission: SubmissionRecord,
    sourcePaths: readonly string[],
  ) => Promise<ReadonlySet<string>>;
  readonly logger: Logger;
}) {
  const { clock, ledger, transfers } = deps;

  const unlessPassing = async <T>(asked: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof AppError) || isPassing(error)) throw error;
      deps.logger.warn('Globus does not tell about an ended task', { code: error.code });
      return otherwise;
    }
  };

  const tell = (submission: SubmissionRecord): void => {
    deps.activities.forget(submission.id);
    const carried = ledger.deliveries.carried(submission.id).filter(({ deliveredAt }) => deliveredAt !== null);
    const subscriptions = new Set<SubscriptionId>(carried.flatMap(({ subscriptionId }) => subscriptionId ?? []));
    for (const id of subscriptions) ledger.subscriptions.arrived(id, clock.nowIso());
    const arrived: readonly ImageId[] = carried.map(({ imageId }) => imageId);
    deps.announcer.ended(submission.id, submission.destinationEndpointId, arrived);
    if (arrived.length > 0) deps.endpoints.observed(submission.destinationEndpointId, 'ok');
  };

  const observe = (submission: SubmissionRecord, problem: Problem | null): void => {
    if (problem === null || !problem.code.startsWith('endpoint.')) return;
    const error = new AppError(problem.code, { facts: problem.facts });
    deps.endpoints.observed(submission.destinationEndpointId, error);
  };

  /** Globus speaks of the names it wrote; the ledger of those that the copies get. */
  const byFinalName = ({ order }: SubmissionRecord, arrived: readonly ArrivedFile[]): readonly ArrivedFile[] => {
    const names = new Map(order.files.map(({ destinationPath, publishAs }) => [destinationPath, publishAs]));
    return arrived.map((file) => ({
      ...file,
      destinationPath: names.get(file.destinationPath) ?? file.destinationPath,
    }));
  };

  /** Files that were written to while they travelled: what arrived is not what was checked. */
  const changedSources = async (submission: SubmissionRecord): Promise<ReadonlySet<string>> => {
    const { files } = submission.order;
    const sources = files.map(({ sourcePath }) => sourcePath);
    const changed = await deps.changedSourcesOf(submission, sources);
    const copies = files.filter(({ sourcePath }) => changed.has(sourcePath));
    return new Set(copies.map(({ destinationPath, publishAs }) => publishAs ?? destinationPath));
  };

  /** Gives whole copies their names; answers why some did not get them. */
  const publish = async (
    submission: SubmissionRecord,
    isDelivered: (path: string) => boolean,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Problem>> => {
    const sizes = new Map(
      ledger.submissions.files(submission.id).map((file) => [file.destinationPath, file.sizeBytes]),
    );
    const staged = submission.order.files.flatMap(({ destinationPath: from, publishAs: to }): StagedFile[] =>
      to === undefined ? [] : [{ from, to, sizeBytes: sizes.get(to) ?? null }],
    );
    const whole = staged.filter(({ to }) => isDelivered(to));
    if (whole.length === 0) return new Map();
    const { id, destinationEndpointId } = submission;
    ledger.deliveries.publishing(destinationEndpointId, id, clock.nowIso());
    ledger.submissions.changed(id);
    deps.announcer.changed(id);
    const isWhole = ({ from }: StagedGroup): boolean =>
      staged.every((file) => !file.from.startsWith(from) || isDelivered(file.to));
    return deps.publisher.publish(destinationEndpointId, whole, isWhole, signal);
  };

  const tidyUp = (submission: SubmissionRecord): void => {
    const staged = submission.order.files.find(({ publishAs }) => publishAs !== undefined);
    if (!staged) return;
    deps.incoming
      .clean(submission.destinationEndpointId, staged.destinationPath, submission.id)
      .catch((error: unknown) => deps.logger.info('tidying up waits', { code: toProblem(error, '').code }));
  };

  return {
    /** A task that succeeded or failed. Rejects when Globus cannot be asked now; nothing is written then. */
    async ended(submission: SubmissionRecord, task: TransferTask, signal: AbortSignal): Promise<void> {
      const arrived = await unlessPassing<readonly ArrivedFile[] | null>(transfers.arrivedFiles(task.taskId), null);
      // A task without a fault has nothing to tell; whoever asks for its events all the same gets them from Globus.
      const isPlain = task.status === 'succeeded' && task.faults === 0;
      const events = isPlain
        ? []
        : await unlessPassing<readonly TaskEvent[]>(transfers.events(task.taskId, { errorsOnly: false }), []);
      const errorEventCode = events.find((event) => event.isError)?.code ?? null;
      const files = ledger.submissions.files(submission.id);
      const told = arrived && byFinalName(submission, arrived);
      const globus = taskOutcomeOf({ ...task, errorEventCode }, told, files, clock.nowIso());
      const failures = new Map<string, Problem>();
      for (const path of await changedSources(submission)) {
        const error = new AppError('image.changedWhileRead', { facts: { path } });
        if (globus.fileEnds.get(path)?.kind === 'delivered') failures.set(path, toProblem(error, clock.nowIso()));
      }
      const isDelivered = (path: string): boolean =>
        globus.fileEnds.get(path)?.kind === 'delivered' && !failures.has(path);
      for (const [path, problem] of await publish(submission, isDelivered, signal)) failures.set(path, problem);
      const outcome = withFailures(globus, failures);
      const at = clock.nowIso();
      endSubmission(ledger, submission, {
        at,
        outcome: outcome.outcome,
        problem: outcome.problem,
        task: snapshotOf(task),
        events,
        fileEnd: (path) => outcome.fileEnds.get(path) ?? { kind: 'stopped' },
      });
      observe(submission, outcome.problem);
      tell(submission);
      tidyUp(submission);
    },
    /** Globus has forgotten the task: what it did is not known, so nothing is sent again by itself. */
    lost(submission: SubmissionRecord): void {
      const at = clock.nowIso();
      const problem = toProblem(new AppError('transfer.outcomeUnknown'), at);
      endSubmission(ledger, submission, {
        at,
        outcome: 'problem',
        problem,
        task: null,
        events: [],
        fileEnd: () => ({ kind: 'failed', problem }),
      });
      tell(submission);
    },
  };
}

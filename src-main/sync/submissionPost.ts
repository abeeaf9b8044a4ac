import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import { type SubmitFailure, submitFailureOf, submitPauseMs } from '../domain/submitFailure.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { EndpointDirectory, TransferOrder, Transfers } from '../ports/transfers.ts';
import type { Announcer } from './announcer.ts';
import { endSubmission } from './endSubmission.ts';
import type { Ledger } from './ledger.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import { labelMark } from './transferOrder.ts';

export type Posted =
  | { readonly kind: 'accepted' }
  /** `isOpen`: Globus may have it, so it takes a place among the running ones. */
  | { readonly kind: 'postponed'; readonly pauseMs: number; readonly isOpen: boolean }
  | { readonly kind: 'ended' };

/** Consent is asked for one endpoint: the one that the missing scope names, or else the destination. */
const concerned = (order: TransferOrder, problem: Problem): EndpointId =>
  JSON.stringify(problem.facts).includes(order.sourceEndpointId) ? order.sourceEndpointId : order.destinationEndpointId;

const isAboutEndpoint = (code: string): boolean => code.startsWith('endpoint.') || code === 'consent.needed';

export type SubmissionPost = ReturnType<typeof createSubmissionPost>;

/** Sends one written request; the same id and the same body however often it takes. */
export function createSubmissionPost(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'submit' | 'tasksByLabel'>;
  readonly endpoints: EndpointDirectory;
  readonly announcer: Announcer;
  readonly logger: Logger;
  readonly random: () => number;
}) {
  const { clock, ledger, transfers, announcer, logger } = deps;

  const accepted = (submission: SubmissionRecord, taskId: Parameters<Ledger['submissions']['accepted']>[1]): Posted => {
    ledger.submissions.accepted(submission.id, taskId, clock.nowIso());
    announcer.changed(submission.id);
    return { kind: 'accepted' };
  };

  /** An earlier answer may have been lost and the id forgotten since: the task then bears our mark. */
  const findLost = async (submission: SubmissionRecord): Promise<Posted | null> => {
    const found = await transfers.tasksByLabel(labelMark(submission.id));
    const ours = found.find((task) => task.label === submission.label);
    return ours ? accepted(submission, ours.taskId) : null;
  };

  const fail = (submission: SubmissionRecord, problem: Problem): Posted => {
    endSubmission(ledger, submission, {
      at: clock.nowIso(),
      outcome: 'problem',
      problem,
      task: null,
      events: [],
      fileEnd: () => ({ kind: 'failed', problem }),
    });
    announcer.ended(submission.id, submission.destinationEndpointId, []);
    return { kind: 'ended' };
  };

  const postpone = (
    submission: SubmissionRecord,
    problem: Problem,
    failure: Exclude<SubmitFailure, 'final'>,
    attempt: number,
  ): Posted => {
    const isRefused = failure !== 'again';
    ledger.submissions.postponed(submission.id, problem, { isRefused, isParked: failure === 'forYou' });
    announcer.changed(submission.id);
    const pauseMs = submitPauseMs(failure, attempt, deps.random());
    return { kind: 'postponed', pauseMs, isOpen: !isRefused };
  };

  /** `isNoted`: it was written down as about to be sent for the first time. */
  return async (submission: SubmissionRecord, { isNoted = false } = {}): Promise<Posted> => {
    const isFirst = isNoted || submission.postedAt === null;
    const attempt = isNoted ? submission.attempts : submission.attempts + 1;
    if (!isNoted) ledger.submissions.willPost(submission.id, clock.nowIso());
    let error: unknown;
    try {
      const { taskId } = await transfers.submit(submission.order);
      return accepted(submission, taskId);
    } catch (caught) {
      error = caught;
    }
    // Trouble with the ledger itself is not Globus's refusal.
    if (error instanceof AppError && error.code.startsWith('state.')) throw error;
    const problem = toProblem(error, clock.nowIso());
    logger.warn('a submission was not accepted', { submissionId: submission.id, code: problem.code });
    if (error instanceof AppError && isAboutEndpoint(problem.code)) {
      deps.endpoints.observed(concerned(submission.order, problem), error);
    }
    const failure = submitFailureOf(problem.code);
    if (failure !== 'final') return postpone(submission, problem, failure, attempt);
    return (isFirst ? null : await findLost(submission)) ?? fail(submission, problem);
  };
}

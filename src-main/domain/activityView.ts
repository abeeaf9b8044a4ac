import type { AppErrorCode, Problem } from '../contract/errors.ts';
import type { Digest, EndpointId, ImageId, RegistryId, SubmissionId, TaskId } from '../contract/ids.ts';
import type { Activity, ActivityImage, ActivityPhase, ActivityState, StartedBy } from '../contract/transfer.ts';
import { deliveryStateOf } from './deliveryState.ts';

/** What Globus last said of a task. */
export interface TaskSnapshot {
  readonly status: 'active' | 'inactive' | 'succeeded' | 'failed';
  readonly niceStatus: string | null;
  readonly bytesTransferred: number;
  readonly bytesPerSecond: number;
  readonly filesTransferred: number;
  readonly filesSkipped: number;
}

/** The ledger's record of one request to Globus. */
export interface SubmissionFacts {
  readonly id: SubmissionId;
  readonly registryId: RegistryId;
  readonly sourceEndpointId: EndpointId;
  readonly destinationEndpointId: EndpointId;
  readonly label: string;
  readonly startedBy: StartedBy;
  readonly createdAt: string;
  readonly taskId: TaskId | null;
  /** Globus refused it until the user does something. */
  readonly parkedAt: string | null;
  readonly problem: Problem | null;
  readonly endedAt: string | null;
  readonly outcome: 'done' | 'problem' | 'stopped' | null;
  readonly task: TaskSnapshot | null;
}

export interface SubmittedFile {
  readonly imageId: ImageId;
  readonly name: string;
  readonly digest: Digest;
  readonly sizeBytes: number | null;
  readonly destinationPath: string;
  readonly publishingAt: string | null;
  readonly deliveredAt: string | null;
  readonly failedAt: string | null;
  readonly stoppedAt: string | null;
  readonly problem: Problem | null;
}

/** Only the user can end these: sign in, consent, a fresh session. */
export const needsYou = (code: AppErrorCode): boolean =>
  code === 'consent.needed' || code === 'session.needed' || code === 'signIn.needed';

/** A running task goes on by itself through these. */
const passesByItself: ReadonlySet<AppErrorCode> = new Set(['endpoint.trouble', 'transfer.checksumMismatch']);

function activityStateOf(submission: SubmissionFacts): ActivityState {
  if (submission.outcome !== null) return submission.outcome;
  const { problem, task } = submission;
  if (submission.parkedAt !== null || (problem !== null && needsYou(problem.code))) return 'waitingForYou';
  if (submission.taskId === null) return 'queued';
  if (problem !== null && !passesByItself.has(problem.code)) return 'problem';
  if (task?.status === 'inactive') return 'waitingForYou';
  return phaseOf(submission, null) === 'queued' ? 'queued' : 'running';
}

function phaseOf({ endedAt, taskId, task }: SubmissionFacts, bytesTotal: number | null): ActivityPhase {
  if (endedAt !== null) return 'finished';
  if (taskId === null) return 'preparing';
  if (task === null || (task.bytesTransferred === 0 && task.filesTransferred === 0 && task.filesSkipped === 0))
    return 'queued';
  return bytesTotal !== null && task.bytesTransferred >= bytesTotal ? 'checking' : 'sending';
}

const totalBytes = (files: readonly SubmittedFile[]): number | null =>
  files.reduce<number | null>((sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes), 0);

/** Where it happened and how much room was wanted, for problems that tell neither themselves. */
function placed(submission: SubmissionFacts, files: readonly SubmittedFile[], endpointName: string): Problem | null {
  const { problem, destinationEndpointId } = submission;
  const isThere = problem?.facts.endpointId === undefined || problem.facts.endpointId === destinationEndpointId;
  if (problem === null || !problem.code.startsWith('endpoint.') || !isThere) return problem;
  const left = files.filter(({ deliveredAt }) => deliveredAt === null);
  const folders = new Set(
    left.map(({ destinationPath }) => destinationPath.slice(0, destinationPath.lastIndexOf('/') + 1)),
  );
  const [folder] = folders;
  const neededBytes = totalBytes(left);
  const facts = {
    endpointName,
    ...(folders.size === 1 && folder !== undefined ? { folder } : {}),
    ...(neededBytes === null ? {} : { neededBytes }),
    ...problem.facts,
  };
  return { ...problem, facts };
}

/** One submission as the screens and the command line show it. */
export function activityOf(
  submission: SubmissionFacts,
  files: readonly SubmittedFile[],
  { destinationName, isUnsolved }: { readonly destinationName: string; readonly isUnsolved: boolean },
): Activity {
  const state = activityStateOf(submission);
  const carrier = { isAccepted: submission.taskId !== null, isWaitingForYou: state === 'waitingForYou' };
  const bytesTotal = totalBytes(files);
  const images = files.map<ActivityImage>((file) => ({
    imageId: file.imageId,
    name: file.name,
    digest: file.digest,
    sizeBytes: file.sizeBytes,
    destinationPath: file.destinationPath,
    state: deliveryStateOf(file, carrier),
    problem: file.problem,
  }));
  const isDone = submission.outcome === 'done';
  const { task } = submission;
  return {
    id: submission.id,
    taskId: submission.taskId,
    label: submission.label,
    sourceEndpointId: submission.sourceEndpointId,
    destinationEndpointId: submission.destinationEndpointId,
    destinationName,
    startedBy: submission.startedBy,
    state,
    phase: phaseOf(submission, bytesTotal),
    isUnsolved,
    bytesDone: isDone && bytesTotal !== null ? bytesTotal : (task?.bytesTransferred ?? 0),
    bytesTotal,
    filesDone: isDone ? files.length : (task?.filesTransferred ?? 0) + (task?.filesSkipped ?? 0),
    filesTotal: files.length,
    filesSkipped: task?.filesSkipped ?? 0,
    bytesPerSecond: submission.endedAt === null ? (task?.bytesPerSecond ?? 0) : 0,
    niceStatus: task?.niceStatus ?? null,
    problem: placed(submission, files, destinationName),
    requestedAt: submission.createdAt,
    completedAt: submission.endedAt,
    images,
  };
}

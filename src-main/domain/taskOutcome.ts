import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { SubmittedFile } from './activityView.ts';
import { destinationFacts } from './destinationFacts.ts';
import { explainTask, type TaskFacts } from './explainTask.ts';

export type FileEnd =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface EndedTask extends TaskFacts {
  readonly filesSkipped: number;
}

export interface ArrivedChecksum {
  readonly destinationPath: string;
  readonly checksum: string | null;
}

export interface TaskOutcome {
  readonly outcome: 'done' | 'problem' | 'stopped';
  readonly problem: Problem | null;
  readonly fileEnds: ReadonlyMap<string, FileEnd>;
}

const sha256Hex = /^[0-9a-f]{64}$/i;

/** Globus says the bytes' sha256, and it is another one than the image's. */
const isOther = (file: SubmittedFile, arrived: ArrivedChecksum): boolean =>
  arrived.checksum !== null &&
  sha256Hex.test(arrived.checksum) &&
  file.digest.startsWith('sha256:') &&
  file.digest !== `sha256:${arrived.checksum.toLowerCase()}`;

const problemOf = (code: 'transfer.checksumMismatch' | 'transfer.failed', at: string): Problem =>
  toProblem(new AppError(code), at);

/**
 * What became of each file of an ended task. Files that were there already (sync by checksum) are counted by Globus but
 * not named, so a file that did not arrive is taken for one of them as long as the count allows.
 */
export function taskOutcomeOf(
  task: EndedTask,
  arrived: readonly ArrivedChecksum[] | null,
  files: readonly SubmittedFile[],
  at: string,
): TaskOutcome {
  const byPath = new Map((arrived ?? []).map((file) => [file.destinationPath, file]));
  const missing = files.filter((file) => !byPath.has(file.destinationPath));
  const areRestThere = task.status === 'succeeded' && (arrived === null || missing.length <= task.filesSkipped);
  const why = restProblem(task, missing, at);
  const isStopped = why.code === 'transfer.cancelled';
  const rest: FileEnd = areRestThere
    ? { kind: 'delivered' }
    : isStopped
      ? { kind: 'stopped' }
      : { kind: 'failed', problem: why };
  const fileEnds = new Map(
    files.map((file): [string, FileEnd] => {
      const its = byPath.get(file.destinationPath);
      if (!its) return [file.destinationPath, rest];
      const mismatch: FileEnd = { kind: 'failed', problem: problemOf('transfer.checksumMismatch', at) };
      return [file.destinationPath, isOther(file, its) ? mismatch : { kind: 'delivered' }];
    }),
  );
  const failed = [...fileEnds.values()].find((end) => end.kind === 'failed');
  if (failed) return { outcome: 'problem', problem: failed.problem, fileEnds };
  const isCut = [...fileEnds.values()].some((end) => end.kind === 'stopped');
  return { outcome: isCut ? 'stopped' : 'done', problem: null, fileEnds };
}

/** The same, less what went wrong after Globus was done. */
export function withFailures(outcome: TaskOutcome, failures: ReadonlyMap<string, Problem>): TaskOutcome {
  const [first] = failures.values();
  if (first === undefined) return outcome;
  const fileEnds = new Map(outcome.fileEnds);
  for (const [path, problem] of failures) fileEnds.set(path, { kind: 'failed', problem });
  return { outcome: 'problem', problem: outcome.problem ?? first, fileEnds };
}

function restProblem(task: EndedTask, missing: readonly SubmittedFile[], at: string): Problem {
  const explanation = explainTask(task);
  if (explanation === null) return problemOf('transfer.failed', at);
  const { code, facts } = explanation;
  return { code, facts: { ...destinationFacts(code, missing), ...facts }, at };
}

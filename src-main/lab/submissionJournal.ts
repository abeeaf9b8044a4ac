import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { type LabTask, taskSchema } from './transferTask.ts';

/** Tasks accepted since the state file was last written; on disk before a client is answered, as Globus does it. */
export interface SubmissionJournal {
  /** Tasks that an earlier run accepted, oldest first. */
  readonly kept: readonly LabTask[];
  accepted(task: LabTask): void;
  /** Says how much of the journal a snapshot made now contains. */
  mark(): number;
  /** The state file holds everything up to the mark. */
  written(mark: number): void;
}

/** A last line cut short was never answered for: it is left out. */
function readTasks(path: string): LabTask[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => taskSchema.parse(JSON.parse(line)));
}

/** A file with one task a line, removed whenever the state file has caught up. */
export function createSubmissionJournal(path: string): SubmissionJournal {
  const kept = readTasks(path);
  let length = kept.length;
  return {
    kept,
    accepted(task) {
      appendFileSync(path, `${JSON.stringify(task)}\n`, { mode: 0o600 });
      length += 1;
    },
    mark: () => length,
    written(mark) {
      if (length === 0 || mark < length) return;
      rmSync(path, { force: true });
      length = 0;
    },
  };
}

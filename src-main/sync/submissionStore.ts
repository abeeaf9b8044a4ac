import { AppError, type Problem } from '../contract/errors.ts';
import type { Digest, EndpointId, ImageId, RegistryId, SubmissionId, SubscriptionId, TaskId } from '../contract/ids.ts';
import type { StartedBy, TaskEvent } from '../contract/transfer.ts';
import type { SubmissionFacts, SubmittedFile } from '../domain/activityView.ts';
import type { Database, SqlRow } from '../ports/database.ts';
import type { TransferOrder } from '../ports/transfers.ts';
import { json, jsonOrNull, number, numberOrNull, text, textOrNull, toJson } from './ledgerRow.ts';

export interface SubmissionRecord extends SubmissionFacts {
  readonly order: TransferOrder;
  /** Set before the first POST: from then on Globus may have it. */
  readonly postedAt: string | null;
  readonly attempts: number;
  readonly stopRequestedAt: string | null;
}

/** A file of a submission before it is written down. */
export interface FileToSend {
  readonly imageId: ImageId;
  readonly name: string;
  readonly digest: Digest;
  readonly sizeBytes: number | null;
  readonly destinationPath: string;
  readonly subscriptionId: SubscriptionId | null;
}

export interface NewSubmission {
  readonly order: TransferOrder;
  readonly registryId: RegistryId;
  readonly startedBy: StartedBy;
  readonly createdAt: string;
  readonly files: readonly FileToSend[];
  /** When it is about to be sent; absent: later. */
  readonly postedAt?: string;
}

const outcomeOf = (value: string | null): SubmissionFacts['outcome'] =>
  value === 'done' || value === 'problem' || value === 'stopped' ? value : null;

/** Everything but the request itself, which is long and seldom asked for. */
const columns = `id, registry_id, source_endpoint_id, destination_endpoint_id, label, started_by_json, created_at,
  posted_at, attempts, parked_at, problem_json, task_id, stop_requested_at, ended_at, outcome, task_json`;

const factsFromRow = (row: SqlRow): Omit<SubmissionRecord, 'order'> => ({
  id: text(row, 'id') as SubmissionId,
  registryId: text(row, 'registry_id') as RegistryId,
  sourceEndpointId: text(row, 'source_endpoint_id') as EndpointId,
  destinationEndpointId: text(row, 'destination_endpoint_id') as EndpointId,
  label: text(row, 'label'),
  startedBy: json<StartedBy>(row, 'started_by_json'),
  createdAt: text(row, 'created_at'),
  postedAt: textOrNull(row, 'posted_at'),
  attempts: number(row, 'attempts'),
  parkedAt: textOrNull(row, 'parked_at'),
  problem: jsonOrNull<Problem>(row, 'problem_json'),
  taskId: textOrNull(row, 'task_id') as TaskId | null,
  stopRequestedAt: textOrNull(row, 'stop_requested_at'),
  endedAt: textOrNull(row, 'ended_at'),
  outcome: outcomeOf(textOrNull(row, 'outcome')),
  task: jsonOrNull(row, 'task_json'),
});

const fileFromRow = (row: SqlRow): SubmittedFile => ({
  imageId: text(row, 'image_id') as ImageId,
  name: text(row, 'name'),
  digest: text(row, 'digest') as Digest,
  sizeBytes: numberOrNull(row, 'size_bytes'),
  destinationPath: text(row, 'destination_path'),
  publishingAt: textOrNull(row, 'publishing_at'),
  deliveredAt: textOrNull(row, 'delivered_at'),
  failedAt: textOrNull(row, 'failed_at'),
  stoppedAt: textOrNull(row, 'stopped_at'),
  problem: jsonOrNull<Problem>(row, 'problem_json'),
});

const eventFromRow = (row: SqlRow): TaskEvent => ({
  at: text(row, 'at'),
  code: text(row, 'code'),
  description: text(row, 'description'),
  details: text(row, 'details'),
  isError: number(row, 'is_error') === 1,
});

/** Requests to Globus and what the ledger knows of them; their end is written by `endSubmission`. */
export function createSubmissionStore(db: Database) {
  /** Open ones as last read, oldest first; those in `outdated` are read again before they are answered. */
  let known: Map<SubmissionId, SubmissionRecord> | null = null;
  const outdated = new Set<SubmissionId>();
  const filesOf = new Map<SubmissionId, readonly SubmittedFile[]>();

  const orderOf = (id: SubmissionId): TransferOrder => {
    const row = db.get('SELECT order_json FROM submission WHERE id = ?', id);
    if (row === undefined) throw new AppError('task.notFound', { facts: { id } });
    return json<TransferOrder>(row, 'order_json');
  };

  /** The request is read when it is asked for; copies of the record without it stay light. */
  const submissionFromRow = (row: SqlRow): SubmissionRecord => {
    const facts = factsFromRow(row);
    let order: TransferOrder | null = null;
    return Object.defineProperty(facts, 'order', {
      enumerable: false,
      get: () => {
        order ??= orderOf(facts.id);
        return order;
      },
    }) as SubmissionRecord;
  };

  const find = (id: SubmissionId): SubmissionRecord | null => {
    const row = db.get(`SELECT ${columns} FROM submission WHERE id = ?`, id);
    return row === undefined ? null : submissionFromRow(row);
  };

  const readOpen = (): Map<SubmissionId, SubmissionRecord> => {
    const sql = `SELECT ${columns} FROM submission WHERE ended_at IS NULL ORDER BY created_at, rowid`;
    return new Map(db.all(sql).map((row) => [text(row, 'id') as SubmissionId, submissionFromRow(row)]));
  };

  const open = (): ReadonlyMap<SubmissionId, SubmissionRecord> => {
    known ??= readOpen();
    for (const id of outdated) {
      const record = find(id);
      if (record !== null && record.endedAt === null) known.set(id, record);
      else known.delete(id);
    }
    outdated.clear();
    return known;
  };

  const changed = (id: SubmissionId): void => {
    outdated.add(id);
    filesOf.delete(id);
  };

  const insertFiles = ({ order, files }: NewSubmission): void => {
    for (const [position, file] of files.entries()) {
      db.run(
        `INSERT INTO submission_file (submission_id, position, image_id, name, digest, size_bytes, destination_path)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        order.submissionId,
        position,
        file.imageId,
        file.name,
        file.digest,
        file.sizeBytes,
        file.destinationPath,
      );
    }
  };

  return {
    /** Part of a transaction in which the deliveries are written too. */
    insert(submission: NewSubmission): void {
      const { order, registryId, startedBy, createdAt, postedAt = null } = submission;
      db.run(
        `INSERT INTO submission (id, registry_id, source_endpoint_id, destination_endpoint_id, label, started_by_json,
           order_json, created_at, posted_at, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        order.submissionId,
        registryId,
        order.sourceEndpointId,
        order.destinationEndpointId,
        order.label,
        JSON.stringify(startedBy),
        JSON.stringify(order),
        createdAt,
        postedAt,
        postedAt === null ? 0 : 1,
      );
      insertFiles(submission);
      changed(order.submissionId);
    },
    find: (id: SubmissionId): SubmissionRecord | null => open().get(id) ?? find(id),
    /** Not ended, oldest first. */
    open: (): readonly SubmissionRecord[] => [...open().values()],
    /** Something about it was written elsewhere. */
    changed,
    /** What ended, newest first, without some of it. */
    history: (limit: number, offset: number, without: ReadonlySet<SubmissionId>): readonly SubmissionRecord[] =>
      db
        .all(
          `SELECT ${columns} FROM submission
             WHERE ended_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))
             ORDER BY ended_at DESC, rowid DESC LIMIT ? OFFSET ?`,
          JSON.stringify([...without]),
          limit,
          offset,
        )
        .map(submissionFromRow),
    /** Those of them that ended, newest first. */
    ended: (ids: ReadonlySet<SubmissionId>): readonly SubmissionRecord[] =>
      ids.size === 0
        ? []
        : db
            .all(
              `SELECT ${columns} FROM submission
                 WHERE ended_at IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY ended_at DESC, rowid DESC`,
              JSON.stringify([...ids]),
            )
            .map(submissionFromRow),
    historyLength: (): number =>
      Number(db.get('SELECT count(*) AS n FROM submission WHERE ended_at IS NOT NULL')?.n ?? 0),
    /** Those of open submissions are kept at hand: every look at a task asks for them. */
    files(id: SubmissionId): readonly SubmittedFile[] {
      const kept = filesOf.get(id);
      if (kept && !outdated.has(id)) return kept;
      const rows = db.all('SELECT * FROM submission_file WHERE submission_id = ? ORDER BY position', id);
      const files = rows.map(fileFromRow);
      if (open().has(id)) filesOf.set(id, files);
      return files;
    },
    events: (id: SubmissionId): readonly TaskEvent[] =>
      db.all('SELECT * FROM event WHERE submission_id = ? ORDER BY position', id).map(eventFromRow),
    willPost(id: SubmissionId, at: string): void {
      const sql = `UPDATE submission SET posted_at = coalesce(posted_at, ?), attempts = attempts + 1 WHERE id = ?`;
      db.run(sql, at, id);
      changed(id);
    },
    accepted(id: SubmissionId, taskId: TaskId, at: string): void {
      db.run(
        `UPDATE submission SET task_id = ?, accepted_at = ?, problem_json = NULL, parked_at = NULL
         WHERE id = ?`,
        taskId,
        at,
        id,
      );
      changed(id);
    },
    /** Not accepted this time. `isRefused`: Globus surely has it not; `isParked`: until the user does something. */
    postponed(
      id: SubmissionId,
      problem: Problem,
      { isRefused, isParked }: { isRefused: boolean; isParked: boolean },
    ): void {
      db.run(
        `UPDATE submission SET problem_json = ?, parked_at = ?,
           posted_at = CASE WHEN ? = 1 THEN NULL ELSE posted_at END WHERE id = ?`,
        toJson(problem),
        isParked ? problem.at : null,
        isRefused ? 1 : 0,
        id,
      );
      changed(id);
    },
    /** What stands in the way of a task that goes on; null when nothing does any more. */
    troubled(id: SubmissionId, problem: Problem | null): void {
      db.run('UPDATE submission SET problem_json = ? WHERE id = ? AND ended_at IS NULL', toJson(problem), id);
      changed(id);
    },
    stopRequested(id: SubmissionId, at: string): void {
      db.run('UPDATE submission SET stop_requested_at = coalesce(stop_requested_at, ?) WHERE id = ?', at, id);
      changed(id);
    },
    /** Takes back what was never sent: its deliveries are owed as if it had not been. */
    withdraw(id: SubmissionId): void {
      db.transaction(() => {
        db.run('DELETE FROM delivery WHERE submission_id = ?', id);
        db.run('DELETE FROM submission_file WHERE submission_id = ?', id);
        db.run('DELETE FROM submission WHERE id = ? AND posted_at IS NULL AND task_id IS NULL', id);
      });
      changed(id);
    },
    /** Forgets what ended before `iso`; what lies where, and what failed or was stopped, stays known. */
    prune(iso: string): void {
      const isOld = `ended_at < ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.submission_id = submission.id)`;
      const old = `SELECT id FROM submission WHERE ${isOld}`;
      db.transaction(() => {
        db.run('DELETE FROM delivery WHERE delivered_at < ?', iso);
        db.run(`DELETE FROM event WHERE submission_id IN (${old})`, iso);
        db.run(`DELETE FROM submission_file WHERE submission_id IN (${old})`, iso);
        db.run(`DELETE FROM submission WHERE ${isOld}`, iso);
      });
    },
  };
}

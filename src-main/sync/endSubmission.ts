import type { Problem } from '../contract/errors.ts';
import type { TaskEvent } from '../contract/transfer.ts';
import type { SubmissionFacts, TaskSnapshot } from '../domain/activityView.ts';
import { type DeliveryFacts, retryAt } from '../domain/deliveryState.ts';
import type { FileEnd } from '../domain/taskOutcome.ts';
import type { Database } from '../ports/database.ts';
import type { Ledger } from './ledger.ts';
import { toJson } from './ledgerRow.ts';
import type { SubmissionRecord } from './submissionStore.ts';

export interface SubmissionEnd {
  readonly at: string;
  readonly outcome: NonNullable<SubmissionFacts['outcome']>;
  readonly problem: Problem | null;
  readonly task: TaskSnapshot | null;
  readonly events: readonly TaskEvent[];
  /** By destination path. */
  readonly fileEnd: (destinationPath: string) => FileEnd;
}

/** Writes down, in one transaction, how a submission and each of its deliveries ended. */
export function endSubmission(
  { db, deliveries, submissions }: Pick<Ledger, 'db' | 'deliveries' | 'submissions'>,
  submission: SubmissionRecord,
  end: SubmissionEnd,
): void {
  try {
    writeEnd({ db, deliveries }, submission, end);
    deliveries.reread(submission.destinationEndpointId, submission.id);
  } catch (error) {
    deliveries.touched(submission.destinationEndpointId);
    throw error;
  } finally {
    submissions.changed(submission.id);
  }
}

function writeEnd(
  { db, deliveries }: Pick<Ledger, 'db' | 'deliveries'>,
  submission: SubmissionRecord,
  end: SubmissionEnd,
): void {
  db.transaction(() => {
    db.run(
      `UPDATE submission SET ended_at = ?, outcome = ?, problem_json = ?, parked_at = NULL, task_json = ?
       WHERE id = ? AND ended_at IS NULL`,
      end.at,
      end.outcome,
      toJson(end.problem),
      toJson(end.task),
      submission.id,
    );
    keepEvents(db, submission, end.events);
    for (const delivery of deliveries.carried(submission.id)) endDelivery(db, submission, delivery, end);
  });
}

function keepEvents(db: Database, submission: SubmissionRecord, events: readonly TaskEvent[]): void {
  for (const [position, event] of events.entries()) {
    db.run(
      `INSERT OR REPLACE INTO event (submission_id, position, at, code, description, details, is_error)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      submission.id,
      position,
      event.at,
      event.code,
      event.description,
      event.details,
      event.isError ? 1 : 0,
    );
  }
}

function endDelivery(db: Database, submission: SubmissionRecord, delivery: DeliveryFacts, end: SubmissionEnd): void {
  const its = end.fileEnd(delivery.destinationPath);
  const problem = its.kind === 'failed' ? its.problem : null;
  const failures = its.kind === 'failed' ? delivery.failures + 1 : 0;
  const next = problem && delivery.subscriptionId ? retryAt(problem, failures, Date.parse(end.at)) : null;
  const times = [
    its.kind === 'delivered' ? end.at : null,
    its.kind === 'failed' ? end.at : null,
    its.kind === 'stopped' ? end.at : null,
    toJson(problem),
  ];
  const where = [delivery.destinationPath, delivery.imageId, delivery.digest];
  db.run(
    `UPDATE submission_file SET delivered_at = ?, failed_at = ?, stopped_at = ?, problem_json = ?
     WHERE submission_id = ? AND destination_path = ? AND image_id = ? AND digest = ?`,
    ...times,
    submission.id,
    ...where,
  );
  db.run(
    `UPDATE delivery SET delivered_at = ?, failed_at = ?, stopped_at = ?, problem_json = ?, failures = ?,
       next_attempt_at = ?
     WHERE endpoint_id = ? AND destination_path = ? AND image_id = ? AND digest = ?`,
    ...times,
    failures,
    next,
    delivery.endpointId,
    ...where,
  );
  if (its.kind === 'delivered') place(db, delivery, end.at);
}

function place(db: Database, delivery: DeliveryFacts, at: string): void {
  db.run(
    `INSERT INTO placement (endpoint_id, destination_path, image_id, digest, size_bytes, delivered_at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (endpoint_id, destination_path) DO UPDATE SET image_id = excluded.image_id,
       digest = excluded.digest, size_bytes = excluded.size_bytes, delivered_at = excluded.delivered_at,
       changed_at = NULL, drifted_at = NULL`,
    delivery.endpointId,
    delivery.destinationPath,
    delivery.imageId,
    delivery.digest,
    delivery.sizeBytes,
    at,
  );
}

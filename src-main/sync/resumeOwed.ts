import type { AppErrorCode } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import { curedByReturn } from '../domain/deliveryState.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Ledger } from './ledger.ts';
import { text } from './ledgerRow.ts';
import type { SubmissionRecord } from './submissionStore.ts';

/**
 * What stood in the way of failed deliveries is over: they are owed again now, not only when their pause ends. Answers
 * whether there were any. Those that a person stopped stay stopped.
 */
export function resumeOwed(
  { db, deliveries }: Pick<Ledger, 'db' | 'deliveries'>,
  codes: readonly AppErrorCode[],
  { endpointId = null, at }: { readonly endpointId?: EndpointId | null; readonly at: string },
): boolean {
  const marks = codes.map(() => '?').join(', ');
  const waiting = `FROM delivery WHERE delivered_at IS NULL AND failed_at IS NOT NULL AND next_attempt_at > ?
    AND json_extract(problem_json, '$.code') IN (${marks}) AND (? IS NULL OR endpoint_id = ?)`;
  const values = [at, ...codes, endpointId, endpointId];
  const places = db.all(`SELECT DISTINCT endpoint_id ${waiting}`, ...values);
  if (places.length === 0) return false;
  db.run(`UPDATE delivery SET next_attempt_at = ? WHERE id IN (SELECT id ${waiting})`, at, ...values);
  for (const row of places) deliveries.touched(text(row, 'endpoint_id') as EndpointId);
  return true;
}

/** What waited for an endpoint that is there again is owed at once. Answers whether anything did. */
export function resumeAfterReturn(ledger: Ledger, endpoints: EndpointDirectory, at: string): boolean {
  const isBack = (id: EndpointId): boolean => endpoints.endpoint(id)?.state === 'online';
  const resumed = ledger.deliveries
    .endpoints()
    .filter(isBack)
    .map((endpointId) => resumeOwed(ledger, curedByReturn, { endpointId, at }));
  const isHeldBack = ({ taskId, problem, destinationEndpointId }: SubmissionRecord): boolean =>
    taskId === null && problem !== null && curedByReturn.includes(problem.code) && isBack(destinationEndpointId);
  return resumed.includes(true) || ledger.submissions.open().some(isHeldBack);
}

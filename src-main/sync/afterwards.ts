import { toProblem } from '../contract/errors.ts';
import type { SubmissionId, SubscriptionId } from '../contract/ids.ts';
import type { SubmittedFile } from '../domain/activityView.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Activities } from './activities.ts';
import type { KeepLast } from './keepLast.ts';
import type { Ledger } from './ledger.ts';
import { text } from './ledgerRow.ts';
import type { Removals } from './removals.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';
import { createWakeableLoop } from './wakeableLoop.ts';
import type { WebhookCalls } from './webhookCalls.ts';

const troubleMs = 60_000;

const arrivedFile = ({ name, digest, sizeBytes, destinationPath }: SubmittedFile) => ({
  name,
  digest,
  sizeBytes,
  path: destinationPath,
});

/**
 * What follows the end of a submission: webhooks are told and older images let go. It reads from the ledger what was not
 * followed up yet, so that a crash between the two loses and doubles nothing.
 */
export function createAfterwards(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly activities: Pick<Activities, 'nameOf'>;
  readonly keepLast: KeepLast;
  readonly removals: Removals;
  /** null where no messages can be sent. */
  readonly webhooks: WebhookCalls | null;
  readonly logger: Logger;
}) {
  const { clock, ledger, removals, webhooks } = deps;
  const { db } = ledger;

  const toReview = new Set<SubscriptionId>();

  const notFollowedUp = (): readonly SubmissionId[] =>
    db
      .all('SELECT id FROM submission WHERE ended_at IS NOT NULL AND followed_up_at IS NULL ORDER BY ended_at, rowid')
      .map((row) => text(row, 'id') as SubmissionId);

  const tellWebhook = (submission: SubmissionRecord, record: SubscriptionRecord): void => {
    const { webhookUrl } = record.after;
    if (webhooks === null || webhookUrl === null) return;
    const files = ledger.submissions.files(submission.id);
    const arrived = files.filter(({ deliveredAt }) => deliveredAt !== null);
    const failed = files.filter(({ failedAt }) => failedAt !== null);
    if (arrived.length + failed.length === 0) return;
    webhooks.owe(record.id, webhookUrl, {
      event: failed.length === 0 ? 'images.arrived' : 'images.failed',
      subscription: { id: record.id, name: record.name },
      endpoint: {
        id: submission.destinationEndpointId,
        name: deps.activities.nameOf(submission.destinationEndpointId),
      },
      taskId: submission.taskId,
      arrived: arrived.map(arrivedFile),
      failed: failed.map(({ name, problem }) => ({ name, code: problem?.code ?? 'transfer.failed' })),
    });
  };

  const subscriptionsOf = (submission: SubmissionRecord): readonly SubscriptionRecord[] => {
    const carried = ledger.deliveries.carried(submission.id).flatMap(({ subscriptionId }) => subscriptionId ?? []);
    const starter = submission.startedBy.kind === 'subscription' ? [submission.startedBy.subscriptionId] : [];
    const ids = new Set<SubscriptionId>([...carried, ...starter]);
    return [...ids].flatMap((id) => ledger.subscriptions.find(id) ?? []);
  };

  const followUp = async (id: SubmissionId): Promise<void> => {
    const submission = ledger.submissions.find(id);
    const records = submission === null ? [] : subscriptionsOf(submission);
    for (const record of records) {
      if (submission === null || record.after.keepLast === null) continue;
      await removals.begin(record.id, await deps.keepLast(record, submission.destinationEndpointId));
    }
    db.transaction(() => {
      if (submission !== null) for (const record of records) tellWebhook(submission, record);
      db.run('UPDATE submission SET followed_up_at = ? WHERE id = ?', clock.nowIso(), id);
    });
  };

  const review = async (id: SubscriptionId): Promise<void> => {
    const record = ledger.subscriptions.find(id);
    const places = new Set(record?.destinations.map(({ endpointId }) => endpointId));
    for (const endpointId of places)
      if (record !== null) await removals.begin(id, await deps.keepLast(record, endpointId));
  };

  const turn = async (signal: AbortSignal): Promise<number | null> => {
    for (const id of toReview) {
      toReview.delete(id);
      await review(id);
    }
    for (const id of notFollowedUp()) {
      signal.throwIfAborted();
      await followUp(id);
    }
    await removals.step(signal);
    await webhooks?.step(signal);
    const next = [removals.nextAt(), webhooks?.nextAt() ?? null].flatMap((at) => (at === null ? [] : Date.parse(at)));
    return next.length === 0 ? null : Math.max(0, Math.min(...next) - clock.now());
  };

  const loop = createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      deps.logger.warn('what follows an arrival must wait', { code: toProblem(error, '').code });
      return troubleMs;
    },
  });
  return {
    ...loop,
    /** It was changed or is run: older images may go at once. */
    review(id: SubscriptionId): void {
      toReview.add(id);
      loop.wake();
    },
  };
}

import type { SubscriptionId } from '../contract/ids.ts';
import type { Ledger } from './ledger.ts';

/** What is written down for a subscription but not sent yet is taken back. */
export function withdrawUnsent({ submissions, deliveries }: Ledger, id: SubscriptionId): void {
  for (const submission of submissions.open()) {
    const isIts = submission.startedBy.kind === 'subscription' && submission.startedBy.subscriptionId === id;
    if (!isIts || submission.taskId !== null || submission.postedAt !== null) continue;
    submissions.withdraw(submission.id);
    deliveries.touched(submission.destinationEndpointId);
  }
}

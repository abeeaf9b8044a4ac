import type { EndpointId, SubmissionId } from '../contract/ids.ts';
import type { Activity } from '../contract/transfer.ts';
import { activityOf, type TaskSnapshot } from '../domain/activityView.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Ledger } from './ledger.ts';
import type { SubmissionRecord } from './submissionStore.ts';

export type Activities = ReturnType<typeof createActivities>;

/** Submissions as they are shown: the ledger's facts, and what Globus last said of tasks that still run. */
export function createActivities({ ledger, endpoints }: { ledger: Ledger; endpoints: EndpointDirectory }) {
  const live = new Map<SubmissionId, TaskSnapshot>();
  const nameOf = (id: EndpointId): string => endpoints.endpoint(id)?.name ?? id;

  const view = (submission: SubmissionRecord): Activity => {
    const task = submission.endedAt === null ? (live.get(submission.id) ?? null) : submission.task;
    const files = ledger.submissions.files(submission.id);
    return activityOf({ ...submission, task }, files, nameOf(submission.destinationEndpointId));
  };

  return {
    view,
    find(id: SubmissionId): Activity | null {
      const submission = ledger.submissions.find(id);
      return submission === null ? null : view(submission);
    },
    open: (): readonly Activity[] => ledger.submissions.open().map(view),
    nameOf,
    /** What Globus said just now; true when that is news. */
    told(id: SubmissionId, task: TaskSnapshot): boolean {
      const before = live.get(id);
      live.set(id, task);
      return JSON.stringify(before) !== JSON.stringify(task);
    },
    forget: (id: SubmissionId): void => void live.delete(id),
  };
}

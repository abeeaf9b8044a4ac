import type { Problem } from '../contract/errors.ts';
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
  let unseen: Problem | null = null;
  const nameOf = (id: EndpointId): string => endpoints.endpoint(id)?.name ?? id;

  const view = (submission: SubmissionRecord): Activity => {
    const task = submission.endedAt === null ? (live.get(submission.id) ?? null) : submission.task;
    const files = ledger.submissions.files(submission.id);
    const isUnseen = submission.endedAt === null && submission.taskId !== null;
    const problem = (isUnseen ? unseen : null) ?? submission.problem;
    return activityOf({ ...submission, task, problem }, files, {
      destinationName: nameOf(submission.destinationEndpointId),
      isUnsolved: submission.endedAt !== null && ledger.deliveries.unsolved().has(submission.id),
    });
  };

  /** Made anew only when something in it is new: a task of a thousand images is asked for at every step. */
  const views = new Map<SubmissionId, { readonly of: readonly unknown[]; readonly activity: Activity }>();
  const keptView = (submission: SubmissionRecord): Activity => {
    const { id, destinationEndpointId } = submission;
    const of = [submission, live.get(id), unseen, ledger.submissions.files(id), nameOf(destinationEndpointId)];
    const kept = views.get(id);
    if (kept?.of.every((one, at) => one === of[at])) return kept.activity;
    const activity = view(submission);
    if (submission.endedAt === null) views.set(id, { of, activity });
    return activity;
  };

  let failed: { readonly of: ReadonlySet<SubmissionId>; readonly submissions: readonly SubmissionRecord[] } | null =
    null;
  /** Ended, and still something to look at; newest first. Kept, since counts ask for it all the time. */
  const failures = (): readonly SubmissionRecord[] => {
    const of = ledger.deliveries.unsolved();
    if (failed?.of !== of) failed = { of, submissions: ledger.submissions.ended(of) };
    return failed.submissions;
  };

  return {
    view: keptView,
    find(id: SubmissionId): Activity | null {
      const submission = ledger.submissions.find(id);
      return submission === null ? null : keptView(submission);
    },
    open: (): readonly Activity[] => ledger.submissions.open().map(keptView),
    failures,
    unsolved: (): readonly Activity[] => failures().map(keptView),
    nameOf,
    /** What Globus said just now; true when that is news. */
    told(id: SubmissionId, task: TaskSnapshot): boolean {
      const before = live.get(id);
      live.set(id, task);
      return JSON.stringify(before) !== JSON.stringify(task);
    },
    /** Why no task can be looked at until the user does something; null when they can. True when that is news. */
    cannotSee(problem: Problem | null): boolean {
      const isNews = unseen?.code !== problem?.code;
      if (isNews) unseen = problem;
      return isNews;
    },
    forget(id: SubmissionId): void {
      live.delete(id);
      views.delete(id);
    },
  };
}

import { useState } from 'react';
import type { SubmissionId } from '../../../src-main/contract/ids.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import type { ProblemHandlers } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { failedImages } from './activityView.ts';

/** What can be done with one activity. A refusal is kept beside the row until the next try. */
export function useActivityCalls(activity: Activity) {
  const { api, reads, messages, dialogs } = useStores();
  const { t } = useWords();
  const { run, isBusy, problem } = useCall();
  const { id, destinationEndpointId, destinationName } = activity;
  // The row may show another activity when the answer comes.
  const [calledId, setCalledId] = useState<SubmissionId | null>(null);
  const isOwn = calledId === id;

  async function stop(): Promise<void> {
    setCalledId(id);
    if (!(await run(() => api.activity.cancel.mutate({ id })))) return;
    messages.succeed(t('activity.row.stopped', { to: destinationName }));
    reads.activity.invalidate();
  }
  async function dismiss(): Promise<void> {
    setCalledId(id);
    if (!(await run(() => api.activity.dismiss.mutate({ id })))) return;
    messages.succeed(t('activity.row.dismissed', { to: destinationName }));
    reads.activity.invalidate();
  }
  async function retry(): Promise<void> {
    setCalledId(id);
    if (!(await run(() => api.activity.retry.mutate({ id })))) return;
    messages.succeed(t('activity.row.sendingAgain', { count: failedImages(activity).length, to: destinationName }));
    reads.activity.invalidate();
  }
  const handlers: ProblemHandlers = {
    // Only what has ended can be sent again; before that Globus itself keeps trying.
    ...(activity.completedAt !== null && { tryAgain: () => void retry(), sendAgain: () => void retry() }),
    refresh: () => void reads.containers.read({ fromSource: true }),
    grantConsent: () => dialogs.openSignIn({ kind: 'globus' }, [destinationEndpointId]),
  };
  return { stop, dismiss, retry, isBusy: isBusy && isOwn, refusal: isOwn ? problem : null, handlers };
}

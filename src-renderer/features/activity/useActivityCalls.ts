import { useState } from 'react';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { problemOf } from '../../api/failure.ts';
import type { ProblemHandlers } from '../../components/ProblemView.tsx';
import { formatCount } from '../../lib/format.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { failedImages } from './activityView.ts';

/** What can be done with one activity. A refusal is kept beside the row until the next try. */
export function useActivityCalls(activity: Activity) {
  const { api, reads, messages, signIns } = useStores();
  const [busy, setBusy] = useState<'stop' | 'retry' | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);

  async function call(kind: 'stop' | 'retry', action: () => Promise<string>): Promise<void> {
    setBusy(kind);
    setRefusal(null);
    try {
      messages.succeed(await action());
      reads.activity.invalidate();
    } catch (error) {
      setRefusal(problemOf(error));
    }
    setBusy(null);
  }

  const stop = () =>
    call('stop', async () => {
      await api.activity.cancel.mutate({ id: activity.id });
      return `Stopped: ${activity.destinationName}`;
    });
  const retry = () =>
    call('retry', async () => {
      await api.activity.retry.mutate({ id: activity.id });
      return `Sending ${formatCount(failedImages(activity).length, 'image')} again to ${activity.destinationName}`;
    });
  const handlers: ProblemHandlers = {
    tryAgain: () => void retry(),
    sendAgain: () => void retry(),
    refresh: () => void reads.containers.read({ fromSource: true }),
    grantConsent: () => void signIns.start({ kind: 'globus' }, { consentFor: [activity.destinationEndpointId] }),
  };
  return { stop, retry, busy, refusal, handlers };
}

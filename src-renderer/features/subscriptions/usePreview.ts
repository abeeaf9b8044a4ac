import { useEffect, useState } from 'react';
import type { CreateSubscription } from '../../../src-main/contract/subscription.ts';
import type { SendPreview } from '../../../src-main/contract/transfer.ts';
import { type Answer, useAnswer } from '../../lib/useAnswer.ts';
import { useApi } from '../../stores/StoresContext.tsx';

/** Typing is not followed letter by letter. */
const quietMs = 350;

/** What a subscription would send now; nothing is asked while the draft is not complete. */
export function usePreview(request: CreateSubscription | null): Answer<SendPreview> {
  const api = useApi();
  // The name does not change what is sent.
  const wanted = request === null ? null : JSON.stringify({ ...request, name: '-' });
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), wanted === null ? 0 : quietMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const answer = useAnswer(asked, () => api.subscriptions.preview.query(JSON.parse(asked ?? '{}')));
  return wanted === asked ? answer : { ...answer, isReading: true };
}

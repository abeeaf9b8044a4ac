import { useEffect, useState } from 'react';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { CreateSubscription } from '../../../src-main/contract/subscription.ts';
import type { SendPreview } from '../../../src-main/contract/transfer.ts';
import { problemOf } from '../../api/failure.ts';
import { useApi } from '../../stores/StoresContext.tsx';

/** Typing is not followed letter by letter. */
const quietMs = 350;

export interface PreviewView {
  readonly preview: SendPreview | null;
  readonly problem: Problem | null;
  readonly isReading: boolean;
}

const nothing: PreviewView = { preview: null, problem: null, isReading: false };

/** What a subscription would send now; null while the draft is not complete. */
export function usePreview(request: CreateSubscription | null): PreviewView {
  const api = useApi();
  const [view, setView] = useState<PreviewView>(nothing);
  // The name does not change what is sent.
  const wanted = request === null ? null : JSON.stringify({ ...request, name: '-' });
  useEffect(() => {
    if (wanted === null) return setView(nothing);
    const stopped = new AbortController();
    setView((before) => ({ ...before, isReading: true }));
    const timer = setTimeout(() => {
      api.subscriptions.preview.query(JSON.parse(wanted), { signal: stopped.signal }).then(
        (preview) => !stopped.signal.aborted && setView({ preview, problem: null, isReading: false }),
        (error: unknown) =>
          !stopped.signal.aborted && setView({ preview: null, problem: problemOf(error), isReading: false }),
      );
    }, quietMs);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [api, wanted]);
  return view;
}

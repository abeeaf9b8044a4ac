import { useEffect, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { forecastsAgree, type ProgressSample } from './timeLeft.ts';

interface Forecast {
  readonly id: string | null;
  readonly last: ProgressSample | null;
  readonly isSure: boolean;
}

/** "about 4 min", once two reports of the same transfer foretell the same end. */
export function useTimeLeft({ id, bytesDone, bytesTotal, bytesPerSecond, state }: Activity): string | null {
  const { format } = useWords();
  const [forecast, setForecast] = useState<Forecast>({ id: null, last: null, isSure: false });
  useEffect(() => {
    if (state !== 'running') return;
    const sample = { atMs: Date.now(), bytesDone, bytesTotal, bytesPerSecond };
    setForecast(({ id: of, last }) => ({ id, last: sample, isSure: of === id && forecastsAgree(last, sample) }));
  }, [id, state, bytesDone, bytesTotal, bytesPerSecond]);
  if (!forecast.isSure || forecast.id !== id || state !== 'running' || bytesTotal === null) return null;
  return format.timeLeft(bytesTotal - bytesDone, bytesPerSecond);
}

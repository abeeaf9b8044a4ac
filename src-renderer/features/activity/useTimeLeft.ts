import { useEffect, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { forecastsAgree, type ProgressSample } from './timeLeft.ts';

interface Forecast {
  readonly last: ProgressSample | null;
  readonly isSure: boolean;
}

/** "about 4 min", once two reports of the same transfer foretell the same end. */
export function useTimeLeft({ bytesDone, bytesTotal, bytesPerSecond, state }: Activity): string | null {
  const { format } = useWords();
  const [{ isSure }, setForecast] = useState<Forecast>({ last: null, isSure: false });
  useEffect(() => {
    const sample = { atMs: Date.now(), bytesDone, bytesTotal, bytesPerSecond };
    setForecast(({ last }) => ({ last: sample, isSure: forecastsAgree(last, sample) }));
  }, [bytesDone, bytesTotal, bytesPerSecond]);
  if (!isSure || state !== 'running' || bytesTotal === null) return null;
  return format.timeLeft(bytesTotal - bytesDone, bytesPerSecond);
}

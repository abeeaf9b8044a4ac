/** What a transfer reported at one moment. */
export interface ProgressSample {
  readonly atMs: number;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  readonly bytesPerSecond: number;
}

/** Two forecasts agree when the ends they foretell differ by no more than this share of the time left, */
const agreeingShare = 0.25;
/** or by this much, so that the last seconds are not called uncertain. */
const agreeingMs = 10_000;

const millisecondsLeft = ({ bytesDone, bytesTotal, bytesPerSecond }: ProgressSample): number | null => {
  if (bytesTotal === null || bytesPerSecond <= 0 || bytesDone <= 0 || bytesDone >= bytesTotal) return null;
  return ((bytesTotal - bytesDone) / bytesPerSecond) * 1000;
};

/** The time left may be shown: two samples foretell the same end. */
export function forecastsAgree(previous: ProgressSample | null, current: ProgressSample): boolean {
  if (previous === null || current.atMs <= previous.atMs || current.bytesDone < previous.bytesDone) return false;
  const before = millisecondsLeft(previous);
  const now = millisecondsLeft(current);
  if (before === null || now === null) return false;
  const difference = Math.abs(current.atMs + now - (previous.atMs + before));
  return difference <= Math.max(agreeingMs, agreeingShare * Math.max(before, now));
}

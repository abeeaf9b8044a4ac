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

/** Seconds left as of `current`, or null while two samples do not agree on it. */
export function secondsLeft(previous: ProgressSample | null, current: ProgressSample): number | null {
  if (previous === null || current.atMs <= previous.atMs || current.bytesDone < previous.bytesDone) return null;
  const before = millisecondsLeft(previous);
  const now = millisecondsLeft(current);
  if (before === null || now === null) return null;
  const difference = Math.abs(current.atMs + now - (previous.atMs + before));
  return difference <= Math.max(agreeingMs, agreeingShare * Math.max(before, now)) ? now / 1000 : null;
}

/** "about 4 min": no more exact than the forecast is. */
export function timeLeftText(seconds: number): string {
  if (seconds < 50) return 'less than a minute';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${Math.max(1, minutes)} min`;
  const hours = minutes / 60;
  if (hours < 36) return `about ${hours < 3 ? Math.round(hours * 2) / 2 : Math.round(hours)} h`;
  return `about ${Math.round(hours / 24)} days`;
}

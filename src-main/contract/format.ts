const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** `12,345`. Written by hand: the first use of Intl loads its tables, which costs a tenth of a second. */
export const formatNumber = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units as file managers and Globus show them: `6.2 GB`, `212 MB`. */
export function formatSize(sizeBytes: number | null): string {
  if (sizeBytes === null) return 'size not known';
  let value = sizeBytes;
  let unit = 0;
  // 999.5 would round up to "1000 MB".
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return value === 1 ? '1 byte' : `${value} bytes`;
  return `${value < 99.95 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}

export const formatExactBytes = (sizeBytes: number): string => `${formatNumber(sizeBytes)} bytes`;

export const formatRate = (bytesPerSecond: number): string => `${formatSize(Math.round(bytesPerSecond))}/s`;

export const formatPercent = (done: number, total: number | null): string | null =>
  total === null || total <= 0 ? null : `${Math.min(100, Math.floor((100 * done) / total))} %`;

/** `12 images`, `1 image`. */
export const formatCount = (count: number, word: string, plural = `${word}s`): string =>
  count === 1 ? `1 ${word}` : `${formatNumber(count)} ${plural}`;

/** Coarse on purpose: `about 4 min`. null while no rate is known. */
export function formatTimeLeft(bytesLeft: number | null, bytesPerSecond: number): string | null {
  if (bytesLeft === null || bytesPerSecond <= 0) return null;
  const seconds = bytesLeft / bytesPerSecond;
  if (seconds < 45) return 'under a minute';
  if (seconds < hour) return `about ${Math.max(1, Math.round(seconds / minute))} min`;
  if (seconds < 36 * hour) return `about ${Math.round(seconds / hour)} h`;
  return `about ${formatCount(Math.round(seconds / day), 'day')}`;
}

function spanOf(seconds: number): string {
  if (seconds < hour) return `${Math.round(seconds / minute)} min`;
  if (seconds < day) return `${Math.floor(seconds / hour)} h`;
  const days = Math.floor(seconds / day);
  if (days < 14) return formatCount(days, 'day');
  if (days < 60) return formatCount(Math.floor(days / 7), 'week');
  if (days < 365) return formatCount(Math.floor(days / 30), 'month');
  return formatCount(Math.floor(days / 365), 'year');
}

/** `6 min ago`, `yesterday`, `in 5 min`. */
export function formatAgo(at: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(at)) / 1000;
  if (Number.isNaN(seconds)) return 'at an unknown time';
  if (Math.abs(seconds) < 45) return 'just now';
  const span = spanOf(Math.max(minute, Math.abs(seconds)));
  if (seconds < 0) return `in ${span}`;
  return span === '1 day' ? 'yesterday' : `${span} ago`;
}

/** Making a formatter takes a thousand times as long as using it, and a list formats many times. */
let exactTime: Intl.DateTimeFormat | undefined;

/** Exact local time for tooltips. */
export function formatExactTime(at: string): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return 'at an unknown time';
  exactTime ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return exactTime.format(then);
}

/** `14:02` today, else with the day: "as of yesterday 17:10" must not look like now. */
export function formatAsOf(at: string, now: Date): string {
  const then = new Date(at);
  const time = [then.getHours(), then.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  if (then.toDateString() === now.toDateString()) return time;
  return `${then.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, ${time}`;
}

/** `sha256:ab12cd34…` */
export function shortDigest(digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':');
  return `${algorithm}:${hex.slice(0, 8)}…`;
}

/** `4:07`, for a countdown. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

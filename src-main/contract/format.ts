const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Of sizes: thousands as Globus and file managers count, or powers of two. */
export type SizeUnits = 'decimal' | 'binary';

const units = {
  decimal: { step: 1000, names: ['kB', 'MB', 'GB', 'TB', 'PB'] },
  binary: { step: 1024, names: ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] },
} as const;

type SpanUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** What numbers, sizes and times are made of in one language. */
export interface FormatWords {
  /** `12,345` */
  readonly number: (count: number) => string;
  /** With one digit after the point. */
  readonly tenths: (value: number) => string;
  readonly bytes: (count: number) => string;
  readonly sizeNotKnown: string;
  readonly timeNotKnown: string;
  readonly justNow: string;
  readonly ago: (count: number, unit: SpanUnit) => string;
  readonly ahead: (count: number, unit: SpanUnit) => string;
  readonly underAMinute: string;
  readonly about: (count: number, unit: SpanUnit) => string;
  /** Of dates; undefined is what the system says. */
  readonly locale: string | undefined;
}

/** `12,345`. Written by hand: the first use of Intl loads its tables, which costs a tenth of a second. */
const englishNumber = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

function englishSpan(count: number, unit: SpanUnit): string {
  if (unit === 'minute') return `${count} min`;
  if (unit === 'hour') return `${count} h`;
  return `${englishNumber(count)} ${unit}${count === 1 ? '' : 's'}`;
}

export const englishFormatWords: FormatWords = {
  number: englishNumber,
  tenths: (value) => value.toFixed(1),
  bytes: (count) => (count === 1 ? '1 byte' : `${englishNumber(count)} bytes`),
  sizeNotKnown: 'size not known',
  timeNotKnown: 'at an unknown time',
  justNow: 'just now',
  ago: (count, unit) => (unit === 'day' && count === 1 ? 'yesterday' : `${englishSpan(count, unit)} ago`),
  ahead: (count, unit) => `in ${englishSpan(count, unit)}`,
  underAMinute: 'under a minute',
  about: (count, unit) => `about ${englishSpan(count, unit)}`,
  locale: undefined,
};

function spanOf(seconds: number): readonly [count: number, unit: SpanUnit] {
  if (seconds < hour) return [Math.round(seconds / minute), 'minute'];
  if (seconds < day) return [Math.floor(seconds / hour), 'hour'];
  const days = Math.floor(seconds / day);
  if (days < 14) return [days, 'day'];
  if (days < 60) return [Math.floor(days / 7), 'week'];
  if (days < 365) return [Math.floor(days / 30), 'month'];
  return [Math.floor(days / 365), 'year'];
}

function sizeIn(words: FormatWords, sizeBytes: number | null, { step, names }: (typeof units)[SizeUnits]): string {
  if (sizeBytes === null) return words.sizeNotKnown;
  let value = sizeBytes;
  let power = 0;
  // 999.5 would round up to "1000 MB".
  while (value >= step - 0.5 && power < names.length) {
    value /= step;
    power += 1;
  }
  const unit = names[power - 1];
  if (unit === undefined) return words.bytes(value);
  return `${value < 99.95 ? words.tenths(value) : value.toFixed(0)} ${unit}`;
}

function timeLeftIn(words: FormatWords, bytesLeft: number | null, bytesPerSecond: number): string | null {
  if (bytesLeft === null || bytesPerSecond <= 0) return null;
  const seconds = bytesLeft / bytesPerSecond;
  if (seconds < 45) return words.underAMinute;
  if (seconds < hour) return words.about(Math.max(1, Math.round(seconds / minute)), 'minute');
  if (seconds < 36 * hour) return words.about(Math.round(seconds / hour), 'hour');
  return words.about(Math.round(seconds / day), 'day');
}

function agoIn(words: FormatWords, at: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(at)) / 1000;
  if (Number.isNaN(seconds)) return words.timeNotKnown;
  if (Math.abs(seconds) < 45) return words.justNow;
  const span = spanOf(Math.max(minute, Math.abs(seconds)));
  return seconds < 0 ? words.ahead(...span) : words.ago(...span);
}

function asOfIn({ locale }: FormatWords, at: string, now: Date): string {
  const then = new Date(at);
  const time = [then.getHours(), then.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  if (then.toDateString() === now.toDateString()) return time;
  return `${then.toLocaleDateString(locale, { day: 'numeric', month: 'short' })}, ${time}`;
}

/** Numbers, sizes and times as text in one language. */
export function createFormat(words: FormatWords, sizeUnits: SizeUnits = 'decimal') {
  /** Making a formatter takes a thousand times as long as using it, and a list formats many times. */
  let exactTimes: Intl.DateTimeFormat | undefined;
  const size = (sizeBytes: number | null): string => sizeIn(words, sizeBytes, units[sizeUnits]);
  return {
    /** `12,345` */
    number: words.number,
    /** `6.2 GB`, `212 MB` */
    size,
    exactBytes: words.bytes,
    rate: (bytesPerSecond: number): string => `${size(Math.round(bytesPerSecond))}/s`,
    percent: (done: number, total: number | null): string | null =>
      total === null || total <= 0 ? null : `${Math.min(100, Math.floor((100 * done) / total))} %`,
    /** Coarse on purpose: `about 4 min`. null while no rate is known. */
    timeLeft: (bytesLeft: number | null, bytesPerSecond: number): string | null =>
      timeLeftIn(words, bytesLeft, bytesPerSecond),
    /** `6 min ago`, `yesterday`, `in 5 min` */
    ago: (at: string, now: Date): string => agoIn(words, at, now),
    /** Exact local time for tooltips. */
    exactTime(at: string): string {
      const then = new Date(at);
      if (Number.isNaN(then.getTime())) return words.timeNotKnown;
      exactTimes ??= new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeStyle: 'medium' });
      return exactTimes.format(then);
    },
    /** `14:02` today, else with the day: "as of yesterday 17:10" must not look like now. */
    asOf: (at: string, now: Date): string => asOfIn(words, at, now),
  };
}

export type Format = ReturnType<typeof createFormat>;

const english = createFormat(englishFormatWords);
export const {
  number: formatNumber,
  size: formatSize,
  exactBytes: formatExactBytes,
  rate: formatRate,
  percent: formatPercent,
  timeLeft: formatTimeLeft,
  ago: formatAgo,
  exactTime: formatExactTime,
  asOf: formatAsOf,
} = english;

/** `12 images`, `1 image`; English only. */
export const formatCount = (count: number, word: string, plural = `${word}s`): string =>
  count === 1 ? `1 ${word}` : `${formatNumber(count)} ${plural}`;

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

import type { FormatWords } from '../../../src-main/contract/format.ts';

/** Numbers and times as Intl writes them in German. */
export function formatWords(locale: string): FormatWords {
  const numbers = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const times = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
  const spans = { minute: 'Min.', hour: 'Std.', day: 'Tage', week: 'Wochen', month: 'Monate', year: 'Jahre' } as const;
  return {
    number: (count) => numbers.format(count),
    tenths: (value) => tenths.format(value),
    bytes: (count) => (count === 1 ? '1 Byte' : `${numbers.format(count)} Bytes`),
    sizeNotKnown: 'Größe unbekannt',
    timeNotKnown: 'zu unbekannter Zeit',
    justNow: 'gerade eben',
    ago: (count, unit) => (unit === 'day' && count === 1 ? 'gestern' : times.format(-count, unit)),
    ahead: (count, unit) => times.format(count, unit),
    underAMinute: 'unter einer Minute',
    about: (count, unit) => `etwa ${numbers.format(count)} ${count === 1 && unit === 'day' ? 'Tag' : spans[unit]}`,
    locale,
  };
}

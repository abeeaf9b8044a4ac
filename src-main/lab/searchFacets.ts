import { z } from 'zod';
import { fieldPath, type JsonObject, type Scalar, valuesAt } from './searchFields.ts';

const named = { name: z.string().optional(), field_name: z.string().min(1) };
export const facetSchema = z.discriminatedUnion('type', [
  z.object({ ...named, type: z.literal('terms'), size: z.number().int().min(1).max(500).default(10) }),
  z.object({ ...named, type: z.enum(['sum', 'avg', 'value_count']) }),
  z.object({
    ...named,
    type: z.literal('date_histogram'),
    date_interval: z.enum(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']),
  }),
  z.object({
    ...named,
    type: z.literal('numeric_histogram'),
    size: z.number().int().min(1).max(500).default(10),
    histogram_range: z.object({ low: z.number(), high: z.number() }),
  }),
]);
export type Facet = z.infer<typeof facetSchema>;

interface Bucket {
  readonly value: Scalar | { readonly from: number; readonly to: number };
  readonly count: number;
}

const bucketDocument = ({ value, count }: Bucket) => ({
  '@datatype': 'GBucket',
  '@version': '2017-09-01',
  value,
  count,
});

const dateLengths = { year: 4, month: 7, day: 10, hour: 13, minute: 16, second: 19 } as const;
const dateRests = '0000-01-01T00:00:00.000Z';

/** The start of the interval a date falls into, as ISO text. */
function startOf(date: Date, interval: Extract<Facet, { type: 'date_histogram' }>['date_interval']): string {
  if (interval === 'week') {
    const monday = new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000);
    return startOf(monday, 'day');
  }
  if (interval === 'quarter') {
    const month = String(Math.floor(date.getUTCMonth() / 3) * 3 + 1).padStart(2, '0');
    return `${date.getUTCFullYear()}-${month}${dateRests.slice(7)}`;
  }
  const length = dateLengths[interval];
  return date.toISOString().slice(0, length) + dateRests.slice(length);
}

function countBy(values: readonly Scalar[]): Bucket[] {
  const counts = new Map<Scalar, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

function buckets(facet: Facet, values: readonly Scalar[]): Bucket[] {
  if (facet.type === 'terms')
    return countBy(values)
      .sort((a, b) => b.count - a.count || String(a.value).localeCompare(String(b.value)))
      .slice(0, facet.size);
  if (facet.type === 'date_histogram') {
    const dates = values.map((value) => new Date(String(value))).filter((date) => !Number.isNaN(date.getTime()));
    return countBy(dates.map((date) => startOf(date, facet.date_interval))).sort((a, b) =>
      String(a.value).localeCompare(String(b.value)),
    );
  }
  if (facet.type !== 'numeric_histogram') return [];
  const { low, high } = facet.histogram_range;
  const step = (high - low) / facet.size;
  return Array.from({ length: facet.size }, (_, place) => {
    const [from, to] = [low + place * step, low + (place + 1) * step];
    return { value: { from, to }, count: values.filter((value) => Number(value) >= from && Number(value) < to).length };
  });
}

/** One facet over everything that was found, not over the page. */
export function facetResult(facet: Facet, contents: readonly JsonObject[]) {
  const path = fieldPath(facet.field_name);
  // A term counts once an entry, however often the entry repeats it.
  const values = contents.flatMap((content) => [...new Set(valuesAt(content, path))]);
  const frame = { '@datatype': 'GFacetResult', '@version': '2017-09-01', name: facet.name ?? facet.field_name };
  if (facet.type === 'value_count') return { ...frame, value: values.length };
  if (facet.type === 'sum' || facet.type === 'avg') {
    const numbers = contents.flatMap((content) => valuesAt(content, path)).filter((value) => typeof value === 'number');
    const sum = numbers.reduce((total, value) => total + value, 0);
    return { ...frame, value: facet.type === 'sum' ? sum : numbers.length === 0 ? null : sum / numbers.length };
  }
  return { ...frame, buckets: buckets(facet, values).map(bucketDocument) };
}

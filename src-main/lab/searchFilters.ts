import { z } from 'zod';
import { fieldPath, type JsonObject, type Scalar, valuesAt } from './searchFields.ts';

const field_name = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.union([z.string(), z.number()]);

export type SearchFilter =
  | { type: 'match_all' | 'match_any'; field_name: string; values: Scalar[] }
  | { type: 'range'; field_name: string; values: z.infer<typeof rangeSchema>[] }
  | { type: 'exists'; field_name: string }
  | { type: 'like'; field_name: string; value: string }
  | { type: 'not'; filter: SearchFilter }
  | { type: 'and' | 'or'; filters: SearchFilter[] };

const rangeSchema = z.object({
  from: bound.optional(),
  to: bound.optional(),
  gt: bound.optional(),
  gte: bound.optional(),
  lt: bound.optional(),
  lte: bound.optional(),
});

export const filterSchema: z.ZodType<SearchFilter> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['match_all', 'match_any']), field_name, values: z.array(scalar).min(1) }),
    z.object({ type: z.literal('range'), field_name, values: z.array(rangeSchema).min(1) }),
    z.object({ type: z.literal('exists'), field_name }),
    z.object({ type: z.literal('like'), field_name, value: z.string() }),
    z.object({ type: z.literal('not'), filter: filterSchema }),
    z.object({ type: z.enum(['and', 'or']), filters: z.array(filterSchema).min(1) }),
  ]),
);

/** Numbers as numbers, dates by time, texts by letters. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [Date.parse(String(a)), Date.parse(String(b))];
  const areDates = /^\d{4}-/.test(String(a)) && !Number.isNaN(left) && !Number.isNaN(right);
  if (areDates) return left - right;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

type Bound = string | number | undefined;

function isWithin(value: Scalar, range: z.infer<typeof rangeSchema>): boolean {
  const { from = '*', to = '*', gt, gte, lt, lte } = range;
  const holds = (limit: Bound, test: (order: number) => boolean): boolean =>
    limit === undefined || limit === '*' || test(compareScalars(value, limit));
  return (
    holds(from, (order) => order >= 0) &&
    holds(to, (order) => order <= 0) &&
    holds(gt, (order) => order > 0) &&
    holds(gte, (order) => order >= 0) &&
    holds(lt, (order) => order < 0) &&
    holds(lte, (order) => order <= 0)
  );
}

const likePattern = (value: string): RegExp =>
  new RegExp(
    `^${value
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'is',
  );

/** Whether a content passes one filter. */
export function passes(content: JsonObject, filter: SearchFilter): boolean {
  switch (filter.type) {
    case 'not':
      return !passes(content, filter.filter);
    case 'and':
      return filter.filters.every((part) => passes(content, part));
    case 'or':
      return filter.filters.some((part) => passes(content, part));
    default:
  }
  const values = valuesAt(content, fieldPath(filter.field_name));
  switch (filter.type) {
    case 'match_all':
      return filter.values.every((wanted) => values.includes(wanted));
    case 'match_any':
      return filter.values.some((wanted) => values.includes(wanted));
    case 'range':
      return values.some((value) => filter.values.some((range) => isWithin(value, range)));
    case 'exists':
      return values.length > 0;
    case 'like':
      return values.some((value) => likePattern(filter.value).test(String(value)));
  }
}

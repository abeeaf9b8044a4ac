import { badRequest } from './transferErrors.ts';

/** One clause `name:value` of Globus's filter grammar; a value may list alternatives with `,`. */
export interface FilterClause {
  readonly name: string;
  readonly values: readonly string[];
}

/** Reads `a:1,2/b:x`; several `filter` parameters add up. */
export function readFilter(filters: readonly string[]): FilterClause[] {
  return filters
    .flatMap((filter) => filter.split('/'))
    .filter((clause) => clause !== '')
    .map((clause) => {
      const colon = clause.indexOf(':');
      if (colon < 1) throw badRequest(`Invalid filter clause '${clause}'`);
      return { name: clause.slice(0, colon), values: clause.slice(colon + 1).split(',') };
    });
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/** `*` and `?` only, over the whole text. */
export function globPattern(glob: string, flags = ''): RegExp {
  return new RegExp(`^${escaped(glob).replace(/\*/g, '[^]*').replace(/\?/g, '[^]')}$`, flags);
}

/** String operators: `=` or none exact, `~` glob whatever the case, `!` not, `!~` not glob. */
export function matchesText(text: string, pattern: string): boolean {
  if (pattern.startsWith('!~')) return !globPattern(pattern.slice(2), 'i').test(text);
  if (pattern.startsWith('!')) return text !== pattern.slice(1);
  if (pattern.startsWith('~')) return globPattern(pattern.slice(1), 'i').test(text);
  return text === (pattern.startsWith('=') ? pattern.slice(1) : pattern);
}

/** Positive patterns are alternatives, negative ones must all hold. */
export function matchesTexts(text: string, patterns: readonly string[]): boolean {
  const negative = patterns.filter((pattern) => pattern.startsWith('!'));
  const positive = patterns.filter((pattern) => !pattern.startsWith('!'));
  return (
    negative.every((pattern) => matchesText(text, pattern)) &&
    (positive.length === 0 || positive.some((pattern) => matchesText(text, pattern)))
  );
}

const timeOf = (text: string): number => {
  const ms = Date.parse(
    /\d[T ]\d/.test(text) && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text.replace(' ', 'T')}Z` : text,
  );
  if (Number.isNaN(ms)) throw badRequest(`Invalid date '${text}'`);
  return ms;
};

/** `from,to`, either side may be empty; one value alone means "from then on". Times without zone are UTC. */
export function isInTimeRange(ms: number | null, [from = '', to = '']: readonly string[]): boolean {
  if (ms === null) return false;
  return (from === '' || ms >= timeOf(from)) && (to === '' || ms <= timeOf(to));
}

/** `1024`, `>1024`, `<1024`. */
export function matchesNumber(value: number, pattern: string): boolean {
  const [, operator = '', digits = ''] = /^([<>]?)(\d+)$/.exec(pattern) ?? [];
  if (digits === '') throw badRequest(`Invalid number '${pattern}'`);
  if (operator === '>') return value > Number(digits);
  return operator === '<' ? value < Number(digits) : value === Number(digits);
}

export type Comparable = string | number | null;

/** Orders by `name ASC,size DESC`; `keys` names what may be ordered by. */
export function orderBy<Row>(
  rows: readonly Row[],
  order: string,
  keys: Readonly<Record<string, (row: Row) => Comparable>>,
): Row[] {
  const steps = order.split(',').map((part) => {
    const [, name = '', direction = 'ASC'] = /^\s*(\w+)(?:\s+(ASC|DESC))?\s*$/i.exec(part) ?? [];
    const key = keys[name];
    if (key === undefined) throw badRequest(`Cannot order by '${part}'`);
    return { key, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 };
  });
  return [...rows].sort((a, b) => {
    for (const { key, sign } of steps) {
      const compared = compare(key(a), key(b));
      if (compared !== 0) return compared * sign;
    }
    return 0;
  });
}

function compare(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

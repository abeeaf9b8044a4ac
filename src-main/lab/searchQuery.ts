import { z } from 'zod';
import { SearchRefusal } from './searchErrors.ts';
import { facetResult, facetSchema } from './searchFacets.ts';
import { fieldPath, valuesAt } from './searchFields.ts';
import { compareScalars, filterSchema, passes } from './searchFilters.ts';
import { canSee, identityUrn, type SearchEntry, type SearchIndex } from './searchIndex.ts';
import { readQueryText } from './searchText.ts';

/** Deepest result that a query reaches; beyond it clients scroll. */
const deepest = 10_000;

const sortSchema = z.object({ field_name: z.string().min(1), order: z.enum(['asc', 'desc']).default('asc') });
export const querySchema = z.object({
  '@version': z.string().optional(),
  q: z.string().max(256).default(''),
  q_settings: z.object({ mode: z.enum(['query_string', 'advanced_query_string']).optional() }).optional(),
  advanced: z.boolean().default(false),
  limit: z.number().int().min(0).max(deepest).default(10),
  offset: z.number().int().min(0).default(0),
  filters: z.array(filterSchema).default([]),
  facets: z.array(facetSchema).default([]),
  sort: z.array(sortSchema).default([]),
  boosts: z.array(z.unknown()).optional(),
  bypass_visible_to: z.boolean().default(false),
});
export type SearchQuery = z.infer<typeof querySchema>;

export interface Found {
  readonly subject: string;
  readonly entries: readonly SearchEntry[];
  readonly score: number;
}

export interface Reader {
  /** null = no token. */
  readonly personId: string | null;
  /** Owners and admins may ask for what is not visible to them. */
  readonly mayBypass: boolean;
}

/** Entries of an index that a reader may see and that match, by subject, best first or as sorted. */
export function findSubjects(index: SearchIndex, query: SearchQuery, reader: Reader): Found[] {
  const isAdvanced = query.advanced || query.q_settings?.mode === 'advanced_query_string';
  const matches = readQueryText(query.q, isAdvanced);
  const seesAll = query.bypass_visible_to && reader.mayBypass;
  const found: Found[] = [];
  for (const [subject, byId] of index.subjects()) {
    const scored = [...byId.values()]
      .filter((entry) => seesAll || canSee(entry, reader.personId))
      .filter(({ content }) => query.filters.every((filter) => passes(content, filter)))
      .map((entry) => ({ entry, score: matches(entry.content, subject) }))
      .filter(({ score }) => score > 0);
    if (scored.length > 0)
      found.push({
        subject,
        entries: scored.map(({ entry }) => entry),
        score: Math.max(...scored.map(({ score }) => score)),
      });
  }
  return found.sort((a, b) => compareFound(a, b, query));
}

function compareFound(a: Found, b: Found, { sort }: SearchQuery): number {
  for (const { field_name, order } of sort) {
    const path = fieldPath(field_name);
    const [left] = a.entries.flatMap(({ content }) => valuesAt(content, path));
    const [right] = b.entries.flatMap(({ content }) => valuesAt(content, path));
    if (left === undefined && right === undefined) continue;
    // What lacks the field comes last, whatever the order.
    if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
    const compared = compareScalars(left, right);
    if (compared !== 0) return order === 'asc' ? compared : -compared;
  }
  return sort.length > 0 ? 0 : b.score - a.score;
}

export const resultDocument = ({ subject, entries }: Pick<Found, 'subject' | 'entries'>, personId: string | null) => ({
  '@datatype': 'GMetaResult',
  '@version': '2019-08-27',
  subject,
  entries: entries.map(({ content, entryId, principalSets }) => ({
    content,
    entry_id: entryId,
    matched_principal_sets: Object.entries(principalSets)
      .filter(([, members]) => personId !== null && members.includes(identityUrn(personId)))
      .map(([name]) => name),
  })),
});

/** The GSearchResult of one page. */
export function answerQuery(index: SearchIndex, query: SearchQuery, reader: Reader) {
  if (query.offset + query.limit > deepest)
    throw new SearchRefusal(400, 'BadRequest.Generic', `offset + limit must be at most ${deepest}; use scroll`);
  const found = findSubjects(index, query, reader);
  const page = found.slice(query.offset, query.offset + query.limit);
  const contents = found.flatMap(({ entries }) => entries.map(({ content }) => content));
  return {
    '@datatype': 'GSearchResult',
    '@version': '2017-09-01',
    count: page.length,
    total: found.length,
    offset: query.offset,
    has_next_page: query.offset + page.length < found.length,
    gmeta: page.map((one) => resultDocument(one, reader.personId)),
    ...(query.facets.length === 0 ? {} : { facet_results: query.facets.map((facet) => facetResult(facet, contents)) }),
  };
}

const markerSchema = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** One step of a scroll: every result is reached, `marker` null at the end. */
export function answerScroll(index: SearchIndex, query: SearchQuery, marker: string | null, reader: Reader) {
  const start = marker === null ? 0 : Number(Buffer.from(markerSchema.parse(marker), 'base64url').toString());
  if (!Number.isSafeInteger(start)) throw new SearchRefusal(400, 'BadRequest.Generic', 'Invalid marker');
  const found = findSubjects(index, query, reader);
  const page = found.slice(start, start + query.limit);
  const next = start + page.length;
  const isLast = next >= found.length;
  return {
    '@datatype': 'GScrollResult',
    '@version': '2017-09-01',
    count: page.length,
    total: found.length,
    has_next_page: !isLast,
    marker: isLast ? null : Buffer.from(String(next)).toString('base64url'),
    gmeta: page.map((one) => resultDocument(one, reader.personId)),
  };
}

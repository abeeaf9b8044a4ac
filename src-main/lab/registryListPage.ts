import { json } from './registryAnswers.ts';
import type { RegistryCall } from './registryRoute.ts';

const defaultLimit = 10;

/** A whole number in the query, or undefined: bad values are ignored, not refused. */
function number(text: string | null, least: number): number | undefined {
  return text !== null && /^\d+$/.test(text) && Number(text) >= least ? Number(text) : undefined;
}

/** Most rows of the page that is asked for. */
export function pageLimit({ query }: Pick<RegistryCall, 'query'>): number {
  return number(query.get('limit'), 1) ?? defaultLimit;
}

/** The envelope of the two paged lists: `limit` and `offset`, no largest limit. */
export function listPage(rows: readonly unknown[], call: RegistryCall): Response {
  const { query, path, askedOrigin } = call;
  const limit = pageLimit(call);
  const offset = number(query.get('offset'), 0) ?? 0;
  const link = (toOffset: number) => {
    const parameters = new URLSearchParams(query);
    parameters.set('limit', String(limit));
    if (toOffset > 0) parameters.set('offset', String(toOffset));
    else parameters.delete('offset');
    return `${askedOrigin}${path}?${parameters}`;
  };
  return json({
    count: rows.length,
    next: offset + limit < rows.length ? link(offset + limit) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    results: rows.slice(offset, offset + limit),
  });
}

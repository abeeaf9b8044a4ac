import type { ContainerFilters } from '../../stores/containerFilters.ts';
import type { ContainerRow } from './containerRows.ts';
import { isAt } from './placementSummary.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** From when on images are shown, in ms; a number of days moves on with the clock, by whole minutes. null: from ever. */
export function sinceMsOf(newerThan: string | null, now: Date): number | null {
  if (newerThan === null) return null;
  const [, days] = /^(\d+)d$/.exec(newerThan) ?? [];
  if (days !== undefined) return Math.floor(now.getTime() / minuteMs) * minuteMs - Number(days) * dayMs;
  const [year = 0, month = 1, day = 1] = newerThan.split('-').map(Number);
  return new Date(year, month - 1, day).getTime();
}

const has = (chosen: ReadonlySet<string>, value: string | null): boolean =>
  chosen.size === 0 || (value !== null && chosen.has(value));

/** What is not known is neither within a range of sizes nor newer than anything. */
const isWithin = (sizeBytes: number | null, size: ContainerFilters['size']): boolean =>
  size === null ||
  (sizeBytes !== null && sizeBytes >= (size.fromBytes ?? 0) && sizeBytes <= (size.toBytes ?? Number.POSITIVE_INFINITY));

/**
 * The rows that pass every filter; of each filter's own values one is enough. Every word of the search must occur in the
 * name with tag, or in the digest.
 */
export function filterRows(
  rows: readonly ContainerRow[],
  filters: ContainerFilters,
  sinceMs: number | null,
): readonly ContainerRow[] {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  const endpoints = [...filters.endpoints];
  return rows.filter(({ image, placements, searched }) => {
    if (!has(filters.containerCollections, image.containerCollection)) return false;
    if (!has(filters.tags, image.tag ?? '')) return false;
    if (!has(filters.architectures, image.architecture)) return false;
    if (!has(filters.registries, image.registryId)) return false;
    if (!isWithin(image.sizeBytes, filters.size)) return false;
    if (sinceMs !== null && !(image.builtAt !== null && Date.parse(image.builtAt) >= sinceMs)) return false;
    if (endpoints.length > 0 && !endpoints.some((id) => isAt(placements, id))) return false;
    return words.every((word) => searched.includes(word));
  });
}

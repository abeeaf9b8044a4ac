import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { ContainerRow } from './containerRows.ts';

interface Held {
  readonly endpointId: EndpointId;
  readonly count: number;
}

/** The endpoints where at least half of these images are already, those with most first. */
export function mostlyAt(rows: readonly Pick<ContainerRow, 'placements'>[]): readonly Held[] {
  const counts = new Map<EndpointId, number>();
  for (const { placements } of rows)
    for (const [endpointId, state] of placements ?? [])
      if (state === 'upToDate') counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count * 2 >= rows.length)
    .map(([endpointId, count]) => ({ endpointId, count }))
    .sort((a, b) => b.count - a.count);
}

import type { ContainerRow } from './containerRows.ts';

/** No container collection is called so: names are never empty. */
export const pinnedGroup = '';

export interface ContainerGroup {
  /** Of the container collection, or `pinnedGroup`. */
  readonly name: string;
  readonly rows: readonly ContainerRow[];
  readonly bytes: number;
  readonly isFolded: boolean;
}

/** A line of the table: an image, or the heading of a container collection. */
export type ContainerEntry =
  | { readonly kind: 'row'; readonly row: ContainerRow }
  | { readonly kind: 'group'; readonly group: ContainerGroup };

export const plainEntries = (rows: readonly ContainerRow[]): readonly ContainerEntry[] =>
  rows.map((row) => ({ kind: 'row', row }));

/** The group that a row stands in. */
export const groupOf = ({ isPinned, image }: ContainerRow): string =>
  isPinned ? pinnedGroup : image.containerCollection;

/** Headings by name, what is pinned before them, each with its rows in the order they came. */
export function groupedEntries(rows: readonly ContainerRow[], folded: ReadonlySet<string>): readonly ContainerEntry[] {
  const byName = Map.groupBy(rows, groupOf);
  return [...byName.keys()].sort().flatMap((name): readonly ContainerEntry[] => {
    const own = byName.get(name) ?? [];
    const isFolded = folded.has(name);
    const bytes = own.reduce((sum, { image }) => sum + (image.sizeBytes ?? 0), 0);
    return [{ kind: 'group', group: { name, rows: own, bytes, isFolded } }, ...(isFolded ? [] : plainEntries(own))];
  });
}

/** What is ticked in a table, where the keyboard stands, and from where a range is extended. */
export interface TableSelection<Id> {
  readonly selected: ReadonlySet<Id>;
  readonly cursor: Id | null;
  readonly anchor: Id | null;
}

export const noSelection: TableSelection<never> = { selected: new Set(), cursor: null, anchor: null };

const rangeOf = <Id>(order: readonly Id[], from: Id | null, to: Id): readonly Id[] => {
  const end = order.indexOf(to);
  const start = from === null ? -1 : order.indexOf(from);
  if (start === -1) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
};

/** The cursor goes up or down; with `extends` everything from the anchor to it is ticked, and nothing else. */
export function moveCursor<Id>(
  selection: TableSelection<Id>,
  order: readonly Id[],
  by: number,
  { extend = false } = {},
): TableSelection<Id> {
  const here = selection.cursor === null ? -1 : order.indexOf(selection.cursor);
  const start = here === -1 ? (by > 0 ? -1 : order.length) : here;
  const cursor = order[Math.min(order.length - 1, Math.max(0, start + by))];
  if (cursor === undefined) return selection;
  if (!extend) return { ...selection, cursor, anchor: cursor };
  const anchor = selection.anchor ?? selection.cursor ?? cursor;
  return { selected: new Set(rangeOf(order, anchor, cursor)), cursor, anchor };
}

export function toggleRow<Id>(selection: TableSelection<Id>, id: Id): TableSelection<Id> {
  const selected = new Set(selection.selected);
  if (!selected.delete(id)) selected.add(id);
  return { selected, cursor: id, anchor: id };
}

/** A click with Shift: everything from the anchor to here is added. */
export const extendTo = <Id>(selection: TableSelection<Id>, order: readonly Id[], id: Id): TableSelection<Id> => ({
  selected: new Set([...selection.selected, ...rangeOf(order, selection.anchor, id)]),
  cursor: id,
  anchor: selection.anchor ?? id,
});

/** All rows that are shown; once more, and none is. */
export function toggleAll<Id>(selection: TableSelection<Id>, order: readonly Id[]): TableSelection<Id> {
  const isFull = order.length > 0 && order.every((id) => selection.selected.has(id));
  return { ...selection, selected: isFull ? new Set() : new Set([...selection.selected, ...order]) };
}

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

/** Of the rows that are shown only these are ticked; those a filter hides stay as they are. */
function onlyShown<Id>(selected: ReadonlySet<Id>, order: readonly Id[], wanted: readonly Id[]): ReadonlySet<Id> {
  const next = new Set(selected);
  if (next.size > 0) for (const id of order) next.delete(id);
  for (const id of wanted) next.add(id);
  return next;
}

/** The cursor goes up or down; with `extend` of the shown rows those from the anchor to it are ticked, and no others. */
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
  return { selected: onlyShown(selection.selected, order, rangeOf(order, anchor, cursor)), cursor, anchor };
}

export function toggleRow<Id>(selection: TableSelection<Id>, id: Id): TableSelection<Id> {
  const selected = new Set(selection.selected);
  if (!selected.delete(id)) selected.add(id);
  return { selected, cursor: id, anchor: id };
}

/** A click with Shift takes what lies from the anchor to here; with `add` (Ctrl held, or a box) beside what was taken. */
export function extendTo<Id>(
  selection: TableSelection<Id>,
  order: readonly Id[],
  id: Id,
  { add = false } = {},
): TableSelection<Id> {
  const range = rangeOf(order, selection.anchor ?? selection.cursor, id);
  const selected = add ? new Set([...selection.selected, ...range]) : onlyShown(selection.selected, order, range);
  return { selected, cursor: id, anchor: selection.anchor ?? selection.cursor ?? id };
}

/** All rows that are shown; once more, and none of them is. */
export function toggleAll<Id>(selection: TableSelection<Id>, order: readonly Id[]): TableSelection<Id> {
  const isFull = order.length > 0 && order.every((id) => selection.selected.has(id));
  return {
    ...selection,
    selected: isFull ? onlyShown(selection.selected, order, []) : new Set([...selection.selected, ...order]),
  };
}

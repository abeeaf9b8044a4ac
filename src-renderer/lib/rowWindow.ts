/** A row that exists: which one it is, and the element that shows it. */
export interface ShownRow {
  readonly slot: number;
  readonly index: number;
}

interface Sight {
  readonly count: number;
  readonly rowPx: number;
  /** Rows that exist beyond each edge of what is seen. */
  readonly spare: number;
  /** Room for rows, px. */
  readonly roomPx: number;
}

/** So many elements serve any place of the list. */
export const slotsFor = ({ count, rowPx, spare, roomPx }: Sight): number =>
  Math.min(count, Math.ceil(roomPx / rowPx) + 1 + 2 * spare);

/** The first row that exists; `top` is the first in sight. */
export const firstShown = (top: number, slots: number, { count, spare }: Sight): number =>
  Math.max(0, Math.min(top - spare, count - slots));

/**
 * The rows from `first` on, each in the slot of its number: one that goes at one end leaves its element to the one that
 * comes at the other, and all others stay as they are. They are given in the order of the document, which begins with
 * the slot `lead` and is changed as seldom as one likes.
 */
export function shownRows(first: number, slots: number, lead: number): readonly ShownRow[] {
  return Array.from({ length: slots }, (_, place) => {
    const slot = (lead + place) % slots;
    return { slot, index: first + ((((slot - first) % slots) + slots) % slots) };
  });
}

/** Where to scroll so that a row is in sight; null: it is. */
export function scrollFor(
  index: number,
  { rowPx, roomPx }: Pick<Sight, 'rowPx' | 'roomPx'>,
  scrolledPx: number,
): number | null {
  const from = index * rowPx;
  if (from < scrolledPx) return from;
  const to = from + rowPx - roomPx;
  return to > scrolledPx ? to : null;
}

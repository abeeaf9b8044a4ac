import { type KeyboardEvent, type RefObject, useState } from 'react';
import { hasMod } from '../../lib/keys.ts';

/** Where the keyboard stands; -1 is the head of the columns, or the name of the row. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

const pageRows = 12;
const end = Number.POSITIVE_INFINITY;

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-pageRows, 0],
  PageDown: [pageRows, 0],
  Home: [0, -end],
  End: [0, end],
};

interface MatrixKeys {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly scrollToRow: (index: number) => void;
  readonly scrollToColumn: (index: number) => void;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

export const cellMark = ({ row, column }: CellPlace): string => `${row}:${column}`;

const within = (value: number, count: number): number => Math.min(count - 1, Math.max(-1, value));

/** One cell takes the keyboard; arrows, Home, End and pages move it, with Ctrl to the corners. Enter is the cell's own. */
export function useMatrixKeys({ rowCount, columnCount, scrollToRow, scrollToColumn, scroller }: MatrixKeys) {
  const [cursor, setCursor] = useState<CellPlace>({ row: 0, column: 0 });
  const place = { row: within(cursor.row, rowCount), column: within(cursor.column, columnCount) };

  function moveTo(next: CellPlace): void {
    setCursor(next);
    if (next.row >= 0) scrollToRow(next.row);
    if (next.column >= 0) scrollToColumn(next.column);
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${cellMark(next)}"]`)?.focus({ preventScroll: true });
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const [down, right] = step;
    const isCorner = hasMod(event) && (event.key === 'Home' || event.key === 'End');
    const row = isCorner ? (event.key === 'Home' ? 0 : rowCount - 1) : within(place.row + down, rowCount);
    const column = within(place.column + (right === -end && place.column > 0 ? -place.column : right), columnCount);
    moveTo({ row, column });
  };
  return { cursor: place, setCursor, onKeyDown };
}

import { useEffect, useMemo, useState } from 'react';
import { type ShownRow, shownRows } from './rowWindow.ts';

/** Rows stand in the document as they stand on the screen again when nothing has moved for so long. */
const settledMs = 250;

/** Which element shows which row. Elements change their place in the document only when the list has come to rest. */
export function useShownRows(first: number, slots: number): readonly ShownRow[] {
  const [lead, setLead] = useState(0);
  useEffect(() => {
    if (slots === 0) return;
    const timer = setTimeout(() => setLead(first % slots), settledMs);
    return () => clearTimeout(timer);
  }, [first, slots]);
  return useMemo(() => shownRows(first, slots, lead), [first, slots, lead]);
}

import { type RefObject, useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { firstShown, type ShownRow, scrollFor, slotsFor } from './rowWindow.ts';
import { useShownRows } from './useShownRows.ts';

/** What else stands in the window, px: a guess that serves until the scroller has been measured. */
const besidePx = 200;
const guessPx = (isAcross: boolean): number => (isAcross ? globalThis.innerWidth : globalThis.innerHeight) - besidePx;

interface RowWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowPx: number;
  /** What stays at the beginning of the scroller and covers rows, px. */
  readonly headPx?: number;
  readonly spare: number;
  /** Columns are rows that lie beside each other. */
  readonly isAcross?: boolean;
}

export interface RowWindow {
  readonly rows: readonly ShownRow[];
  /** Brings a row into sight; it exists when this returns. */
  readonly scrollTo: (index: number) => void;
}

/** Of many rows of one height those in sight, and some more so that what comes into sight is there already. */
export function useRowWindow(options: RowWindowOptions): RowWindow {
  const { scroller, count, rowPx, headPx = 0, spare, isAcross = false } = options;
  const [top, setTop] = useState(0);
  // Only grows: another number of elements would give each of them another row.
  const [roomPx, setRoomPx] = useState(() => guessPx(isAcross));

  const look = useCallback(() => {
    const element = scroller.current;
    if (element) setTop(Math.max(0, Math.floor((isAcross ? element.scrollLeft : element.scrollTop) / rowPx)));
  }, [scroller, rowPx, isAcross]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoomPx((before) => Math.max(before, isAcross ? element.clientWidth : element.clientHeight)),
    );
    observer.observe(element);
    // Drawn between two frames, not within the event.
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, isAcross, look]);

  const sight = { count, rowPx, spare, roomPx: roomPx - headPx };
  const slots = slotsFor(sight);
  const first = firstShown(top, slots, sight);
  const rows = useShownRows(first, slots);

  const scrollTo = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const room = (isAcross ? element.clientWidth : element.clientHeight) - headPx;
      const px = scrollFor(index, { rowPx, roomPx: room }, isAcross ? element.scrollLeft : element.scrollTop);
      if (px === null) return;
      element.scrollTo(isAcross ? { left: px } : { top: px });
      flushSync(look);
    },
    [scroller, rowPx, headPx, isAcross, look],
  );
  return { rows, scrollTo };
}

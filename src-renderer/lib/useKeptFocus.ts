import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

const controls = 'a, button, input';

/**
 * Elements of a list that show another row when it scrolls would take the focus along to that row. It stays with its
 * row (`data-row`) instead, or with the scroller while the row does not exist; the list's keys go on from there.
 */
export function useKeptFocus(scroller: RefObject<HTMLElement | null>) {
  const kept = useRef<{ readonly row: string; readonly control: number } | null>(null);
  // After every drawing: any may have given an element to another row.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (!kept.current || !focused || !scroller.current?.contains(focused)) return;
    const { row, control } = kept.current;
    if (focused.closest<HTMLElement>('[data-row]')?.dataset.row === row) return;
    const found = scroller.current.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`);
    const wanted = found?.querySelectorAll<HTMLElement>(controls)[control] ?? found;
    // The row that is gone may come back: it is not forgotten by this focus event.
    if (wanted) wanted.focus({ preventScroll: true });
    else if (focused !== scroller.current) scroller.current.focus({ preventScroll: true });
  });
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      if (target === scroller.current) return;
      const row = target.closest<HTMLElement>('[data-row]');
      if (!row?.dataset.row) return;
      kept.current = { row: row.dataset.row, control: [...row.querySelectorAll(controls)].indexOf(target) };
    },
    onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!scroller.current?.contains(relatedTarget)) kept.current = null;
    },
  };
}

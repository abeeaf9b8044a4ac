import type { Virtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, RefObject } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import { moveCursor, type TableSelection, toggleAll, toggleRow } from '../../lib/tableSelection.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { ContainerRow } from './containerRows.ts';

interface TableKeys {
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onOpenSend: () => void;
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Arrows move, Shift extends, Space ticks, Enter opens, Ctrl+A takes all, Ctrl+Enter sends, Esc lets go. */
export function useTableKeys({ rows, view, virtualizer, scroller, onOpenSend }: TableKeys) {
  const { containerView, route } = useStores();
  const order = rows.map((row) => row.image.id);

  function moveTo(next: TableSelection<ImageId>): void {
    containerView.select(next);
    const index = next.cursor === null ? -1 : order.indexOf(next.cursor);
    if (index === -1) return;
    virtualizer.scrollToIndex(index);
    // The row may only exist after the list has scrolled to it.
    requestAnimationFrame(() => {
      const found = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`);
      found?.focus({ preventScroll: true });
    });
  }

  function act(event: KeyboardEvent): boolean {
    const withCtrl = event.ctrlKey || event.metaKey;
    const step = steps[event.key];
    const cursor = view.selection.cursor ?? order[0] ?? null;
    const isOnControl = event.target instanceof Element && event.target.closest('a, button, input') !== null;
    if (step !== undefined) {
      moveTo(moveCursor({ ...view.selection, cursor }, order, step, { extend: event.shiftKey }));
      return true;
    }
    if (withCtrl && event.key.toLowerCase() === 'a') {
      containerView.select(toggleAll(view.selection, order));
      return true;
    }
    if (withCtrl && event.key === 'Enter') {
      if (view.selection.selected.size > 0) onOpenSend();
      return true;
    }
    if (event.key === 'Escape' && view.selection.selected.size > 0) {
      containerView.clearSelection();
      return true;
    }
    if (isOnControl || cursor === null || withCtrl) return false;
    if (event.key === ' ') moveTo(toggleRow(view.selection, cursor));
    else if (event.key === 'Enter') route.go('containers', cursor);
    else return false;
    return true;
  }

  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (act(event)) event.preventDefault();
    },
  };
}

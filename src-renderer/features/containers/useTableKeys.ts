import type { KeyboardEvent, RefObject } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import { hasMod, isKeys } from '../../lib/keys.ts';
import { moveCursor, type TableSelection, toggleAll, toggleRow } from '../../lib/tableSelection.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { ContainerEntry } from './containerEntries.ts';
import type { ContainerRow } from './containerRows.ts';

interface TableKeys {
  /** What stands in the table, headings too. */
  readonly entries: readonly ContainerEntry[];
  /** The images of it, which the cursor goes through. */
  readonly rows: readonly ContainerRow[];
  /** All can be taken when all are here. */
  readonly isWhole: boolean;
  readonly view: ContainerView;
  /** Brings a line of the table into sight. */
  readonly scrollTo: (index: number) => void;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onCopy: (id: ImageId) => void;
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Text the user has marked is what Ctrl+C copies; a row only when nothing is marked. */
const hasMarkedText = (): boolean => (globalThis.getSelection?.()?.toString() ?? '') !== '';

/** Arrows move, Shift extends, Space ticks, Enter opens, Ctrl+A takes all, Ctrl+C copies the address, Esc lets go. */
export function useTableKeys({ entries, rows, isWhole, view, scrollTo, scroller, onCopy }: TableKeys) {
  const { containerView, route } = useStores();
  const orderOf = () => rows.map((row) => row.image.id);

  function moveTo(next: TableSelection<ImageId>): void {
    containerView.select(next);
    const index = entries.findIndex((entry) => entry.kind === 'row' && entry.row.image.id === next.cursor);
    if (index === -1) return;
    scrollTo(index);
    scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)?.focus({ preventScroll: true });
  }

  /** Left on a row folds its group away and stands on the heading; Right on a heading opens it, Down goes into it. */
  function actOnGroup(event: KeyboardEvent): boolean {
    if (!(event.target instanceof Element) || hasMod(event)) return false;
    const name = event.target.closest<HTMLElement>('[data-group]')?.dataset.group;
    if (name === undefined) {
      const here = rows.find((row) => row.image.id === view.selection.cursor)?.image.containerCollection;
      if (event.key !== 'ArrowLeft' || view.layout !== 'grouped' || here === undefined) return false;
      const at = entries.findIndex((entry) => entry.kind === 'group' && entry.group.name === here);
      containerView.fold(here, true);
      scrollTo(at);
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${at + 2}"] [data-group]`)?.focus(),
      );
      return true;
    }
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      containerView.fold(name, event.key === 'ArrowLeft');
      return true;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
    const at = entries.findIndex((entry) => entry.kind === 'group' && entry.group.name === name);
    const next = entries[event.key === 'ArrowDown' ? at + 1 : at - 1];
    if (next?.kind === 'row') moveTo({ ...view.selection, cursor: next.row.image.id, anchor: next.row.image.id });
    else if (next !== undefined)
      scroller.current?.querySelector<HTMLElement>(`[data-group="${CSS.escape(next.group.name)}"]`)?.focus();
    return true;
  }

  function act(event: KeyboardEvent): boolean {
    if (actOnGroup(event)) return true;
    const step = steps[event.key];
    const cursor = view.selection.cursor ?? rows[0]?.image.id ?? null;
    const isOnControl = event.target instanceof Element && event.target.closest('a, button, input') !== null;
    if (step !== undefined && !event.altKey) {
      moveTo(moveCursor({ ...view.selection, cursor }, orderOf(), step, { extend: event.shiftKey }));
      return true;
    }
    if (isKeys(event, 'Ctrl+A')) {
      if (isWhole) containerView.select(toggleAll(view.selection, orderOf()));
      return true;
    }
    if (isKeys(event, 'Ctrl+C') && cursor !== null && !hasMarkedText()) {
      onCopy(cursor);
      return true;
    }
    if (event.key === 'Escape' && view.selection.selected.size > 0) {
      containerView.clearSelection();
      return true;
    }
    if (isOnControl || cursor === null || hasMod(event)) return false;
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

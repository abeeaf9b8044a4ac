import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import { hasMod, isKeys } from '../../lib/keys.ts';
import { extendTo, moveCursor, type TableSelection, toggleAll, toggleRow } from '../../lib/tableSelection.ts';
import { isLetter, rowTyped, type Typed, typedNow } from '../../lib/typeAhead.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { type ContainerEntry, groupOf } from './containerEntries.ts';
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
  /** Of all that are ticked when the row is one of them. */
  readonly onCopy: (ids: readonly ImageId[]) => void;
  readonly rowPx: number;
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Text the user has marked is what Ctrl+C copies; a row only when nothing is marked. */
const hasMarkedText = (): boolean => (globalThis.getSelection?.()?.toString() ?? '') !== '';

/**
 * Arrows, pages and letters move, Shift extends, Space ticks, Enter opens, Ctrl+A takes all, Ctrl+C copies addresses, Esc
 * lets go.
 */
export function useTableKeys({ entries, rows, isWhole, view, scrollTo, scroller, onCopy, rowPx }: TableKeys) {
  const { containerView, route } = useStores();
  const typed = useRef<Typed | null>(null);
  const orderOf = () => rows.map((row) => row.image.id);

  function stepOf(key: string): number | undefined {
    if (key !== 'PageDown' && key !== 'PageUp') return steps[key];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 1);
    return key === 'PageDown' ? page : -page;
  }

  /** To the next row whose name, or its part after the container collection, begins with what is typed. */
  function goToTyped(event: KeyboardEvent, cursor: ImageId | null): boolean {
    typed.current = typedNow(typed.current, event.key.toLowerCase(), event.timeStamp);
    const found = rowTyped(typed.current.text, {
      count: rows.length,
      from: rows.findIndex((row) => row.image.id === cursor),
      begins: (index, text) => {
        const row = rows[index];
        if (!row) return false;
        return row.searched.startsWith(text) || row.searched.startsWith(text, row.image.containerCollection.length + 1);
      },
    });
    const id = found === null ? undefined : rows[found]?.image.id;
    if (id !== undefined) moveTo({ ...view.selection, cursor: id, anchor: id });
    return true;
  }

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
      const row = rows.find(({ image }) => image.id === view.selection.cursor);
      if (event.key !== 'ArrowLeft' || view.layout !== 'grouped' || row === undefined) return false;
      const here = groupOf(row);
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
    const step = stepOf(event.key);
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
      const { selected } = view.selection;
      onCopy(selected.has(cursor) ? rows.flatMap(({ image: { id } }) => (selected.has(id) ? [id] : [])) : [cursor]);
      return true;
    }
    if (event.key === 'Escape' && view.selection.selected.size > 0) {
      containerView.clearSelection();
      return true;
    }
    if (!hasMod(event) && isLetter(event)) return goToTyped(event, cursor);
    if (isOnControl || cursor === null) return false;
    if (event.key === ' ' && event.shiftKey) moveTo(extendTo(view.selection, orderOf(), cursor));
    else if (event.key === ' ') moveTo(toggleRow(view.selection, cursor));
    else if (hasMod(event)) return false;
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

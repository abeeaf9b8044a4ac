// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the keyboard, its cells never
import { useMemo, useRef, useState } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { ContextMenu } from '../../components/ContextMenu.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { extendTo, toggleRow } from '../../lib/tableSelection.ts';
import { useCopy } from '../../lib/useCopy.ts';
import { useKeptFocus } from '../../lib/useKeptFocus.ts';
import { useNow } from '../../lib/useNow.ts';
import { useRowWindow } from '../../lib/useRowWindow.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import type { HideableColumn } from '../../stores/keptContainerView.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { ContainerGroupRow } from './ContainerGroupRow.tsx';
import { ContainerTableHead } from './ContainerTableHead.tsx';
import { ContainerTableRow, type RowCalls } from './ContainerTableRow.tsx';
import { type ContainerEntry, type ContainerGroup, groupedEntries, plainEntries } from './containerEntries.ts';
import type { ContainerRow } from './containerRows.ts';
import { useImageActions } from './useImageActions.ts';
import { useImageCopies } from './useImageCopies.ts';
import { useTableKeys } from './useTableKeys.ts';

const rowHeightPx = 41;

interface ContainerTableProps {
  readonly rows: readonly ContainerRow[];
  /** How many there will be when the others have come, too; null: these are all. */
  readonly total: number | null;
  readonly view: ContainerView;
  readonly hidden: ReadonlySet<HideableColumn>;
}

/** Ten thousand rows, of which only those in sight exist. One row takes the keyboard; the arrows move it. */
export function ContainerTable({ rows: all, total, view, hidden }: ContainerTableProps) {
  const { t } = useWords();
  const { entries, rows } = useEntries(all, view);
  const count = total ?? entries.length;
  const { menu, closeMenu, calls } = useRowCalls(rows);
  const actionsOf = useImageActions();
  return (
    <div
      className={`table-frame container-table${[...hidden].map((column) => ` hides-${column}`).join('')}`}
      role="grid"
      aria-label={t('containers.list.label')}
      aria-rowcount={count + 1}
      aria-multiselectable="true"
    >
      <ContainerTableHead rows={all} isWhole={total === null} view={view} />
      <TableRows entries={entries} count={count} rows={rows} view={view} calls={calls} />
      {menu && (
        <ContextMenu
          label={t('containers.row.menu', { name: nameWithTagOf(menu.row.image) })}
          at={menu.at}
          onClose={closeMenu}
          entries={actionsOf(menu.row.image)}
        />
      )}
    </div>
  );
}

interface TableRowsProps {
  readonly entries: readonly ContainerEntry[];
  /** More than there are entries while some are on their way. */
  readonly count: number;
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly calls: RowCalls;
}

/** Apart from the frame, because it is drawn anew with each frame of a scroll. */
function TableRows({ entries, count, rows, view, calls }: TableRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const endpoints = useRead('endpoints').value?.endpoints ?? noEndpoints;
  const now = useNow();
  const copies = useImageCopies();
  const groupCalls = useGroupCalls();
  const inSight = useRowWindow({ scroller, count, rowPx: rowHeightPx, spare: 8 });
  const keptFocus = useKeptFocus(scroller);
  const { onKeyDown } = useTableKeys({
    entries,
    rows,
    isWhole: count === entries.length,
    view,
    scrollTo: inSight.scrollTo,
    scroller,
    rowPx: rowHeightPx,
    onCopy: (ids) => {
      const wanted = new Set(ids);
      copies.addresses(rows.flatMap(({ image }) => (wanted.has(image.id) ? [image] : [])));
    },
  });
  const { selected } = view.selection;
  const cursor = view.selection.cursor ?? rows[0]?.image.id;
  return (
    <div ref={scroller} className="container-rows" role="rowgroup" tabIndex={-1} onKeyDown={onKeyDown} {...keptFocus}>
      <div style={{ height: count * rowHeightPx, position: 'relative' }} role="presentation">
        {inSight.rows.map(({ slot, index }) => {
          const entry = entries[index];
          const place = { index, top: index * rowHeightPx };
          if (!entry)
            return <div key={slot} role="presentation" className="container-row" style={{ top: place.top }} />;
          if (entry.kind === 'group')
            return (
              <ContainerGroupRow
                key={slot}
                group={entry.group}
                {...place}
                selectedCount={selectedIn(entry.group, selected)}
                {...groupCalls}
              />
            );
          const { row } = entry;
          return (
            <ContainerTableRow
              key={slot}
              row={row}
              {...place}
              now={now}
              endpoints={endpoints}
              isSelected={selected.has(row.image.id)}
              isCursor={row.image.id === cursor}
              isLastPinned={row.isPinned && isPlainEntry(entries[index + 1])}
              calls={calls}
            />
          );
        })}
      </div>
    </div>
  );
}

const noEndpoints: readonly Endpoint[] = [];

const isPlainEntry = (entry: ContainerEntry | undefined): boolean => entry?.kind === 'row' && !entry.row.isPinned;

/** What rows ask for, under one identity however the rows change. */
function useRowCalls(rows: readonly ContainerRow[]) {
  const { containerView, route } = useStores();
  const { t } = useWords();
  const copy = useCopy();
  const [menu, setMenu] = useState<{ readonly row: ContainerRow; readonly at: { x: number; y: number } } | null>(null);
  const latest = useRef({ rows, copy, t });
  latest.current = { rows, copy, t };
  const calls = useMemo<RowCalls>(
    () => ({
      select: ({ image }, { toHere, add }) => {
        const { selection } = containerView.getState();
        const order = toHere ? latest.current.rows.map((row) => row.image.id) : [];
        containerView.select(toHere ? extendTo(selection, order, image.id, { add }) : toggleRow(selection, image.id));
      },
      open: ({ image }) => route.go('containers', image.id),
      openMenu: (row, at) => setMenu({ row, at }),
      copyDigest: (digest) => {
        const { copy: put, t: say } = latest.current;
        void put(digest, say('containers.row.digest'), say('containers.row.copiedDigest'));
      },
    }),
    [containerView, route],
  );
  return { menu, closeMenu: () => setMenu(null), calls };
}

/** The lines of the table, and the images among them in the order the keyboard goes. */
function useEntries(all: readonly ContainerRow[], { layout, folded }: ContainerView) {
  const isGrouped = layout === 'grouped';
  const entries = useMemo(
    () => (isGrouped ? groupedEntries(all, folded) : plainEntries(all)),
    [all, isGrouped, folded],
  );
  const rows = useMemo(
    () => (isGrouped ? entries.flatMap((entry) => (entry.kind === 'row' ? [entry.row] : [])) : all),
    [all, entries, isGrouped],
  );
  return { entries, rows };
}

function useGroupCalls() {
  const { containerView } = useStores();
  return useMemo(
    () => ({
      onFold: ({ name, isFolded }: ContainerGroup) => containerView.fold(name, !isFolded),
      onSelect: ({ rows: own }: ContainerGroup, isOn: boolean) => {
        const { selection: before } = containerView.getState();
        const selected = new Set(before.selected);
        for (const { image } of own) {
          if (isOn) selected.add(image.id);
          else selected.delete(image.id);
        }
        containerView.select({ ...before, selected });
      },
    }),
    [containerView],
  );
}

const selectedIn = ({ rows }: ContainerGroup, selected: ReadonlySet<string>): number =>
  selected.size === 0 ? 0 : rows.reduce((sum, { image }) => sum + Number(selected.has(image.id)), 0);

// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the keyboard, its cells never
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { ContextMenu } from '../../components/ContextMenu.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { NowContext } from '../../lib/now.ts';
import { extendTo, toggleAll, toggleRow } from '../../lib/tableSelection.ts';
import { useCopy } from '../../lib/useCopy.ts';
import { useNow } from '../../lib/useNow.ts';
import type { ContainerSortKey, ContainerView } from '../../stores/containerViewStore.ts';
import type { HideableColumn } from '../../stores/keptContainerView.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { ContainerGroupRow } from './ContainerGroupRow.tsx';
import { ContainerTableRow, type RowCalls } from './ContainerTableRow.tsx';
import { type ContainerGroup, groupedEntries, plainEntries } from './containerEntries.ts';
import type { ContainerRow } from './containerRows.ts';
import { useImageActions } from './useImageActions.ts';
import { useTableKeys } from './useTableKeys.ts';

const rowHeightPx = 41;

const columns: readonly {
  readonly key: ContainerSortKey | 'digest';
  readonly isNumber?: true;
}[] = [
  { key: 'name' },
  { key: 'tag' },
  { key: 'size', isNumber: true },
  { key: 'digest' },
  { key: 'built' },
  { key: 'architecture' },
  { key: 'where' },
  { key: 'registry' },
];

interface ContainerTableProps {
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly hidden: ReadonlySet<HideableColumn>;
}

/** Ten thousand rows, of which only those in sight exist. One row takes the keyboard; the arrows move it. */
export function ContainerTable({ rows: all, view, hidden }: ContainerTableProps) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const endpoints = useRead('endpoints').value?.endpoints ?? noEndpoints;
  const now = useNow();
  const { entries, rows, groupCalls, selectedIn } = useEntries(all, view);
  const { menu, closeMenu, calls } = useRowCalls(rows);
  const actionsOf = useImageActions();
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    // Drawn with the next frame, not within the scroll event, which would lay the page out twice.
    useFlushSync: false,
    // A size for the first paint, before the element is measured.
    initialRect: { width: 900, height: 600 },
  });
  const { onKeyDown } = useTableKeys({
    entries,
    rows,
    view,
    virtualizer,
    scroller,
    onCopy: (id) => {
      const image = rows.find((row) => row.image.id === id)?.image;
      if (image)
        actionsOf(image)
          .find((action) => action.id === 'copyAddress')
          ?.run();
    },
  });
  const cursor = view.selection.cursor ?? rows[0]?.image.id;
  return (
    <div
      className={`table-frame container-table${[...hidden].map((column) => ` hides-${column}`).join('')}`}
      role="grid"
      aria-label={t('containers.list.label')}
      aria-rowcount={entries.length + 1}
      aria-multiselectable="true"
    >
      <TableHead rows={all} view={view} />
      <div ref={scroller} className="container-rows" role="rowgroup" tabIndex={-1} onKeyDown={onKeyDown}>
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
          <NowContext value={now}>
            {virtualizer.getVirtualItems().map((virtualRow) => {
              const entry = entries[virtualRow.index];
              if (!entry) return null;
              if (entry.kind === 'group')
                return (
                  <ContainerGroupRow
                    key={`group ${entry.group.name}`}
                    group={entry.group}
                    index={virtualRow.index}
                    top={virtualRow.start}
                    selectedCount={selectedIn(entry.group)}
                    {...groupCalls}
                  />
                );
              const { row } = entry;
              return (
                <ContainerTableRow
                  key={row.image.id}
                  row={row}
                  index={virtualRow.index}
                  top={virtualRow.start}
                  endpoints={endpoints}
                  isSelected={view.selection.selected.has(row.image.id)}
                  isCursor={row.image.id === cursor}
                  calls={calls}
                />
              );
            })}
          </NowContext>
        </div>
      </div>
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

const noEndpoints: readonly Endpoint[] = [];

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
      select: ({ image }, isRange) => {
        const { selection } = containerView.getState();
        const order = isRange ? latest.current.rows.map((row) => row.image.id) : [];
        containerView.select(isRange ? extendTo(selection, order, image.id) : toggleRow(selection, image.id));
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
function useEntries(all: readonly ContainerRow[], { layout, folded, selection }: ContainerView) {
  const { containerView } = useStores();
  const isGrouped = layout === 'grouped';
  const entries = useMemo(
    () => (isGrouped ? groupedEntries(all, folded) : plainEntries(all)),
    [all, isGrouped, folded],
  );
  const rows = useMemo(
    () => (isGrouped ? entries.flatMap((entry) => (entry.kind === 'row' ? [entry.row] : [])) : all),
    [all, entries, isGrouped],
  );
  const groupCalls = useMemo(
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
  const selectedIn = ({ rows: own }: ContainerGroup) =>
    selection.selected.size === 0
      ? 0
      : own.reduce((sum, { image }) => sum + Number(selection.selected.has(image.id)), 0);
  return { entries, rows, groupCalls, selectedIn };
}

function TableHead({ rows, view }: Pick<ContainerTableProps, 'rows' | 'view'>) {
  const { t } = useWords();
  const { containerView } = useStores();
  const { selected } = view.selection;
  const count = selected.size === 0 ? 0 : rows.reduce((sum, row) => sum + Number(selected.has(row.image.id)), 0);
  return (
    <div className="container-row container-head" role="row" aria-rowindex={1}>
      <span role="columnheader">
        <input
          type="checkbox"
          className="checkbox"
          aria-label={t('containers.columns.selectAll')}
          checked={count > 0 && count === rows.length}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < rows.length;
          }}
          onChange={() =>
            containerView.select(
              toggleAll(
                view.selection,
                rows.map((row) => row.image.id),
              ),
            )
          }
        />
      </span>
      {columns.map((column) => (
        <HeadCell key={column.key} column={column} sort={view.sort} />
      ))}
      <span role="columnheader">
        <span className="visually-hidden">{t('containers.columns.more')}</span>
      </span>
    </div>
  );
}

function HeadCell({
  column,
  sort,
}: {
  readonly column: (typeof columns)[number];
  readonly sort: ContainerView['sort'];
}) {
  const { t } = useWords();
  const { containerView } = useStores();
  const { key } = column;
  const word = t(`containers.columns.${key}`);
  const className = `col-${key}${column.isNumber ? ' col-number' : ''}`;
  if (key === 'digest')
    return (
      <span role="columnheader" className={className}>
        {word}
      </span>
    );
  const isSorted = sort.key === key;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  const Arrow = sort.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <span role="columnheader" aria-sort={isSorted ? direction : 'none'} className={className}>
      <button type="button" className="sort-button" onClick={() => containerView.sortBy(key)}>
        {word}
        {isSorted && <Arrow size={13} aria-hidden="true" />}
      </button>
    </span>
  );
}

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
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { ContainerTableRow, type RowCalls } from './ContainerTableRow.tsx';
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
}

/** Ten thousand rows, of which only those in sight exist. One row takes the keyboard; the arrows move it. */
export function ContainerTable({ rows, view }: ContainerTableProps) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const endpoints = useRead('endpoints').value?.endpoints ?? noEndpoints;
  const now = useNow();
  const { menu, closeMenu, calls } = useRowCalls(rows);
  const actionsOf = useImageActions();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    // Drawn with the next frame, not within the scroll event, which would lay the page out twice.
    useFlushSync: false,
    // A size for the first paint, before the element is measured.
    initialRect: { width: 900, height: 600 },
  });
  const { onKeyDown } = useTableKeys({
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
      className="table-frame container-table"
      role="grid"
      aria-label={t('containers.list.label')}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
    >
      <TableHead rows={rows} view={view} />
      <div ref={scroller} className="container-rows" role="rowgroup" tabIndex={-1} onKeyDown={onKeyDown}>
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
          <NowContext value={now}>
            {virtualizer.getVirtualItems().map((virtualRow) => {
              const row = rows[virtualRow.index];
              if (!row) return null;
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

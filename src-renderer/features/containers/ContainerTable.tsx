// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the keyboard, its cells never
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { toggleAll } from '../../lib/tableSelection.ts';
import type { ContainerSortKey, ContainerView } from '../../stores/containerViewStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { ContainerTableRow } from './ContainerTableRow.tsx';
import type { ContainerRow } from './containerRows.ts';
import { useTableKeys } from './useTableKeys.ts';

const rowHeightPx = 41;

const columns: readonly {
  readonly key: ContainerSortKey | 'digest';
  readonly word: string;
  readonly isNumber?: true;
}[] = [
  { key: 'name', word: 'Name' },
  { key: 'tag', word: 'Tag' },
  { key: 'size', word: 'Size', isNumber: true },
  { key: 'digest', word: 'Digest' },
  { key: 'built', word: 'Built' },
  { key: 'architecture', word: 'Arch' },
  { key: 'where', word: 'Where' },
  { key: 'registry', word: 'Registry' },
];

interface ContainerTableProps {
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly onOpenSend: () => void;
}

/** Ten thousand rows, of which only those in sight exist. One row takes the keyboard; the arrows move it. */
export function ContainerTable({ rows, view, onOpenSend }: ContainerTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    // A size for the first paint, before the element is measured.
    initialRect: { width: 900, height: 600 },
  });
  const { onKeyDown } = useTableKeys({ rows, view, virtualizer, scroller, onOpenSend });
  const cursor = view.selection.cursor ?? rows[0]?.image.id;
  return (
    <div
      className="table-frame container-table"
      role="grid"
      aria-label="Images"
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
    >
      <TableHead rows={rows} view={view} />
      <div ref={scroller} className="container-rows" role="rowgroup" tabIndex={-1} onKeyDown={onKeyDown}>
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
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
                order={rows}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function TableHead({ rows, view }: Pick<ContainerTableProps, 'rows' | 'view'>) {
  const { containerView } = useStores();
  const order = rows.map((row) => row.image.id);
  const count = order.filter((id) => view.selection.selected.has(id)).length;
  return (
    <div className="container-row container-head" role="row" aria-rowindex={1}>
      <span role="columnheader">
        <input
          type="checkbox"
          className="checkbox"
          aria-label="Select all images"
          checked={count > 0 && count === order.length}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < order.length;
          }}
          onChange={() => containerView.select(toggleAll(view.selection, order))}
        />
      </span>
      {columns.map((column) => (
        <HeadCell key={column.key} column={column} sort={view.sort} />
      ))}
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
  const { containerView } = useStores();
  const { key, word } = column;
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

// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons within take the keyboard
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import { toggleAll } from '../../lib/tableSelection.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { type ContainerSortKey, sortKeys } from '../../stores/keptContainerView.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { ContainerRow } from './containerRows.ts';

interface TableHeadProps {
  readonly rows: readonly ContainerRow[];
  /** All can be ticked when all are here. */
  readonly isWhole: boolean;
  readonly view: ContainerView;
}

/** Ticks all rows, and sorts them. */
export const ContainerTableHead = memo(function ContainerTableHead({ rows, isWhole, view }: TableHeadProps) {
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
          disabled={!isWhole}
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
      {sortKeys.map((column) => (
        <HeadCell key={column} column={column} sort={view.sort} />
      ))}
      <span role="columnheader">
        <span className="visually-hidden">{t('containers.columns.more')}</span>
      </span>
    </div>
  );
});

interface HeadCellProps {
  readonly column: ContainerSortKey;
  readonly sort: ContainerView['sort'];
}

function HeadCell({ column, sort }: HeadCellProps) {
  const { t } = useWords();
  const { containerView } = useStores();
  const isSorted = sort.key === column;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  const Arrow = sort.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? direction : 'none'}
      className={`col-${column}${column === 'size' ? ' col-number' : ''}`}
    >
      <button type="button" className="sort-button" onClick={() => containerView.sortBy(column)}>
        {t(`containers.columns.${column}`)}
        {isSorted && <Arrow size={13} aria-hidden="true" />}
      </button>
    </span>
  );
}

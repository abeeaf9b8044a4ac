// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: one cell at a time takes the keyboard, its row never
import './matrix.css';
import { memo, useCallback, useMemo, useRef } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import { ContextMenu } from '../../components/ContextMenu.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import type { ShownRow } from '../../lib/rowWindow.ts';
import { useKeptFocus } from '../../lib/useKeptFocus.ts';
import { useRowWindow } from '../../lib/useRowWindow.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { MatrixCell } from './MatrixCell.tsx';
import { MatrixHead } from './MatrixHead.tsx';
import { MatrixLegend } from './MatrixLegend.tsx';
import { columnLeft, sizes } from './matrixSizes.ts';
import { NoColumns } from './NoColumns.tsx';
import {
  type EndpointColumn,
  endpointColumns,
  indexPlacements,
  type PlacementIndex,
  placementAt,
} from './placementIndex.ts';
import { cellMark, useMatrixKeys } from './useMatrixKeys.ts';
import { useMatrixMenu } from './useMatrixMenu.ts';

const noEndpoints: readonly Endpoint[] = [];
const noPlacements: readonly Placement[] = [];

/** Every image at every endpoint. Only the cells in sight exist, both ways. */
export function PlacementMatrix({ images }: { readonly images: readonly Image[] }) {
  const endpoints = useRead('endpoints').value?.endpoints ?? noEndpoints;
  const registries = useRead('registries').value;
  const placements = useRead('placements').value ?? noPlacements;
  const index = useMemo(() => indexPlacements(placements), [placements]);
  const columns = useMemo(
    () => endpointColumns(endpoints, registries ?? [], placements, images),
    [endpoints, registries, placements, images],
  );
  if (columns.length === 0) return <NoColumns />;
  return <Matrix images={images} columns={columns} index={index} />;
}

interface MatrixProps {
  readonly images: readonly Image[];
  readonly columns: readonly EndpointColumn[];
  readonly index: PlacementIndex;
}

function Matrix({ images, columns, index }: MatrixProps) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowWindow({ scroller, count: images.length, rowPx: sizes.row, headPx: sizes.head, spare: 5 });
  const across = useRowWindow({
    scroller,
    count: columns.length,
    rowPx: sizes.column,
    headPx: sizes.name,
    spare: 1,
    isAcross: true,
  });
  const keys = useMatrixKeys({
    rowCount: images.length,
    columnCount: columns.length,
    scrollToRow: rows.scrollTo,
    scrollToColumn: across.scrollTo,
    scroller,
  });
  const keptFocus = useKeptFocus(scroller);
  const menu = useMatrixMenu(images, index);
  const onAct = useCellDeed();
  const inSight = across.rows;
  return (
    <>
      <div
        ref={scroller}
        className="table-frame matrix"
        role="grid"
        aria-label={t('placement.matrix.label')}
        aria-rowcount={images.length + 1}
        aria-colcount={columns.length + 1}
        tabIndex={-1}
        onKeyDown={keys.onKeyDown}
        onBlur={keptFocus.onBlur}
        onFocus={(event) => {
          keptFocus.onFocus(event);
          const [row, column] = (event.target.closest<HTMLElement>('[data-cell]')?.dataset.cell ?? '').split(':');
          if (row && column) keys.setCursor({ row: Number(row), column: Number(column) });
        }}
      >
        <div
          role="presentation"
          className="matrix-sizer"
          style={{
            width: sizes.name + columns.length * sizes.column,
            height: sizes.head + images.length * sizes.row,
          }}
        >
          <MatrixHead
            columns={columns}
            inSight={inSight}
            imageCount={images.length}
            cursorColumn={keys.cursor.row === -1 ? keys.cursor.column : null}
            onMenu={menu.open}
          />
          {rows.rows.map(({ slot, index: row }) => {
            const image = images[row];
            if (!image) return null;
            return (
              <MatrixRow
                key={slot}
                image={image}
                row={row}
                columns={columns}
                inSight={inSight}
                index={index}
                cursorColumn={keys.cursor.row === row ? keys.cursor.column : null}
                onAct={onAct}
              />
            );
          })}
        </div>
      </div>
      <MatrixLegend />
      {menu.menu && (
        <ContextMenu
          label={t('placement.menu.actionsFor', { name: menu.menu.column.endpoint.name })}
          at={menu.menu.at}
          entries={menu.entries}
          onClose={menu.close}
        />
      )}
    </>
  );
}

/** What a cell leads to: a send where the image is missing or old, else where the fact comes from. */
function useCellDeed() {
  const { dialogs, route } = useStores();
  return useCallback(
    (image: Image, endpoint: Endpoint, placement: Placement | null) => {
      if (placement?.state === 'upToDate') route.go('containers', image.id);
      else if (placement?.state === 'onItsWay') route.go('activity');
      else dialogs.openSend([image.id], [endpoint.id]);
    },
    [dialogs, route],
  );
}

interface MatrixRowProps {
  readonly image: Image;
  readonly row: number;
  readonly columns: readonly EndpointColumn[];
  readonly inSight: readonly ShownRow[];
  readonly index: PlacementIndex;
  /** The column that takes the keyboard; null: another row has it. */
  readonly cursorColumn: number | null;
  readonly onAct: (image: Image, endpoint: Endpoint, placement: Placement | null) => void;
}

const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { image, row, columns, inSight, index, cursorColumn, onAct } = props;
  const name = nameWithTagOf(image);
  return (
    <div className="matrix-row" role="row" aria-rowindex={row + 2} style={{ top: sizes.head + row * sizes.row }}>
      <div className="matrix-name" role="rowheader" aria-colindex={1} data-row={image.id}>
        <a
          href={hrefOf('containers', image.id)}
          className="row-link clip"
          title={name}
          data-cell={cellMark({ row, column: -1 })}
          tabIndex={cursorColumn === -1 ? 0 : -1}
        >
          {name}
        </a>
      </div>
      {inSight.map(({ slot, index: column }) => {
        const endpoint = columns[column]?.endpoint;
        if (!endpoint) return null;
        return (
          <MatrixCell
            key={slot}
            image={image}
            endpoint={endpoint}
            placement={placementAt(index, image.id, endpoint.id)}
            row={row}
            column={column}
            left={columnLeft(column)}
            isCursor={cursorColumn === column}
            onAct={onAct}
          />
        );
      })}
    </div>
  );
});

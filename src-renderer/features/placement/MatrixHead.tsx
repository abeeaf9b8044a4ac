// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold cells that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: the button within takes the keyboard
import { IconChevronDown } from '@tabler/icons-react';
import { memo } from 'react';
import { Icon } from '../../components/Icon.tsx';
import type { ShownRow } from '../../lib/rowWindow.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { columnLeft } from './matrixSizes.ts';
import type { EndpointColumn } from './placementIndex.ts';
import { cellMark } from './useMatrixKeys.ts';

interface MatrixHeadProps {
  readonly columns: readonly EndpointColumn[];
  readonly inSight: readonly ShownRow[];
  readonly imageCount: number;
  /** The column whose head takes the keyboard; null: a cell does. */
  readonly cursorColumn: number | null;
  readonly onMenu: (column: EndpointColumn, at: { readonly x: number; readonly y: number }) => void;
}

/** The endpoints; each opens what can be done for the whole column. */
export const MatrixHead = memo(function MatrixHead(props: MatrixHeadProps) {
  const { columns, inSight, imageCount, cursorColumn, onMenu } = props;
  const { t, states } = useWords();
  return (
    <div className="matrix-head" role="row" aria-rowindex={1}>
      <div className="matrix-corner" role="columnheader" aria-colindex={1}>
        {t('placement.matrix.image')}
      </div>
      {inSight.map(({ slot, index }) => {
        const column = columns[index];
        if (!column) return null;
        const { endpoint, upToDate } = column;
        const state = states.endpoint[endpoint.state];
        const place = { row: -1, column: index };
        return (
          <div
            key={slot}
            role="columnheader"
            aria-colindex={index + 2}
            className="matrix-column"
            data-row={`head ${endpoint.id}`}
            style={{ left: columnLeft(index) }}
          >
            <button
              type="button"
              data-cell={cellMark(place)}
              className="matrix-column-button"
              tabIndex={cursorColumn === index ? 0 : -1}
              aria-haspopup="menu"
              title={[endpoint.name, endpoint.organization, endpoint.folder].filter(Boolean).join('\n')}
              onClick={(event) => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                onMenu(column, { x: left, y: bottom });
              }}
              onContextMenu={(event) => {
                event.preventDefault();
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                onMenu(column, { x: left, y: bottom });
              }}
            >
              <span className="matrix-column-name">
                <span className="clip">{endpoint.name}</span>
                <IconChevronDown size={13} aria-hidden="true" />
              </span>
              <span className={`matrix-column-line ink-${state.tone}`}>
                <Icon name={state.icon} size={12} />
                <span className="clip">{state.word}</span>
              </span>
              <span className="matrix-count num">
                {t('placement.matrix.upToDateOf', { count: upToDate, total: imageCount })}
              </span>
            </button>
          </div>
        );
      })}
    </div>
  );
});

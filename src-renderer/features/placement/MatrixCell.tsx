// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold cells that are placed by their offset
import { memo } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import { Icon } from '../../components/Icon.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { cellFacts, isChangedByOthers, stateAt } from './placementIndex.ts';
import { cellMark } from './useMatrixKeys.ts';

interface MatrixCellProps {
  readonly image: Image;
  readonly endpoint: Endpoint;
  readonly placement: Placement | null;
  readonly row: number;
  readonly column: number;
  /** Offset in the row, px. */
  readonly left: number;
  readonly isCursor: boolean;
  readonly onAct: (image: Image, endpoint: Endpoint, placement: Placement | null) => void;
}

export const MatrixCell = memo(function MatrixCell(props: MatrixCellProps) {
  const { image, endpoint, placement, row, column, left, isCursor, onAct } = props;
  const words = useWords();
  const state = stateAt(placement);
  const isChanged = isChangedByOthers(placement);
  const { icon, word } = words.states.placement[state];
  const says = [
    ...cellFacts(words, image, endpoint, placement),
    words.t(`placement.deeds.${isChanged ? 'changed' : state}`),
  ];
  return (
    <div
      role="gridcell"
      aria-colindex={column + 2}
      aria-label={says.join(', ')}
      title={says.join('\n')}
      data-row={`${image.id} ${endpoint.id}`}
      data-cell={cellMark({ row, column })}
      className={`matrix-cell matrix-${state}`}
      style={{ left }}
      tabIndex={isCursor ? 0 : -1}
      onClick={() => onAct(image, endpoint, placement)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onAct(image, endpoint, placement);
      }}
    >
      <span className="matrix-state">
        <Icon name={icon} size={13} />
        <span className="clip">{isChanged ? words.t('placement.changed.short') : word}</span>
      </span>
    </div>
  );
});

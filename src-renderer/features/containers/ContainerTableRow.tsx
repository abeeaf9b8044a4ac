// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the keyboard, its cells never
import { IconLock, IconSnowflake } from '@tabler/icons-react';
import { memo } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, Digest, Size } from '../../components/Values.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { extendTo, toggleRow } from '../../lib/tableSelection.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { ContainerRow } from './containerRows.ts';
import { spellOut, summarize } from './placementSummary.ts';

interface RowProps {
  readonly row: ContainerRow;
  readonly index: number;
  /** Offset in the list, in px. */
  readonly top: number;
  readonly endpoints: readonly Endpoint[];
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly order: readonly ContainerRow[];
}

export const ContainerTableRow = memo(function ContainerTableRow(props: RowProps) {
  const { row, index, top, endpoints, isSelected, isCursor, order } = props;
  const { containerView, route } = useStores();
  const { image } = row;
  const fullName = nameWithTagOf(image);
  const tabIndex = isCursor ? 0 : -1;
  const select = (isRange: boolean) => {
    const { selection } = containerView.getState();
    const ids = order.map((each) => each.image.id);
    containerView.select(isRange ? extendTo(selection, ids, image.id) : toggleRow(selection, image.id));
  };
  const onClick = (event: React.MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button, input')) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) select(event.shiftKey);
    else route.go('containers', image.id);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the rows' keys are heard by the table, which also moves the focus
    <div
      role="row"
      data-row={image.id}
      className={`container-row${isSelected ? ' row-selected' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabIndex}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={onClick}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          className="checkbox"
          aria-label={`Select ${fullName}`}
          tabIndex={tabIndex}
          checked={isSelected}
          onClick={(event) => select(event.shiftKey)}
          onChange={() => undefined}
        />
      </span>
      <span role="gridcell" className="col-name clip">
        <a href={hrefOf('containers', image.id)} tabIndex={tabIndex} className="row-link" title={row.name}>
          {row.name}
        </a>
        {image.isPrivate && <IconLock size={13} aria-label="Private" className="row-mark" />}
        {image.isFrozen && <IconSnowflake size={13} aria-label="Frozen" className="row-mark" />}
      </span>
      <span role="gridcell" className="clip">
        {image.tag === null ? (
          <span className="soft">(no tag)</span>
        ) : (
          <span className="tag clip" title={image.tag}>
            {image.tag}
          </span>
        )}
      </span>
      <span role="gridcell" className="col-number">
        <Size bytes={image.sizeBytes} />
      </span>
      <span role="gridcell" className="col-digest">
        <Digest digest={image.digest} />
      </span>
      <span role="gridcell">
        <Ago at={image.builtAt} />
      </span>
      <span role="gridcell" className="col-architecture clip">
        {image.architecture ?? <span className="soft">not known</span>}
      </span>
      <span role="gridcell" title={spellOut(row.placements, endpoints)}>
        <StateBadge state={summarize(row.placements)} />
      </span>
      <span role="gridcell" className="col-registry clip soft" title={row.registryName}>
        {row.registryName}
      </span>
    </div>
  );
});

// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the keyboard, its cells never
import { IconCopy, IconDots, IconLock, IconPinFilled, IconSnowflake } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { shortDigest } from '../../../src-main/contract/format.ts';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import type { ContainerRow } from './containerRows.ts';
import { spellOut, summarize } from './placementSummary.ts';

/** What a row asks its table to do; one object for all rows, so that rows need not be drawn again. */
export interface RowCalls {
  /** One row; with `toHere` all up to it, with `add` beside what was taken before. */
  readonly select: (row: ContainerRow, how: { readonly toHere: boolean; readonly add: boolean }) => void;
  readonly open: (row: ContainerRow) => void;
  readonly openMenu: (row: ContainerRow, at: { readonly x: number; readonly y: number }) => void;
  readonly copyDigest: (digest: string) => void;
}

interface RowProps {
  readonly row: ContainerRow;
  readonly index: number;
  /** Offset in the list, in px. */
  readonly top: number;
  readonly now: Date;
  readonly endpoints: readonly Endpoint[];
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  /** The others begin below it. */
  readonly isLastPinned: boolean;
  readonly calls: RowCalls;
}

/** With Shift a click takes rows; the browser would mark the text between. */
const noTextMarked = (event: React.MouseEvent<HTMLElement>): void => {
  if (!event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.focus({ preventScroll: true });
};

const below = (element: Element) => {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
};

export const ContainerTableRow = memo(function ContainerTableRow(props: RowProps) {
  const words = useWords();
  const { t, format } = words;
  const { row, index, top, now, endpoints, isSelected, isCursor, isLastPinned, calls } = props;
  const { image } = row;
  const fullName = nameWithTagOf(image);
  const tabIndex = isCursor ? 0 : -1;
  // What shows only under the pointer or the focus is not made before: rows that fly past are a quarter lighter.
  const [near, setNear] = useState<ImageId | null>(null);
  const isNear = near === image.id;
  const comeNear = () => setNear(image.id);
  const onClick = (event: React.MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button, input')) return;
    const add = event.ctrlKey || event.metaKey;
    if (event.shiftKey || add) calls.select(row, { toHere: event.shiftKey, add });
    else calls.open(row);
  };
  const onContextMenu = (event: React.MouseEvent) => {
    event.preventDefault();
    // The menu key gives no place of a pointer: then the menu opens at the row.
    const isAtPointer = event.clientX !== 0 || event.clientY !== 0;
    calls.openMenu(row, isAtPointer ? { x: event.clientX, y: event.clientY } : below(event.currentTarget));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the rows' keys are heard by the table, which also moves the focus
    <div
      role="row"
      data-row={image.id}
      className={`container-row${isSelected ? ' row-selected' : ''}${isLastPinned ? ' row-last-pinned' : ''}`}
      style={{ top }}
      tabIndex={tabIndex}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onPointerEnter={comeNear}
      onFocus={comeNear}
      onMouseDown={noTextMarked}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          className="checkbox"
          aria-label={t('containers.row.select', { name: fullName })}
          tabIndex={tabIndex}
          checked={isSelected}
          onClick={(event) => calls.select(row, { toHere: event.shiftKey, add: true })}
          onChange={() => undefined}
        />
      </span>
      <span role="gridcell" className="col-name clip">
        <a href={hrefOf('containers', image.id)} tabIndex={tabIndex} className="row-link" title={row.name}>
          {row.name}
        </a>
        {row.isPinned && <IconPinFilled size={13} aria-label={t('containers.pinned')} className="row-mark row-pin" />}
        {image.isPrivate && <IconLock size={13} aria-label={t('containers.private')} className="row-mark" />}
        {image.isFrozen && <IconSnowflake size={13} aria-label={t('containers.frozen')} className="row-mark" />}
      </span>
      <span role="gridcell" className="clip">
        {image.tag === null ? (
          <span className="soft">{t('containers.noTag')}</span>
        ) : (
          <span className="tag clip" title={image.tag}>
            {image.tag}
          </span>
        )}
      </span>
      <span role="gridcell" className="col-number">
        {image.sizeBytes === null ? (
          <span className="soft">{t('containers.notKnown')}</span>
        ) : (
          <span className="num" title={format.exactBytes(image.sizeBytes)}>
            {format.size(image.sizeBytes)}
          </span>
        )}
      </span>
      <span role="gridcell" className="col-digest">
        <RowDigest digest={image.digest} tabIndex={tabIndex} isNear={isNear} onCopy={calls.copyDigest} />
      </span>
      <span role="gridcell" className="col-built">
        {image.builtAt === null ? (
          <span className="soft">{t('containers.notKnown')}</span>
        ) : (
          <time dateTime={image.builtAt} title={isNear ? format.exactTime(image.builtAt) : undefined}>
            {format.ago(image.builtAt, now)}
          </time>
        )}
      </span>
      <span role="gridcell" className="col-architecture clip">
        {image.architecture ?? <span className="soft">{t('containers.notKnown')}</span>}
      </span>
      <span role="gridcell" title={spellOut(words, row.placements, endpoints)}>
        <StateBadge state={summarize(words, row.placements)} />
      </span>
      <span role="gridcell" className="col-registry clip soft" title={row.registryName}>
        {row.registryName}
      </span>
      <span role="gridcell" className="col-menu">
        <button
          type="button"
          className="icon-button"
          tabIndex={tabIndex}
          aria-label={t('containers.row.more', { name: fullName })}
          aria-haspopup="menu"
          title={t('containers.row.moreKeys')}
          onClick={(event) => calls.openMenu(row, below(event.currentTarget))}
        >
          {isNear && <IconDots size={16} aria-hidden="true" />}
        </button>
      </span>
    </div>
  );
});

interface RowDigestProps {
  readonly digest: string | null;
  readonly tabIndex: number;
  readonly isNear: boolean;
  readonly onCopy: RowCalls['copyDigest'];
}

/** A plain button: thousands of tooltips would make scrolling heavy. */
function RowDigest({ digest, tabIndex, isNear, onCopy }: RowDigestProps) {
  const { t } = useWords();
  if (digest === null) return <span className="soft">{t('containers.notKnownYet')}</span>;
  return (
    <span className="digest">
      <span className="mono" title={digest}>
        {shortDigest(digest)}
      </span>
      <button
        type="button"
        className="icon-button"
        tabIndex={tabIndex}
        aria-label={t('containers.row.copyDigest')}
        title={t('containers.row.copyDigest')}
        onClick={() => onCopy(digest)}
      >
        {isNear && <IconCopy size={14} aria-hidden="true" />}
      </button>
    </span>
  );
}

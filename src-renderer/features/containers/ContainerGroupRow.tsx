// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their offset
// biome-ignore-all lint/a11y/useFocusableInteractive: the controls within take the keyboard
import { IconChevronDown, IconChevronRight, IconPinFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { useWords } from '../../strings/WordsContext.tsx';
import { type ContainerGroup, pinnedGroup } from './containerEntries.ts';

interface GroupRowProps {
  readonly group: ContainerGroup;
  readonly index: number;
  /** Offset in the list, in px. */
  readonly top: number;
  readonly selectedCount: number;
  readonly onFold: (group: ContainerGroup) => void;
  readonly onSelect: (group: ContainerGroup, isOn: boolean) => void;
}

/** The heading of a container collection: how many images, how large, and whether they are shown. */
export const ContainerGroupRow = memo(function ContainerGroupRow(props: GroupRowProps) {
  const { group, index, top, selectedCount, onFold, onSelect } = props;
  const { t, format } = useWords();
  const { name: key, rows, bytes, isFolded } = group;
  const name = key === pinnedGroup ? t('containers.pins.group') : key;
  const Arrow = isFolded ? IconChevronRight : IconChevronDown;
  const isFull = selectedCount === rows.length;
  return (
    <div
      role="row"
      data-row={`group ${key}`}
      className="container-row container-group"
      style={{ top }}
      aria-rowindex={index + 2}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          className="checkbox"
          aria-label={t('containers.group.select', { name })}
          checked={isFull}
          ref={(box) => {
            if (box) box.indeterminate = selectedCount > 0 && !isFull;
          }}
          onChange={() => onSelect(group, !isFull)}
        />
      </span>
      <span role="gridcell" className="container-group-cell" aria-colspan={9}>
        <button
          type="button"
          className="container-group-button"
          data-group={key}
          aria-expanded={!isFolded}
          onClick={() => onFold(group)}
        >
          <Arrow size={15} aria-hidden="true" />
          {key === pinnedGroup && <IconPinFilled size={14} aria-hidden="true" className="row-pin" />}
          <span className="container-group-name clip">{name}</span>
          <span className="soft small num">
            {t('containers.list.summary', { count: rows.length, size: format.size(bytes) })}
          </span>
        </button>
      </span>
    </div>
  );
});

import { IconChevronDown, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { Button as AriaButton, DialogTrigger, Popover } from 'react-aria-components';
import { useWords } from '../strings/WordsContext.tsx';

interface FilterFrameProps {
  readonly label: string;
  /** What is chosen, as the chip says it. */
  readonly values: string;
  readonly isOn: boolean;
  readonly onClear: () => void;
  /** What opens below the chip. */
  readonly children: ReactNode;
}

/** A chip that opens its choices; once something is chosen it says what, and can be removed: by its cross, or by Del. */
export function FilterFrame({ label, values, isOn, onClear, children }: FilterFrameProps) {
  const { t } = useWords();
  const chip = useRef<HTMLButtonElement>(null);
  const clear = () => {
    onClear();
    // The cross goes with the choice.
    chip.current?.focus();
  };
  return (
    <span className={`chip-frame${isOn ? ' chip-frame-on' : ''}`}>
      <DialogTrigger>
        <AriaButton
          ref={chip}
          className={`chip${isOn ? ' chip-on' : ''}`}
          onKeyDown={({ key }) => {
            if (isOn && (key === 'Delete' || key === 'Backspace')) clear();
          }}
        >
          <span className="clip">{isOn ? t('components.filter.chosen', { label, values }) : label}</span>
          <IconChevronDown size={14} aria-hidden="true" />
        </AriaButton>
        <Popover className="popover" placement="bottom start" offset={6} aria-label={label}>
          <div className="filter-list">{children}</div>
        </Popover>
      </DialogTrigger>
      {isOn && (
        <button
          type="button"
          className="chip-remove"
          aria-label={t('components.filter.remove', { label })}
          title={t('components.filter.remove', { label })}
          onClick={clear}
        >
          <IconX size={13} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

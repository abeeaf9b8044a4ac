import { IconChevronDown } from '@tabler/icons-react';
import { memo } from 'react';
import { Button as AriaButton, DialogTrigger, Popover } from 'react-aria-components';
import { useWords } from '../strings/WordsContext.tsx';
import { Button } from './Button.tsx';
import { Checkbox } from './Fields.tsx';

interface FilterOption {
  readonly value: string;
  readonly label: string;
}

interface FilterChipProps {
  readonly label: string;
  readonly options: readonly FilterOption[];
  /** How many there are of an option; asked only while the list is open. */
  readonly countOf?: (value: string) => number;
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}

/** A filter that opens a short list to tick. Nothing ticked means everything. */
export const FilterChip = memo(function FilterChip(props: FilterChipProps) {
  const { t } = useWords();
  const { label, options, selected } = props;
  const chosen = options.filter((option) => selected.has(option.value));
  const values = chosen.map((option) => option.label).join(', ');
  const says = chosen.length === 0 ? label : t('components.filter.chosen', { label, values });
  return (
    <DialogTrigger>
      <AriaButton className={`chip${chosen.length > 0 ? ' chip-on' : ''}`}>
        <span className="clip">{says}</span>
        <IconChevronDown size={14} aria-hidden="true" />
      </AriaButton>
      <Popover className="popover" placement="bottom start" offset={6} aria-label={label}>
        <div className="filter-list">
          <FilterList {...props} />
        </div>
      </Popover>
    </DialogTrigger>
  );
});

/** Made when the list is opened: counting takes a while where there is much. */
function FilterList({ options, countOf, selected, onChange }: FilterChipProps) {
  const { t, format } = useWords();
  const toggle = (value: string, isOn: boolean) => {
    const next = new Set(selected);
    if (isOn) next.add(value);
    else next.delete(value);
    onChange(next);
  };
  return (
    <>
      {options.length === 0 && <p className="soft small">{t('components.filter.nothing')}</p>}
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={
            <span className="filter-option">
              <span>{option.label}</span>
              {countOf && <span className="num soft">{format.number(countOf(option.value))}</span>}
            </span>
          }
          checked={selected.has(option.value)}
          onChange={(isOn) => toggle(option.value, isOn)}
        />
      ))}
      {selected.size > 0 && (
        <Button variant="quiet" size="small" onPress={() => onChange(new Set())}>
          {t('components.filter.clear')}
        </Button>
      )}
    </>
  );
}

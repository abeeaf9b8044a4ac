import { IconChevronDown } from '@tabler/icons-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from './Button.tsx';
import { Checkbox } from './Fields.tsx';

interface FilterChipProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}

/** A filter that opens a short list to tick. Nothing ticked means everything. */
export function FilterChip({ label, options, selected, onChange }: FilterChipProps) {
  const chosen = options.filter((option) => selected.has(option.value));
  const says = chosen.length === 0 ? label : `${label}: ${chosen.map((option) => option.label).join(', ')}`;
  const toggle = (value: string, isOn: boolean) => {
    const next = new Set(selected);
    if (isOn) next.add(value);
    else next.delete(value);
    onChange(next);
  };
  return (
    <DialogTrigger>
      <AriaButton className={`chip${chosen.length > 0 ? ' chip-on' : ''}`}>
        <span className="clip">{says}</span>
        <IconChevronDown size={14} aria-hidden="true" />
      </AriaButton>
      <Popover className="popover" placement="bottom start" offset={6}>
        <Dialog className="filter-list" aria-label={label}>
          {options.length === 0 && <p className="soft small">Nothing to choose from yet.</p>}
          {options.map((option) => (
            <Checkbox
              key={option.value}
              label={
                <span className="filter-option">
                  <span>{option.label}</span>
                  {option.count !== undefined && <span className="num soft">{option.count}</span>}
                </span>
              }
              checked={selected.has(option.value)}
              onChange={(isOn) => toggle(option.value, isOn)}
            />
          ))}
          {chosen.length > 0 && (
            <Button variant="quiet" size="small" onPress={() => onChange(new Set())}>
              Clear
            </Button>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

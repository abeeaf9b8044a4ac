import { memo, useMemo, useState } from 'react';
import { useWords } from '../strings/WordsContext.tsx';
import { Button } from './Button.tsx';
import { Checkbox } from './Fields.tsx';
import { FilterFrame } from './FilterFrame.tsx';

interface FilterOption {
  readonly value: string;
  readonly label: string;
}

interface FilterChipProps {
  readonly label: string;
  /** A function where they are many: asked only while the list is open. */
  readonly options: readonly FilterOption[] | (() => readonly FilterOption[]);
  /** How a chosen value is called when the options have to be asked for; by itself if not given. */
  readonly labelOf?: (value: string) => string;
  /** How many there are of an option; asked only while the list is open. */
  readonly countOf?: (value: string) => number;
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}

const none: ReadonlySet<string> = new Set();

/** More are found by typing. */
const listedAtOnce = 100;
/** A list that is seen at a glance needs no search. */
const glance = 12;

/** A filter that opens a short list to tick. Nothing ticked means everything. */
export const FilterChip = memo(function FilterChip(props: FilterChipProps) {
  const { label, options, labelOf, selected, onChange } = props;
  const values =
    typeof options === 'function'
      ? [...selected].map((value) => labelOf?.(value) ?? value)
      : options.filter((option) => selected.has(option.value)).map((option) => option.label);
  return (
    <FilterFrame label={label} values={values.join(', ')} isOn={selected.size > 0} onClear={() => onChange(none)}>
      <FilterList {...props} />
    </FilterFrame>
  );
});

/** Made when the list is opened: counting takes a while where there is much. */
function FilterList({ label, options, countOf, selected, onChange }: FilterChipProps) {
  const { t, format } = useWords();
  const [typed, setTyped] = useState('');
  const all = useMemo(() => (typeof options === 'function' ? options() : options), [options]);
  const wanted = typed.trim().toLowerCase();
  const fitting = wanted === '' ? all : all.filter((option) => option.label.toLowerCase().includes(wanted));
  const listed = fitting.slice(0, listedAtOnce);
  const toggle = (value: string, isOn: boolean) => {
    const next = new Set(selected);
    if (isOn) next.add(value);
    else next.delete(value);
    onChange(next);
  };
  return (
    <>
      {all.length > glance && (
        <input
          type="search"
          className="input"
          aria-label={t('components.filter.find', { label })}
          placeholder={t('components.filter.find', { label })}
          value={typed}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {all.length === 0 && <p className="soft small">{t('components.filter.nothing')}</p>}
      {all.length > 0 && fitting.length === 0 && (
        <p className="soft small">{t('components.filter.noMatch', { typed: typed.trim() })}</p>
      )}
      {listed.map((option) => (
        <Checkbox
          key={option.value}
          label={
            <span className="filter-option">
              <span className="clip" title={option.label}>
                {option.label}
              </span>
              {countOf && <span className="num soft">{format.number(countOf(option.value))}</span>}
            </span>
          }
          checked={selected.has(option.value)}
          onChange={(isOn) => toggle(option.value, isOn)}
        />
      ))}
      {fitting.length > listed.length && (
        <p className="soft small">{t('components.filter.more', { count: fitting.length - listed.length })}</p>
      )}
      {selected.size > 0 && (
        <Button variant="quiet" size="small" onPress={() => onChange(none)}>
          {t('components.filter.clear')}
        </Button>
      )}
    </>
  );
}

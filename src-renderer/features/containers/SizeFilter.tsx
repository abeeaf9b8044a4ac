import { useState } from 'react';
import type { Format } from '../../../src-main/contract/format.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { FilterFrame } from '../../components/FilterFrame.tsx';
import { bytesOfText, type SizeStep } from '../../lib/sizeText.ts';
import type { ContainerFilters, SizeRange } from '../../stores/containerFilters.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';

/** `5.0 GB` is `5 GB` where it is a bound. */
const boundOf = (format: Format, bytes: number): string => format.size(bytes).replace(/[.,]0(?=\s)/, '');

function rangeWords(t: Translate, format: Format, { fromBytes, toBytes }: SizeRange): string {
  const from = fromBytes === null ? '' : boundOf(format, fromBytes);
  const to = toBytes === null ? '' : boundOf(format, toBytes);
  if (fromBytes === null) return t('containers.filters.upTo', { to });
  if (toBytes === null) return t('containers.filters.from', { from });
  return t('containers.filters.between', { from, to });
}

const rangesIn = (step: SizeStep): readonly SizeRange[] => {
  const [small, gigabyte] = [100 * step ** 2, step ** 3];
  return [
    { fromBytes: null, toBytes: small },
    { fromBytes: small, toBytes: gigabyte },
    { fromBytes: gigabyte, toBytes: 5 * gigabyte },
    { fromBytes: 5 * gigabyte, toBytes: 20 * gigabyte },
    { fromBytes: 20 * gigabyte, toBytes: null },
  ];
};

const isSame = (one: SizeRange | null, other: SizeRange): boolean =>
  one?.fromBytes === other.fromBytes && one.toBytes === other.toBytes;

/** From the smallest to the largest image that is shown. */
export function SizeFilter({ size }: { readonly size: ContainerFilters['size'] }) {
  const { t, format } = useWords();
  const { containerView } = useStores();
  const step: SizeStep = useRead('settings').value?.units === 'binary' ? 1024 : 1000;
  const change = (next: SizeRange | null) => containerView.change({ size: next });
  return (
    <FilterFrame
      label={t('containers.filters.size')}
      values={size ? rangeWords(t, format, size) : ''}
      isOn={size !== null}
      onClear={() => change(null)}
    >
      <fieldset className="filter-choices">
        <legend className="visually-hidden">{t('containers.filters.size')}</legend>
        {rangesIn(step).map((range) => (
          <label key={`${range.fromBytes} ${range.toBytes}`} className="radio-line">
            <input type="radio" name="size" checked={isSame(size, range)} onChange={() => change(range)} />
            <span>{rangeWords(t, format, range)}</span>
          </label>
        ))}
      </fieldset>
      <OwnRange size={size} step={step} onChange={change} />
    </FilterFrame>
  );
}

interface OwnRangeProps {
  readonly size: SizeRange | null;
  readonly step: SizeStep;
  readonly onChange: (size: SizeRange | null) => void;
}

function OwnRange({ size, step, onChange }: OwnRangeProps) {
  const { t, format } = useWords();
  const textOf = (bytes: number | null | undefined) => (bytes == null ? '' : boundOf(format, bytes));
  const [from, setFrom] = useState(textOf(size?.fromBytes));
  const [to, setTo] = useState(textOf(size?.toBytes));
  const [isAsked, setAsked] = useState(false);
  const [seen, setSeen] = useState(size);
  // Chosen above, or taken off: the fields say so too, and keep the focus.
  if (seen !== size) {
    setSeen(size);
    setFrom(textOf(size?.fromBytes));
    setTo(textOf(size?.toBytes));
    setAsked(false);
  }
  const fromBytes = bytesOfText(from, step);
  const toBytes = bytesOfText(to, step);
  const wrong = (text: string, bytes: number | null) =>
    isAsked && text.trim() !== '' && bytes === null ? t('containers.filters.noSize') : null;
  const isTurned = fromBytes !== null && toBytes !== null && fromBytes > toBytes;
  const canUse = [from, to].some((text) => text.trim() !== '');
  return (
    <form
      className="filter-own"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        const isWrong = (from.trim() !== '' && fromBytes === null) || (to.trim() !== '' && toBytes === null);
        if (!isWrong && !isTurned && canUse) onChange({ fromBytes, toBytes });
      }}
    >
      <div className="filter-pair">
        <TextField
          label={t('containers.filters.fromField')}
          placeholder={boundOf(format, 500 * step ** 2)}
          value={from}
          onChange={setFrom}
          error={wrong(from, fromBytes)}
        />
        <TextField
          label={t('containers.filters.toField')}
          placeholder={boundOf(format, 2 * step ** 3)}
          value={to}
          onChange={setTo}
          error={wrong(to, toBytes) ?? (isAsked && isTurned ? t('containers.filters.turned') : null)}
        />
      </div>
      <p className="soft small">{t('containers.filters.unknownSize')}</p>
      <Button type="submit" size="small">
        {t('containers.filters.use')}
      </Button>
    </form>
  );
}

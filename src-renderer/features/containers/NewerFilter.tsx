import { useState } from 'react';
import { TextField } from '../../components/Fields.tsx';
import { FilterFrame } from '../../components/FilterFrame.tsx';
import { isNewerThan } from '../../stores/containerFilters.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import type { Words } from '../../strings/createWords.ts';
import { useWords } from '../../strings/WordsContext.tsx';

const spans = [1, 7, 30, 90, 365] as const;

/** `the last 7 days`, or the day. */
function sinceWords({ t, locale }: Words, newerThan: string): string {
  const [, days] = /^(\d+)d$/.exec(newerThan) ?? [];
  if (days !== undefined) return t('containers.filters.days', { count: Number(days) });
  const [year = 0, month = 1, day = 1] = newerThan.split('-').map(Number);
  return new Date(year, month - 1, day).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Only what was built since: some days back, which move on with the clock, or a day. */
export function NewerFilter({ newerThan }: { readonly newerThan: string | null }) {
  const words = useWords();
  const { t } = words;
  const { containerView } = useStores();
  const change = (next: string | null) => containerView.change({ newerThan: next });
  const day = newerThan !== null && !newerThan.endsWith('d') ? newerThan : '';
  return (
    <FilterFrame
      label={t('containers.filters.newer')}
      values={newerThan === null ? '' : sinceWords(words, newerThan)}
      isOn={newerThan !== null}
      onClear={() => change(null)}
    >
      <fieldset className="filter-choices">
        <legend className="visually-hidden">{t('containers.filters.newer')}</legend>
        {spans.map((count) => (
          <label key={count} className="radio-line">
            <input type="radio" name="newer" checked={newerThan === `${count}d`} onChange={() => change(`${count}d`)} />
            <span>{t('containers.filters.days', { count })}</span>
          </label>
        ))}
      </fieldset>
      <OwnDay day={day} onChange={change} />
    </FilterFrame>
  );
}

function OwnDay({ day, onChange }: { readonly day: string; readonly onChange: (day: string | null) => void }) {
  const { t } = useWords();
  const [text, setText] = useState(day);
  const [seen, setSeen] = useState(day);
  if (seen !== day) {
    setSeen(day);
    setText(day);
  }
  return (
    <div className="filter-own">
      <TextField
        label={t('containers.filters.sinceField')}
        type="date"
        value={text}
        onChange={(typed) => {
          setText(typed);
          // A year that is still being typed is no day that anybody means.
          if (typed === '' || (isNewerThan(typed) && typed >= '1970')) onChange(typed || null);
        }}
      />
      <p className="soft small">{t('containers.filters.unknownTime')}</p>
    </div>
  );
}

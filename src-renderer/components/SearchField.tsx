import { IconSearch, IconX } from '@tabler/icons-react';
import { useWords } from '../strings/WordsContext.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** The search of a page: `/` and Ctrl+F find it by its mark. Esc clears it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const { t } = useWords();
  return (
    <div className="search-field">
      <IconSearch size={15} aria-hidden="true" />
      <input
        type="search"
        data-page-search
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (value === '') event.currentTarget.blur();
          onChange('');
          event.stopPropagation();
        }}
      />
      {value === '' ? (
        <span className="key-hint" aria-hidden="true">
          /
        </span>
      ) : (
        <button
          type="button"
          className="search-clear"
          aria-label={t('components.search.clear')}
          onClick={() => onChange('')}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

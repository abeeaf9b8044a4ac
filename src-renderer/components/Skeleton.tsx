import { useWords } from '../strings/WordsContext.tsx';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Stands in for rows while something is read for the first time. */
export function Skeleton({ label }: { readonly label?: string }) {
  const { t } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={label ?? t('components.loading')}>
      {rows.map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}

/** The thin line on top of a list that is read again. */
export function ReadingBar({ isReading }: { readonly isReading: boolean }) {
  return <div className={`reading-bar${isReading ? ' reading-bar-on' : ''}`} aria-hidden="true" />;
}

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Stands in for rows while something is read for the first time. */
export function Skeleton({ label = 'Loading' }: { readonly label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
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

import { useWords } from '../strings/WordsContext.tsx';

interface ProgressProps {
  readonly done: number;
  readonly total: number | null;
  readonly label: string;
  readonly tone?: 'blue' | 'green' | 'red' | 'grey';
}

/** A bar; without a total it only says that something goes on. */
export function Progress({ done, total, label, tone = 'blue' }: ProgressProps) {
  const { format } = useWords();
  const isKnown = total !== null && total > 0;
  const percent = isKnown ? Math.min(100, (100 * done) / total) : 0;
  return (
    <div
      className={`progress progress-${tone}${isKnown ? '' : ' progress-unknown'}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(isKnown && { 'aria-valuenow': Math.floor(percent), 'aria-valuetext': format.percent(done, total) ?? '' })}
    >
      <span style={{ width: isKnown ? `${percent}%` : '30%' }} />
    </div>
  );
}

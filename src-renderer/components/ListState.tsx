import type { Problem } from '../../src-main/contract/errors.ts';
import { ProblemView } from './ProblemView.tsx';
import { Skeleton } from './Skeleton.tsx';

interface ListStateProps {
  readonly read: { readonly value: unknown; readonly problem: Problem | null };
  readonly onTryAgain: () => void;
  /** What is being read, for those who do not see the rows to come. */
  readonly label?: string;
  readonly compact?: boolean;
}

/**
 * What every screen shows before or instead of its list: why it could not be read (what was last known stays below), else rows
 * to come, else nothing. A list that was read and has no rows is EmptyState's; a lost connection is told above all pages.
 */
export function ListState({ read: { value, problem }, onTryAgain, label, compact = false }: ListStateProps) {
  if (problem)
    return <ProblemView problem={problem} handlers={{ tryAgain: onTryAgain, refresh: onTryAgain }} compact={compact} />;
  return value === null ? <Skeleton {...(label !== undefined && { label })} /> : null;
}

import { IconAlertTriangle, IconClock, IconInfoCircle, IconKey } from '@tabler/icons-react';
import type { Problem } from '../../src-main/contract/errors.ts';
import { goesOnByItself, waitsForUser } from '../../src-main/contract/explanation.ts';
import type { ProblemActionKind } from '../../src-main/contract/problemWords/problems.ts';
import { useWords } from '../strings/WordsContext.tsx';
import { Button } from './Button.tsx';
import { CopyButton } from './CopyButton.tsx';
import { useProblemActions } from './useProblemActions.ts';
import { useProblemWords } from './useProblemWords.ts';

/** null: this place offers it by itself, so that no second button does. */
export type ProblemHandlers = Partial<Readonly<Record<ProblemActionKind, (() => void) | null>>>;

interface ProblemViewProps {
  readonly problem: Problem;
  /** What this place can do; sign-in and settings pages are offered everywhere. */
  readonly handlers?: ProblemHandlers;
  readonly compact?: boolean;
  /** It stands in nobody's way. */
  readonly isNotice?: boolean;
}

/** What happened, why as far as known, what to do, and the raw code for whoever helps. */
export function ProblemView({ problem, handlers = {}, compact = false, isNotice = false }: ProblemViewProps) {
  const { t, format } = useWords();
  const words = useProblemWords(problem);
  const everywhere = useProblemActions(problem);
  const kind = words.action?.kind;
  const act = kind && (kind in handlers ? handlers[kind] : everywhere[kind]);
  const waits = waitsForUser(problem);
  const isCalm = isNotice || waits || goesOnByItself(problem);
  const Mark = isNotice ? IconInfoCircle : waits ? IconKey : isCalm ? IconClock : IconAlertTriangle;
  const raw = JSON.stringify({ code: problem.code, ...problem.facts, at: problem.at });
  return (
    <div className={`problem${compact ? ' problem-compact' : ''}${isCalm ? ' problem-calm' : ''}`}>
      <Mark size={18} aria-hidden="true" className="problem-icon" />
      <div className="problem-text">
        <strong>{words.title}</strong>
        <p>{words.advice}</p>
        <details>
          <summary>{t('components.problem.details')}</summary>
          <dl className="facts">
            <dt>{t('components.problem.code')}</dt>
            <dd className="mono">{problem.code}</dd>
            {Object.entries(problem.facts).map(([name, value]) => (
              <Fact key={name} name={name} value={String(value)} />
            ))}
            <dt>{t('components.problem.seen')}</dt>
            <dd>{format.exactTime(problem.at)}</dd>
          </dl>
          <CopyButton text={raw} what={t('components.copy.details')} />
        </details>
      </div>
      {words.action && act && (
        <Button size="small" onPress={act}>
          {words.action.label}
        </Button>
      )}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono">{value}</dd>
    </>
  );
}

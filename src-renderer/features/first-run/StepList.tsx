import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useRead, useSignIns } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { type StepName, stepNames } from './steps.ts';

/** Where the set-up stands; steps that were passed can be gone back to. */
export function StepList({
  current,
  onChoose,
}: {
  readonly current: StepName;
  readonly onChoose: (step: StepName) => void;
}) {
  const { t } = useWords();
  const here = stepNames.indexOf(current);
  const isDone = useDoneSteps();
  return (
    <ol className="step-list" aria-label={t('firstRun.steps.label')}>
      {stepNames.map((step, index) => (
        <li
          key={step}
          {...(step === current && { 'aria-current': 'step' as const })}
          className={index < here && isDone[step] ? 'step-done' : ''}
        >
          <span className="step-number" aria-hidden="true">
            {index >= here ? index + 1 : isDone[step] ? <IconCheck size={13} stroke={3} /> : <IconMinus size={13} />}
          </span>
          {index < here ? (
            <button type="button" className="step-link" onClick={() => onChoose(step)}>
              {t(`firstRun.steps.${step}`)}
            </button>
          ) : (
            t(`firstRun.steps.${step}`)
          )}
        </li>
      ))}
    </ol>
  );
}

/** A step that was skipped is behind, but not done. */
function useDoneSteps(): Readonly<Record<StepName, boolean>> {
  const registry = (useRead('registries').value ?? []).length > 0;
  const globus = useSignIns().globus.kind === 'signedIn';
  return { welcome: true, registry, globus, endpoints: globus, done: true };
}

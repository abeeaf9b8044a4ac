import { IconCheck } from '@tabler/icons-react';
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
  return (
    <ol className="step-list" aria-label={t('firstRun.steps.label')}>
      {stepNames.map((step, index) => (
        <li
          key={step}
          {...(step === current && { 'aria-current': 'step' as const })}
          className={index < here ? 'step-past' : ''}
        >
          <span className="step-number" aria-hidden="true">
            {index < here ? <IconCheck size={13} stroke={3} /> : index + 1}
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

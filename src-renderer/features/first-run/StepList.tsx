import { IconCheck } from '@tabler/icons-react';
import { type StepName, stepNames, stepWords } from './steps.ts';

/** Where the set-up stands; steps that were passed can be gone back to. */
export function StepList({
  current,
  onChoose,
}: {
  readonly current: StepName;
  readonly onChoose: (step: StepName) => void;
}) {
  const here = stepNames.indexOf(current);
  return (
    <ol className="step-list" aria-label="Steps">
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
              {stepWords[step]}
            </button>
          ) : (
            stepWords[step]
          )}
        </li>
      ))}
    </ol>
  );
}

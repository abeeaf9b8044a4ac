import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { StepProps } from './steps.ts';

interface StepFrameProps extends Pick<StepProps, 'onNext' | 'onBack'> {
  readonly title: string;
  readonly says: ReactNode;
  readonly children: ReactNode;
  /** What the step is for has been done, so going on is the main thing. */
  readonly isComplete: boolean;
}

export function StepFrame({ title, says, children, isComplete, onNext, onBack }: StepFrameProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // A new step is a new page: whoever does not see it must hear where they are.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="soft">{says}</p>
      <div className="step-content">{children}</div>
      <div className="step-foot">
        <Button variant="quiet" onPress={onBack}>
          {t('firstRun.back')}
        </Button>
        <span className="push" />
        {isComplete ? (
          <Button key="continue" variant="primary" onPress={onNext}>
            {t('firstRun.continue')}
          </Button>
        ) : (
          <Button key="skip" onPress={onNext}>
            {t('firstRun.skip')}
          </Button>
        )}
      </div>
    </>
  );
}

import { Button } from '../../components/Button.tsx';
import { CompassRose } from '../../components/CompassRose.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { StepProps } from './steps.ts';

export function WelcomeStep({ onNext, onGoTo, onFinish }: StepProps) {
  const { t } = useWords();
  const { api, invalidateAll } = useStores();
  const isLab = useRead('status').value?.lab ?? false;
  const { run, isBusy, problem } = useCall();
  async function practise(): Promise<void> {
    if (!(await run(() => api.lab.start.mutate()))) return;
    invalidateAll();
    onGoTo('globus');
  }
  return (
    <div className="welcome">
      <CompassRose size={150} />
      <h1>Portolan</h1>
      <p className="welcome-says">{t('firstRun.welcome.says')}</p>
      {isLab && <p className="soft">{t('firstRun.welcome.lab')}</p>}
      {problem && <ProblemView problem={problem} handlers={{ tryAgain: () => void practise() }} />}
      <div className="welcome-actions">
        <Button onPress={onNext} isDisabled={isBusy}>
          {t('firstRun.welcome.setUp')}
        </Button>
        <Button variant="primary" onPress={() => void practise()} isDisabled={isBusy}>
          {t('firstRun.welcome.practise')}
        </Button>
      </div>
      {isBusy && (
        <p role="status" className="soft">
          {t('firstRun.welcome.starting')}
        </p>
      )}
      <Button variant="link" onPress={() => onFinish('containers')}>
        {t('firstRun.welcome.skip')}
      </Button>
    </div>
  );
}

import { Button } from '../../components/Button.tsx';
import { CompassRose } from '../../components/CompassRose.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import type { StepProps } from './steps.ts';

export function WelcomeStep({ onNext, onGoTo, onFinish }: StepProps) {
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
      <p className="welcome-says">Browse containers, and keep them where you compute.</p>
      {isLab && (
        <p className="soft">
          The practice lab is running: a registry and a Globus of its own, all on this computer. Nothing leaves it.
        </p>
      )}
      {problem && <ProblemView problem={problem} handlers={{ tryAgain: () => void practise() }} />}
      <div className="welcome-actions">
        <Button onPress={onNext} isDisabled={isBusy}>
          Set up
        </Button>
        <Button variant="primary" onPress={() => void practise()} isDisabled={isBusy}>
          Try with practice data
        </Button>
      </div>
      {isBusy && (
        <p role="status" className="soft">
          Starting the practice lab…
        </p>
      )}
      <Button variant="link" onPress={() => onFinish('containers')}>
        Skip the set-up
      </Button>
    </div>
  );
}

import '../settings/settings.css';
import './firstRun.css';
import { type ComponentType, useState } from 'react';
import { RhumbLines } from '../../components/CompassRose.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import type { PageName } from '../../stores/routeStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { LanguageField, ThemeField } from '../settings/AppearanceFields.tsx';
import { useSettings } from '../settings/useSettings.ts';
import { Announcements } from '../shell/Announcements.tsx';
import { Notices } from '../shell/Notices.tsx';
import { Toasts } from '../shell/Toasts.tsx';
import { SignInDialogHost } from '../sign-in/SignInDialogHost.tsx';
import { DoneStep } from './DoneStep.tsx';
import { EndpointsStep } from './EndpointsStep.tsx';
import { GlobusStep } from './GlobusStep.tsx';
import { RegistryStep } from './RegistryStep.tsx';
import { StepList } from './StepList.tsx';
import { type StepName, type StepProps, stepAfter, stepBefore } from './steps.ts';
import { WelcomeStep } from './WelcomeStep.tsx';

const stepViews: Readonly<Record<StepName, ComponentType<StepProps>>> = {
  welcome: WelcomeStep,
  registry: RegistryStep,
  globus: GlobusStep,
  endpoints: EndpointsStep,
  done: DoneStep,
};

/** Five steps, each of which can be skipped and is repeated in the settings. */
export function FirstRun() {
  const { route } = useStores();
  const { settings, change, problem } = useSettings();
  const [step, setStep] = useState<StepName>('welcome');
  const finish = async (page: PageName) => {
    route.go(page);
    await change({ setupDone: true });
  };
  const Step = stepViews[step];
  return (
    <div className="first-run">
      <RhumbLines />
      {step === 'welcome' && settings && (
        <header className="first-run-theme">
          <LanguageField value={settings.language} onChange={(language) => void change({ language })} />
          <ThemeField value={settings.theme} onChange={(theme) => void change({ theme })} />
        </header>
      )}
      <main className={`wizard wizard-${step}`}>
        <Notices />
        {step !== 'welcome' && <StepList current={step} onChoose={setStep} />}
        {problem && <ProblemView problem={problem} compact />}
        <Step
          onNext={() => setStep(stepAfter(step))}
          onBack={() => setStep(stepBefore(step))}
          onGoTo={setStep}
          onFinish={(page) => void finish(page)}
        />
      </main>
      <Toasts />
      <Announcements />
      <SignInDialogHost />
    </div>
  );
}

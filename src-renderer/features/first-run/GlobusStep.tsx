import { useRead, useSignIns } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { PermissionList } from '../settings/GlobusSection.tsx';
import { RegistryAccessField } from '../settings/RegistryAccessField.tsx';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './steps.ts';

export function GlobusStep({ onNext, onBack }: StepProps) {
  const { t } = useWords();
  const isSignedIn = useSignIns().globus.kind === 'signedIn';
  const isLab = useRead('status').value?.lab ?? false;
  const registries = useRead('registries').value ?? [];
  const unsigned = registries.filter(({ access }) => access.signInOffered && access.state !== 'signedIn');
  return (
    <StepFrame
      title={t('firstRun.globus.title')}
      says={isLab ? t('firstRun.globus.saysLab') : t('firstRun.globus.says')}
      isComplete={isSignedIn}
      onNext={onNext}
      onBack={onBack}
    >
      <SignInPanel provider={{ kind: 'globus' }} />
      {!isSignedIn && (
        <div>
          <h2 className="step-heading">{t('firstRun.globus.permissions')}</h2>
          <PermissionList />
        </div>
      )}
      {unsigned.map((registry) => (
        <section key={registry.id} className="card stack" aria-label={registry.name}>
          <div>
            <h2 className="step-heading">{t('firstRun.globus.registryToo', { name: registry.name })}</h2>
            <p className="soft small">{t('firstRun.globus.registryWhy')}</p>
          </div>
          <RegistryAccessField registry={registry} />
        </section>
      ))}
    </StepFrame>
  );
}

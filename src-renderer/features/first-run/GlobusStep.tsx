import { useRead, useSignIns } from '../../stores/StoresContext.tsx';
import { PermissionList } from '../settings/GlobusSection.tsx';
import { RegistryAccessField } from '../settings/RegistryAccessField.tsx';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './steps.ts';

export function GlobusStep({ onNext, onBack }: StepProps) {
  const isSignedIn = useSignIns().globus.kind === 'signedIn';
  const isLab = useRead('status').value?.lab ?? false;
  const registries = useRead('registries').value ?? [];
  const unsigned = registries.filter(({ access }) => access.signInOffered && access.state !== 'signedIn');
  return (
    <StepFrame
      title="Connect Globus"
      says={
        isLab
          ? 'This is the practice lab’s own Globus: choose any of its people, no password of yours is asked.'
          : 'Your browser opens. Log in with your institution, then come back.'
      }
      isComplete={isSignedIn}
      onNext={onNext}
      onBack={onBack}
    >
      <SignInPanel provider={{ kind: 'globus' }} />
      {!isSignedIn && (
        <div>
          <h2 className="step-heading">What Portolan may then do for you</h2>
          <PermissionList />
        </div>
      )}
      {unsigned.map((registry) => (
        <section key={registry.id} className="card stack" aria-label={registry.name}>
          <div>
            <h2 className="step-heading">{`Sign in to ${registry.name} too?`}</h2>
            <p className="soft small">It then shows your private images as well.</p>
          </div>
          <RegistryAccessField registry={registry} />
        </section>
      ))}
    </StepFrame>
  );
}

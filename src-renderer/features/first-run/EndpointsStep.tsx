import { useRead } from '../../stores/StoresContext.tsx';
import { EndpointList } from '../settings/EndpointsSection.tsx';
import { FindEndpoint } from '../settings/FindEndpoint.tsx';
import { RegistryHarbour } from '../settings/RegistryHarbour.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './steps.ts';

export function EndpointsStep({ onNext, onBack }: StepProps) {
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const registries = (useRead('registries').value ?? []).filter(({ harbour }) => harbour === null);
  return (
    <StepFrame
      title="Choose endpoints"
      says="The places images can go. Those you switch off are not offered; each has a folder you can change."
      isComplete={endpoints.length > 0}
      onNext={onNext}
      onBack={onBack}
    >
      {registries.map((registry) => (
        <section key={registry.id} className="card" aria-label={`Images of ${registry.name}`}>
          <h2 className="step-heading">{`Where does Globus find the images of ${registry.name}?`}</h2>
          <RegistryHarbour registry={registry} />
        </section>
      ))}
      <EndpointList />
      <details className="registry-more">
        <summary>Find another endpoint</summary>
        <FindEndpoint />
      </details>
    </StepFrame>
  );
}

import { useRead } from '../../stores/StoresContext.tsx';
import { AddRegistry } from '../settings/AddRegistry.tsx';
import { RegistryCard } from '../settings/RegistryCard.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './steps.ts';

export function RegistryStep({ onNext, onBack }: StepProps) {
  const registries = useRead('registries').value ?? [];
  return (
    <StepFrame
      title="Connect a registry"
      says="The registry whose images you want to see and send."
      isComplete={registries.length > 0}
      onNext={onNext}
      onBack={onBack}
    >
      {registries.map((registry) => (
        <RegistryCard key={registry.id} registry={registry} />
      ))}
      {registries.length === 0 ? (
        <AddRegistry />
      ) : (
        <details className="registry-more">
          <summary>Connect another registry</summary>
          <AddRegistry />
        </details>
      )}
    </StepFrame>
  );
}

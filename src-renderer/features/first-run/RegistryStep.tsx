import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { AddRegistry } from '../settings/AddRegistry.tsx';
import { RegistryCard } from '../settings/RegistryCard.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './steps.ts';

export function RegistryStep({ onNext, onBack }: StepProps) {
  const { t } = useWords();
  const registries = useRead('registries').value ?? [];
  return (
    <StepFrame
      title={t('firstRun.registry.title')}
      says={t('firstRun.registry.says')}
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
          <summary>{t('firstRun.registry.another')}</summary>
          <AddRegistry />
        </details>
      )}
    </StepFrame>
  );
}

import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { EndpointList } from '../settings/EndpointsSection.tsx';
import { FindEndpoint } from '../settings/FindEndpoint.tsx';
import { RegistryHarbour } from '../settings/RegistryHarbour.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './steps.ts';

export function EndpointsStep({ onNext, onBack }: StepProps) {
  const { t } = useWords();
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const registries = (useRead('registries').value ?? []).filter(({ harbour }) => harbour === null);
  return (
    <StepFrame
      title={t('firstRun.endpoints.title')}
      says={t('firstRun.endpoints.says')}
      isComplete={endpoints.length > 0}
      onNext={onNext}
      onBack={onBack}
    >
      {registries.map((registry) => (
        <section
          key={registry.id}
          className="card"
          aria-label={t('firstRun.endpoints.imagesOf', { name: registry.name })}
        >
          <h2 className="step-heading">{t('firstRun.endpoints.where', { name: registry.name })}</h2>
          <RegistryHarbour registry={registry} />
        </section>
      ))}
      <EndpointList />
      <details className="registry-more">
        <summary>{t('firstRun.endpoints.find')}</summary>
        <FindEndpoint />
      </details>
    </StepFrame>
  );
}

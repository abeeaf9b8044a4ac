import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { AddRegistry } from './AddRegistry.tsx';
import { RegistryCard } from './RegistryCard.tsx';
import { Section } from './Section.tsx';

export function RegistriesSection() {
  const { t } = useWords();
  const registries = useRead('registries').value ?? [];
  return (
    <>
      {registries.length > 0 && (
        <Section title={t('settings.registries.title')}>
          {registries.map((registry) => (
            <RegistryCard key={registry.id} registry={registry} />
          ))}
        </Section>
      )}
      <Section title={t('settings.registries.connectTitle')} says={t('settings.registries.connectSays')}>
        <AddRegistry />
      </Section>
    </>
  );
}

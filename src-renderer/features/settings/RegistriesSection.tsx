import { ListState } from '../../components/ListState.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { AddRegistry } from './AddRegistry.tsx';
import { RegistryCard } from './RegistryCard.tsx';
import { Section } from './Section.tsx';

export function RegistriesSection() {
  const { t } = useWords();
  const read = useRead('registries');
  const registries = read.value ?? [];
  return (
    <>
      {(read.value === null || read.problem) && (
        <Section title={t('settings.registries.title')}>
          <ListState read={read} onTryAgain={() => void read.refresh()} compact />
        </Section>
      )}
      {registries.length > 0 && (
        <Section title={t('settings.registries.title')}>
          {registries.map((registry) => (
            <RegistryCard key={registry.id} registry={registry} />
          ))}
        </Section>
      )}
      <Section
        anchor="registries.add"
        title={t('settings.registries.connectTitle')}
        says={t('settings.registries.connectSays')}
      >
        <AddRegistry />
      </Section>
    </>
  );
}

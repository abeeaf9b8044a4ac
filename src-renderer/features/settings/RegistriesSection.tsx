import { useRead } from '../../stores/StoresContext.tsx';
import { AddRegistry } from './AddRegistry.tsx';
import { RegistryCard } from './RegistryCard.tsx';
import { Section } from './Section.tsx';

export function RegistriesSection() {
  const registries = useRead('registries').value ?? [];
  return (
    <>
      {registries.length > 0 && (
        <Section title="Registries">
          {registries.map((registry) => (
            <RegistryCard key={registry.id} registry={registry} />
          ))}
        </Section>
      )}
      <Section title="Connect a registry" says="A Singularity Registry Server that you can reach from here.">
        <AddRegistry />
      </Section>
    </>
  );
}

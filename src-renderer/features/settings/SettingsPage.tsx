import './settings.css';
import type { ComponentType } from 'react';
import { PageHeader } from '../../components/PageHeader.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRoute } from '../../stores/StoresContext.tsx';
import { EndpointsSection } from './EndpointsSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { GlobusSection } from './GlobusSection.tsx';
import { LabSection } from './LabSection.tsx';
import { RegistriesSection } from './RegistriesSection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import { TransfersSection } from './TransfersSection.tsx';

const sections: readonly { readonly id: string; readonly word: string; readonly Section: ComponentType }[] = [
  { id: 'general', word: 'General', Section: GeneralSection },
  { id: 'registries', word: 'Registries', Section: RegistriesSection },
  { id: 'globus', word: 'Globus', Section: GlobusSection },
  { id: 'endpoints', word: 'Endpoints', Section: EndpointsSection },
  { id: 'transfers', word: 'Transfers', Section: TransfersSection },
  { id: 'security', word: 'Security', Section: SecuritySection },
  { id: 'lab', word: 'Practice lab', Section: LabSection },
];

export function SettingsPage() {
  const { id } = useRoute();
  const current = sections.find((section) => section.id === id) ?? sections[0];
  return (
    <>
      <PageHeader title="Settings" />
      <div className="settings-page">
        <nav className="settings-nav" aria-label="Settings">
          {sections.map((section) => (
            <a
              key={section.id}
              href={hrefOf('settings', section.id)}
              {...(section === current && { 'aria-current': 'true' as const })}
            >
              {section.word}
            </a>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a section may be text alone, and keys must scroll it */}
        <section className="settings-content" tabIndex={0} aria-label={current?.word}>
          {current && <current.Section />}
        </section>
      </div>
    </>
  );
}

import './settings.css';
import { PageHeader } from '../../components/PageHeader.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRoute } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { EndpointsSection } from './EndpointsSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { GlobusSection } from './GlobusSection.tsx';
import { LabSection } from './LabSection.tsx';
import { RegistriesSection } from './RegistriesSection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import { TransfersSection } from './TransfersSection.tsx';

const sections = [
  { id: 'general', Section: GeneralSection },
  { id: 'registries', Section: RegistriesSection },
  { id: 'globus', Section: GlobusSection },
  { id: 'endpoints', Section: EndpointsSection },
  { id: 'transfers', Section: TransfersSection },
  { id: 'security', Section: SecuritySection },
  { id: 'lab', Section: LabSection },
] as const;

export function SettingsPage() {
  const { t } = useWords();
  const { id } = useRoute();
  const current = sections.find((section) => section.id === id) ?? sections[0];
  return (
    <>
      <PageHeader title={t('settings.page.title')} />
      <div className="settings-page">
        <nav className="settings-nav" aria-label={t('settings.page.title')}>
          {sections.map((section) => (
            <a
              key={section.id}
              href={hrefOf('settings', section.id)}
              {...(section === current && { 'aria-current': 'true' as const })}
            >
              {t(`settings.page.${section.id}`)}
            </a>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a section may be text alone, and keys must scroll it */}
        <section className="settings-content" tabIndex={0}>
          {current && <current.Section />}
        </section>
      </div>
    </>
  );
}

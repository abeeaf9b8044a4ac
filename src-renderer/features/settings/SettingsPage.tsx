import './settings.css';
import {
  IconAdjustments,
  IconArrowsTransferUpDown,
  IconBuildingWarehouse,
  IconFlask,
  IconMapPin,
  IconRefresh,
  IconShieldLock,
  IconTool,
  IconWorld,
  IconWorldCog,
} from '@tabler/icons-react';
import { type ComponentType, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { AdvancedSection } from './AdvancedSection.tsx';
import { EndpointsSection } from './EndpointsSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { GlobusSection } from './GlobusSection.tsx';
import { LabSection } from './LabSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { RegistriesSection } from './RegistriesSection.tsx';
import { SecuritySection } from './SecuritySection.tsx';
import { SettingsSearchResults } from './SettingsSearchResults.tsx';
import { anchorId, findSettings, type SettingsCategory, settingsCategories, settingsPlaceOf } from './settingsIndex.ts';
import { TransfersSection } from './TransfersSection.tsx';
import { UpdatesSection } from './UpdatesSection.tsx';

type Icon = typeof IconTool;

const categories: Readonly<Record<SettingsCategory, { readonly Icon: Icon; readonly Section: ComponentType }>> = {
  general: { Icon: IconAdjustments, Section: GeneralSection },
  registries: { Icon: IconBuildingWarehouse, Section: RegistriesSection },
  globus: { Icon: IconWorld, Section: GlobusSection },
  endpoints: { Icon: IconMapPin, Section: EndpointsSection },
  transfers: { Icon: IconArrowsTransferUpDown, Section: TransfersSection },
  network: { Icon: IconWorldCog, Section: NetworkSection },
  security: { Icon: IconShieldLock, Section: SecuritySection },
  updates: { Icon: IconRefresh, Section: UpdatesSection },
  advanced: { Icon: IconTool, Section: AdvancedSection },
  lab: { Icon: IconFlask, Section: LabSection },
};

const control = 'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), a[href]';

/** Brings what an address names into sight, marks it for a moment and gives it the focus. */
function useArrival(anchor: string | null): void {
  useEffect(() => {
    const target = anchor === null ? null : document.getElementById(anchorId(anchor));
    if (!target) return;
    target.scrollIntoView?.({ block: 'center' });
    target.classList.add('setting-arrived');
    const first = target.querySelector<HTMLElement>(control);
    // What is locked cannot take the focus; its place can.
    if (!first) target.tabIndex = -1;
    (first ?? target).focus({ preventScroll: true });
    const timer = setTimeout(() => target.classList.remove('setting-arrived'), 2_500);
    return () => {
      clearTimeout(timer);
      target.classList.remove('setting-arrived');
    };
  }, [anchor]);
}

/** Up and down move between the categories, as in a list. */
function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const now = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1;
  const next = event.key === 'ArrowDown' ? now + 1 : event.key === 'ArrowUp' ? now - 1 : now;
  if (now < 0 || next === now) return;
  event.preventDefault();
  links[next]?.focus();
}

export function SettingsPage() {
  const words = useWords();
  const { t } = words;
  const { route } = useStores();
  const { category, anchor } = settingsPlaceOf(useRoute().id);
  const [text, setText] = useState('');
  const found = findSettings(words, text);
  const isSearching = text.trim() !== '';
  const content = useRef<HTMLElement>(null);
  useEffect(() => {
    if (content.current && category) content.current.scrollTop = 0;
  }, [category]);
  useArrival(isSearching ? null : anchor);
  const { Section } = categories[category];
  const goToFirst = () => {
    const [first] = found;
    if (!first) return;
    setText('');
    route.go('settings', first.anchor);
  };
  return (
    <>
      <PageHeader
        title={t('settings.page.title')}
        search={
          // biome-ignore lint/a11y/noStaticElementInteractions: Enter of the field inside leads to the first result
          <div onKeyDown={(event) => event.key === 'Enter' && goToFirst()}>
            <SearchField label={t('settings.page.search')} value={text} onChange={setText} />
          </div>
        }
      />
      <div className="settings-page">
        <nav className="settings-nav" aria-label={t('settings.page.title')} onKeyDown={moveBetween}>
          {settingsCategories.map((each) => {
            const { Icon } = categories[each];
            return (
              <a
                key={each}
                href={hrefOf('settings', each)}
                {...(each === category && !isSearching && { 'aria-current': 'true' as const })}
                onClick={() => setText('')}
              >
                <Icon size={17} stroke={1.8} aria-hidden="true" />
                {t(`settings.page.${each}`)}
              </a>
            );
          })}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a section may be text alone, and keys must scroll it */}
        <section className="settings-content" tabIndex={0} ref={content}>
          {isSearching ? (
            <SettingsSearchResults text={text.trim()} found={found} onChosen={() => setText('')} />
          ) : (
            <Section />
          )}
        </section>
      </div>
    </>
  );
}

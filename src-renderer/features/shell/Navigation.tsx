import { IconSearch } from '@tabler/icons-react';
import { CompassMark } from '../../components/CompassRose.tsx';
import { TooltipFor } from '../../components/Tooltip.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useRoute, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { navigation } from './navigation.ts';
import { shortcuts } from './shortcuts.ts';

export function Navigation() {
  const { t, showKeys } = useWords();
  const { dialogs } = useStores();
  const { page } = useRoute();
  const status = useRead('status').value;
  const wanted = (status?.waitingForYou ?? 0) + (status?.problems ?? 0);
  return (
    <nav className="navigation" aria-label={t('shell.navigation.label')}>
      <div className="brand">
        <CompassMark />
        <span className="nav-word">Portolan</span>
      </div>
      <TooltipFor text={t('shell.navigation.find')} shortcut={shortcuts.palette[0]} placement="right">
        <button
          type="button"
          className="nav-link nav-find"
          aria-label={t('shell.navigation.find')}
          onClick={() => dialogs.showPalette(true)}
        >
          <IconSearch size={19} stroke={1.75} aria-hidden="true" />
          <span className="nav-word">{t('shell.navigation.find')}</span>
          {/* Drawn by CSS: the name stays the words, and the tooltip says the keys. */}
          <span className="nav-word nav-keys key-hint push" data-keys={showKeys(shortcuts.palette[0])} />
        </button>
      </TooltipFor>
      {navigation.map(({ page: name, word, icon: Shape }, index) => (
        <TooltipFor key={name} text={t(word)} shortcut={`Ctrl+${index + 1}`} placement="right">
          <a
            href={hrefOf(name)}
            className={`nav-link nav-${name}`}
            aria-label={t(word)}
            {...(page === name && { 'aria-current': 'page' as const })}
          >
            <Shape size={19} stroke={1.75} aria-hidden="true" />
            <span className="nav-word">{t(word)}</span>
            {/* Drawn by CSS: the link's name stays the page's name, and the status bar says the same in words. */}
            {name === 'activity' && wanted > 0 && <span className="nav-count" data-count={wanted} />}
          </a>
        </TooltipFor>
      ))}
    </nav>
  );
}

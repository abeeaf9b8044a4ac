import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { FoundSetting } from './settingsIndex.ts';

interface SettingsSearchResultsProps {
  readonly text: string;
  readonly found: readonly FoundSetting[];
  readonly onChosen: () => void;
}

/** What the search found, as links to where it is changed. */
export function SettingsSearchResults({ text, found, onChosen }: SettingsSearchResultsProps) {
  const { t } = useWords();
  if (found.length === 0) {
    return (
      <EmptyState
        purpose={t('settings.page.nothing', { text })}
        reason=""
        action={<Button onPress={onChosen}>{t('settings.page.clear')}</Button>}
      />
    );
  }
  return (
    <section className="settings-section" aria-label={t('settings.page.search')}>
      <p className="soft" role="status">
        {t('settings.page.found', { count: found.length })}
      </p>
      <ul className="settings-found">
        {found.map(({ anchor, title, category, href }) => (
          <li key={anchor}>
            <a href={href} onClick={onChosen}>
              <span>
                <strong>{title}</strong>
                <span className="soft">{category}</span>
              </span>
              <code className="setting-key">{anchor}</code>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { Trans } from 'react-i18next';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { Section } from './Section.tsx';

export function SecuritySection() {
  const { t, states } = useWords();
  const status = useRead('status').value;
  if (!status) return null;
  const vault = states.vault[status.vault];
  return (
    <Section anchor="security.vault" title={t('settings.security.title')} says={t('settings.security.says')}>
      <div className="vault-card">
        {vault.isWeak ? <IconLockOpen2 size={22} aria-hidden="true" /> : <IconLock size={22} aria-hidden="true" />}
        <div>
          <strong>{vault.name}</strong>
          <p className="soft">{vault.says}</p>
        </div>
      </div>
      <p className="soft small">
        <Trans t={t} i18nKey="settings.security.chosen" components={{ code: <span className="mono" /> }} />
      </p>
    </Section>
  );
}

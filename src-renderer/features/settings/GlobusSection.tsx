import { useWords } from '../../strings/WordsContext.tsx';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';
import { Section } from './Section.tsx';

const globusPermissions = ['mayList', 'maySend', 'mayLater'] as const;

export function GlobusSection() {
  const { t } = useWords();
  return (
    <>
      <Section anchor="globus.account" title={t('settings.globus.title')} says={t('settings.globus.says')}>
        <SignInPanel provider={{ kind: 'globus' }} offersSignOut />
      </Section>
      <Section anchor="globus.permissions" title={t('settings.globus.mayTitle')} says={t('settings.globus.maySays')}>
        <PermissionList />
      </Section>
    </>
  );
}

export function PermissionList() {
  const { t } = useWords();
  return (
    <ul className="permission-list">
      {globusPermissions.map((does) => (
        <li key={does}>{t(`settings.globus.${does}`)}</li>
      ))}
    </ul>
  );
}

import { Trans } from 'react-i18next';
import { namingProfileNames } from '../../../src-main/contract/states.ts';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { LanguageField, ThemeField } from './AppearanceFields.tsx';
import { Section } from './Section.tsx';
import { useSettings } from './useSettings.ts';

export function GeneralSection() {
  const { t, states } = useWords();
  const { settings, change, problem } = useSettings();
  const status = useRead('status').value;
  if (!settings) return null;
  return (
    <>
      <Section title={t('settings.general.title')}>
        {problem && <ProblemView problem={problem} compact />}
        <LanguageField value={settings.language} onChange={(language) => void change({ language })} />
        <ThemeField value={settings.theme} onChange={(theme) => void change({ theme })} />
        <Checkbox
          kind="switch"
          label={t('settings.general.notifications')}
          hint={t('settings.general.notificationsHint')}
          checked={settings.notifications}
          onChange={(notifications) => void change({ notifications })}
        />
        <SelectField
          label={t('settings.general.names')}
          hint={
            <Trans
              t={t}
              i18nKey="settings.general.namesHint"
              components={{
                example: <span className="mono">{states.namingProfile[settings.namingProfile].example}</span>,
              }}
            />
          }
          value={settings.namingProfile}
          options={namingProfileNames.map((value) => ({ value, label: states.namingProfile[value].name }))}
          onChange={(namingProfile) => void change({ namingProfile })}
        />
      </Section>
      {status && (
        <Section title={t('settings.general.about')}>
          <p className="soft">
            {t(status.form === 'desktop' ? 'settings.general.desktop' : 'settings.general.headless', {
              version: status.version,
            })}
          </p>
        </Section>
      )}
    </>
  );
}

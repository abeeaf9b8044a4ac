import { languages } from '../../../src-main/contract/language.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { namingProfileNames, namingProfiles } from '../../../src-main/contract/states.ts';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { languageNames } from '../../strings/languages.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { Section } from './Section.tsx';
import { useSettings } from './useSettings.ts';

export const themeOptions: readonly { readonly value: Settings['theme']; readonly label: string }[] = [
  { value: 'system', label: 'As this computer' },
  { value: 'light', label: 'Chart (light)' },
  { value: 'dark', label: 'Night (dark)' },
];

interface LanguageFieldProps {
  readonly value: Settings['language'];
  readonly onChange: (language: Settings['language']) => void;
}

/** Every language is called what it calls itself. */
function LanguageField({ value, onChange }: LanguageFieldProps) {
  const { t } = useWords();
  const own = languages.map((language) => ({ value: language, label: languageNames[language] }));
  return (
    <SelectField<Settings['language']>
      label={t('settings.general.language')}
      value={value}
      options={[{ value: 'system', label: t('settings.general.asComputer') }, ...own]}
      onChange={onChange}
    />
  );
}

export function GeneralSection() {
  const { settings, change, problem } = useSettings();
  const status = useRead('status').value;
  if (!settings) return null;
  return (
    <>
      <Section title="General">
        {problem && <ProblemView problem={problem} compact />}
        <LanguageField value={settings.language} onChange={(language) => void change({ language })} />
        <SelectField
          label="Theme"
          value={settings.theme}
          options={themeOptions}
          onChange={(theme) => void change({ theme })}
        />
        <Checkbox
          kind="switch"
          label="Notifications"
          hint="One for each batch that arrived, and when something waits for you. None for routine runs without a change."
          checked={settings.notifications}
          onChange={(notifications) => void change({ notifications })}
        />
        <SelectField
          label="Names at endpoints"
          hint={
            <>
              For endpoints without their own choice:{' '}
              <span className="mono">{namingProfiles[settings.namingProfile].example}</span>
            </>
          }
          value={settings.namingProfile}
          options={namingProfileNames.map((value) => ({ value, label: namingProfiles[value].name }))}
          onChange={(namingProfile) => void change({ namingProfile })}
        />
      </Section>
      {status && (
        <Section title="About">
          <p className="soft">{`Portolan ${status.version}, ${status.form === 'desktop' ? 'desktop app' : 'headless form'}`}</p>
        </Section>
      )}
    </>
  );
}

import { namingProfileNames, namingProfiles } from '../../../src-main/contract/states.ts';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { LanguageField, ThemeField } from './AppearanceFields.tsx';
import { Section } from './Section.tsx';
import { useSettings } from './useSettings.ts';

export function GeneralSection() {
  const { settings, change, problem } = useSettings();
  const status = useRead('status').value;
  if (!settings) return null;
  return (
    <>
      <Section title="General">
        {problem && <ProblemView problem={problem} compact />}
        <LanguageField value={settings.language} onChange={(language) => void change({ language })} />
        <ThemeField value={settings.theme} onChange={(theme) => void change({ theme })} />
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

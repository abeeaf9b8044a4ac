import { Trans } from 'react-i18next';
import type { Settings, UpdateSettings } from '../../../src-main/contract/settings.ts';
import { isDayHours } from '../../../src-main/contract/settingTexts.ts';
import { namingProfileNames } from '../../../src-main/contract/states.ts';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { LanguageField, ThemeField } from './AppearanceFields.tsx';
import { Section } from './Section.tsx';
import { Setting } from './Setting.tsx';
import { TypedSetting } from './TypedSetting.tsx';
import { useSettings } from './useSettings.ts';

interface PartProps {
  readonly settings: Settings;
  readonly change: (changes: UpdateSettings) => void;
}

export function GeneralSection() {
  const { t } = useWords();
  const { settings, change, problem } = useSettings();
  const status = useRead('status').value;
  if (!settings) return null;
  const part = { settings, change: (changes: UpdateSettings) => void change(changes) };
  return (
    <>
      {problem && <ProblemView problem={problem} compact />}
      <Look {...part} />
      <Background {...part} />
      <Notifications {...part} />
      <Names {...part} />
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

function Look({ settings, change }: PartProps) {
  const { t } = useWords();
  const units = (['decimal', 'binary'] as const).map((value) => ({ value, label: t(`settings.general.${value}`) }));
  return (
    <Section title={t('settings.general.lookTitle')}>
      <Setting name="language">
        <LanguageField value={settings.language} onChange={(language) => change({ language })} />
      </Setting>
      <Setting name="theme">
        <ThemeField value={settings.theme} onChange={(theme) => change({ theme })} />
      </Setting>
      <Setting name="units">
        <SelectField
          label={t('settings.general.units')}
          hint={t('settings.general.unitsHint')}
          value={settings.units}
          options={units}
          onChange={(chosen) => change({ units: chosen })}
        />
      </Setting>
    </Section>
  );
}

/** What needs a desktop is shown in the other form too, with the reason why it does nothing there. */
function Background({ settings, change }: PartProps) {
  const { t } = useWords();
  const facts = useRead('support').value;
  if (!facts) return null;
  const isOff = !facts.canStayInTray;
  const noStart = isOff || facts.canStartAtLogin ? null : t('settings.page.notHere');
  return (
    <Section title={t('settings.general.background')} says={isOff && t('settings.page.desktopOnly')}>
      <Setting name="startAtLogin" isOff={isOff} whyNot={noStart}>
        <Checkbox
          kind="switch"
          label={t('settings.general.startAtLogin')}
          hint={t('settings.general.startAtLoginHint')}
          checked={settings.startAtLogin}
          onChange={(startAtLogin) => change({ startAtLogin })}
        />
      </Setting>
      <Setting name="keepInTray" isOff={isOff}>
        <Checkbox
          kind="switch"
          label={t('settings.general.keepInTray')}
          hint={t('settings.general.keepInTrayHint')}
          checked={settings.keepInTray}
          onChange={(keepInTray) => change({ keepInTray })}
        />
      </Setting>
    </Section>
  );
}

function Notifications({ settings, change }: PartProps) {
  const { t } = useWords();
  const status = useRead('status').value;
  const isOff = status?.form === 'headless';
  const options = [
    { value: 'system' as const, label: t('settings.general.dndSystem') },
    { value: 'hours' as const, label: t('settings.general.dndHours') },
  ];
  return (
    <Section title={t('settings.general.notificationsTitle')} says={isOff && t('settings.page.desktopOnly')}>
      <Setting name="notifications" isOff={isOff}>
        <Checkbox
          kind="switch"
          label={t('settings.general.notifications')}
          hint={t('settings.general.notificationsHint')}
          checked={settings.notifications}
          onChange={(notifications) => change({ notifications })}
        />
      </Setting>
      <Setting name="doNotDisturb" isOff={isOff}>
        <SelectField
          label={t('settings.general.doNotDisturb')}
          hint={t('settings.general.doNotDisturbHint')}
          value={settings.doNotDisturb}
          options={options}
          onChange={(doNotDisturb) => change({ doNotDisturb })}
        />
      </Setting>
      {settings.doNotDisturb === 'hours' && (
        <TypedSetting
          name="quietHours"
          label={t('settings.general.quietHours')}
          hint={t('settings.general.quietHoursHint')}
          shape={{ fits: isDayHours, wrong: t('settings.general.quietHoursInvalid') }}
          value={settings.quietHours}
          onCommit={(quietHours) => change({ quietHours })}
        />
      )}
    </Section>
  );
}

function Names({ settings, change }: PartProps) {
  const { t, states } = useWords();
  return (
    <Section title={t('settings.general.names')}>
      <Setting name="namingProfile">
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
          onChange={(namingProfile) => change({ namingProfile })}
        />
      </Setting>
    </Section>
  );
}

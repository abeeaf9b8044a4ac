import type { UpdateSettings } from '../../../src-main/contract/settings.ts';
import { isProxyUrl, listFromText, settingText } from '../../../src-main/contract/settingTexts.ts';
import { SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { NetworkTest } from './NetworkTest.tsx';
import { ProxyPassword } from './ProxyPassword.tsx';
import { Section } from './Section.tsx';
import { Setting } from './Setting.tsx';
import { TrustedServers } from './TrustedServers.tsx';
import { TypedSetting } from './TypedSetting.tsx';
import { useSettings } from './useSettings.ts';

type NetworkChanges = NonNullable<UpdateSettings['network']>;

/** The way out of this computer: for registries, Globus and sign-in alike. */
export function NetworkSection() {
  const { t } = useWords();
  const { settings, change, problem } = useSettings();
  const state = useRead('network').value;
  if (!settings) return null;
  const { network } = settings;
  const put = (changes: NetworkChanges) => void change({ network: changes });
  return (
    <>
      {problem && <ProblemView problem={problem} compact />}
      <ProxyWay network={network} put={put} />
      <Section title={t('settings.network.trustTitle')} says={t('settings.network.trustSays')}>
        {state?.problem && <ProblemView problem={state.problem} compact />}
        <TypedSetting
          name="network.caFile"
          label={t('settings.network.caFile')}
          hint={t('settings.network.caFileHint')}
          value={network.caFile}
          onCommit={(caFile) => put({ caFile })}
          mono
        />
        <TrustedServers trusted={network.trusted} put={put} />
      </Section>
      <Section anchor="network.test" title={t('settings.network.testTitle')} says={t('settings.network.testSays')}>
        <NetworkTest />
      </Section>
    </>
  );
}

interface ProxyWayProps {
  readonly network: NonNullable<ReturnType<typeof useSettings>['settings']>['network'];
  readonly put: (changes: NetworkChanges) => void;
}

function ProxyWay({ network, put }: ProxyWayProps) {
  const { t } = useWords();
  const form = useRead('status').value?.form;
  const ways = (['system', 'manual', 'none'] as const).map((value) => ({
    value,
    label: t(`settings.network.${value}`),
  }));
  const ofSystem = form === 'desktop' ? 'settings.network.systemDesktop' : 'settings.network.systemHeadless';
  return (
    <Section title={t('settings.network.title')} says={t('settings.network.says')}>
      <Setting name="network.proxy">
        <SelectField
          label={t('settings.network.proxy')}
          hint={network.proxy === 'system' ? t(ofSystem) : undefined}
          value={network.proxy}
          options={ways}
          onChange={(proxy) => put({ proxy })}
        />
      </Setting>
      {network.proxy === 'manual' && (
        <>
          <TypedSetting
            name="network.proxyUrl"
            label={t('settings.network.proxyUrl')}
            hint={t('settings.network.proxyUrlHint')}
            shape={{ fits: isProxyUrl, wrong: t('settings.network.proxyUrlInvalid') }}
            value={network.proxyUrl}
            onCommit={(proxyUrl) => put({ proxyUrl })}
            mono
          />
          <TypedSetting
            name="network.proxyUser"
            label={t('settings.network.proxyUser')}
            hint={t('settings.network.proxyUserHint')}
            value={network.proxyUser}
            onCommit={(proxyUser) => put({ proxyUser })}
          />
          {network.proxyUser !== '' && <ProxyPassword />}
          <TypedSetting
            name="network.noProxy"
            label={t('settings.network.noProxy')}
            hint={t('settings.network.noProxyHint')}
            value={settingText(network.noProxy)}
            onCommit={(text) => put({ noProxy: listFromText(text) })}
            mono
          />
        </>
      )}
    </Section>
  );
}

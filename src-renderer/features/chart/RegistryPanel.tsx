import { Trans } from 'react-i18next';
import type { Chart } from '../../../src-main/contract/chart.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, CopyText } from '../../components/Values.tsx';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import { registryState } from './chartView.ts';
import { Panel, PanelSection } from './Panel.tsx';

interface RegistryPanelProps {
  readonly registry: Registry;
  readonly chart: Chart;
  readonly onClose: () => void;
}

/** A registry's facts: where its images lie on Globus and whether its folder is followed. */
export function RegistryPanel({ registry, chart, onClose }: RegistryPanelProps) {
  const { dialogs, route } = useStores();
  const { isStale } = useChartActions();
  const words = useWords();
  const { t, states } = words;
  const { harbour, folder } = registry;
  const subscriptions = (useRead('subscriptions').value ?? []).filter(
    ({ source }) => source.registryId === registry.id,
  );
  const harbourName = chart.endpoints.find(({ endpoint }) => endpoint.id === harbour?.endpointId)?.endpoint.name;
  const subscribe = () => {
    dialogs.openSubscribe({ registryId: registry.id }, []);
    route.go('subscriptions');
  };
  return (
    <Panel
      title={registry.name}
      badge={<StateBadge state={isStale ? states.endpoint.notKnown : registryState(words, registry)} />}
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => route.go('containers')}>{t('chart.registry.showImages')}</Button>
          <Button onPress={subscribe}>{t('chart.panel.subscribe')}</Button>
        </>
      }
    >
      {[registry.problem, folder.problem].map((problem) =>
        problem === null ? null : <ProblemView key={problem.code} problem={problem} compact />,
      )}
      <dl className="chart-facts">
        <dt>{t('chart.registry.address')}</dt>
        <dd>
          <CopyText text={registry.url} what={t('chart.registry.addressToCopy')} />
        </dd>
        <dt>{t('chart.registry.access')}</dt>
        <dd>{registry.access.username ?? t(`chart.registry.${registry.access.state}`)}</dd>
        <dt>{t('chart.registry.images')}</dt>
        <dd className="num">
          {registry.imageCount === null ? t('chart.registry.imagesNotKnown') : words.format.number(registry.imageCount)}
        </dd>
        <dt>{t('chart.registry.onGlobus')}</dt>
        <dd>{harbour === null ? t('chart.registry.notConnected') : (harbourName ?? t('chart.registry.connected'))}</dd>
        {harbour !== null && (
          <>
            <dt>{t('chart.registry.folderThere')}</dt>
            <dd>
              <CopyText text={harbour.basePath} what={t('chart.panel.folderToCopy')} />
            </dd>
          </>
        )}
      </dl>
      <PanelSection title={t('chart.registry.folder')}>
        <FolderHealthText registry={registry} />
      </PanelSection>
      <PanelSection title={t('chart.panel.subscriptions')}>
        <p className="small soft">
          {subscriptions.length === 0
            ? t('chart.registry.noFollowers')
            : t('chart.registry.followers', {
                subscriptions: t('chart.counts.subscriptions', { count: subscriptions.length }),
                names: namesOf(subscriptions, t),
              })}
        </p>
      </PanelSection>
    </Panel>
  );
}

/** Names of a few; a list of hundreds is on the page of subscriptions. */
const namedAtMost = 6;

function namesOf(subscriptions: readonly { readonly name: string }[], t: Translate): string {
  const rest = subscriptions.length - namedAtMost;
  const names = subscriptions.slice(0, namedAtMost).map(({ name }) => name);
  return [...names, ...(rest > 0 ? [t('chart.counts.more', { count: rest })] : [])].join(', ');
}

/** "Watching 214 files, last change 13:02". */
function FolderHealthText({ registry: { folder } }: { readonly registry: Registry }) {
  const { t } = useWords();
  if (folder.state === 'off') return <p className="small soft">{t('chart.registry.off')}</p>;
  return (
    <p className="small soft">
      <Trans
        t={t}
        i18nKey={`chart.registry.${folder.state}`}
        values={{ files: t('chart.counts.files', { count: folder.files }) }}
        components={{ time: <Ago at={folder.lastChangeAt} otherwise={t('chart.registry.notSeenYet')} /> }}
      />
    </p>
  );
}

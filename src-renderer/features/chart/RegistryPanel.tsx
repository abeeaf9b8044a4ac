import type { Chart } from '../../../src-main/contract/chart.ts';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { endpointStates } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, CopyText } from '../../components/Values.tsx';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useChartActions } from './chartActions.ts';
import { registryState } from './chartView.ts';
import { Panel, PanelSection } from './Panel.tsx';

interface RegistryPanelProps {
  readonly registry: Registry;
  readonly chart: Chart;
  readonly onClose: () => void;
}

const accessWords: Readonly<Record<Registry['access']['state'], string>> = {
  public: 'Public',
  token: 'With your token',
  signedIn: 'Signed in',
  signInNeeded: 'Only public images until you log in',
};

/** A registry's facts: where its images lie on Globus and whether its folder is followed. */
export function RegistryPanel({ registry, chart, onClose }: RegistryPanelProps) {
  const { dialogs, route } = useStores();
  const { isStale } = useChartActions();
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
      badge={<StateBadge state={isStale ? endpointStates.notKnown : registryState(registry)} />}
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => route.go('containers')}>Show its images</Button>
          <Button onPress={subscribe}>Subscribe…</Button>
        </>
      }
    >
      {[registry.problem, folder.problem].map((problem) =>
        problem === null ? null : <ProblemView key={problem.code} problem={problem} compact />,
      )}
      <dl className="chart-facts">
        <dt>Address</dt>
        <dd>
          <CopyText text={registry.url} what="address" />
        </dd>
        <dt>Access</dt>
        <dd>{registry.access.username ?? accessWords[registry.access.state]}</dd>
        <dt>Images</dt>
        <dd className="num">{registry.imageCount ?? 'not known yet'}</dd>
        <dt>On Globus</dt>
        <dd>{harbour === null ? 'Not connected: images cannot be sent' : (harbourName ?? 'Connected')}</dd>
        {harbour !== null && (
          <>
            <dt>Folder there</dt>
            <dd>
              <CopyText text={harbour.basePath} what="folder" />
            </dd>
          </>
        )}
      </dl>
      <PanelSection title="Folder">
        <FolderHealthText registry={registry} />
      </PanelSection>
      <PanelSection title="Subscriptions">
        <p className="small soft">
          {subscriptions.length === 0
            ? 'Nothing follows this registry yet.'
            : `${formatCount(subscriptions.length, 'subscription')}: ${subscriptions.map(({ name }) => name).join(', ')}`}
        </p>
      </PanelSection>
    </Panel>
  );
}

/** "Watching 214 files, last change 13:02". */
function FolderHealthText({ registry: { folder } }: { readonly registry: Registry }) {
  if (folder.state === 'off') {
    return (
      <p className="small soft">This computer does not see the image folder. The registry is asked for changes.</p>
    );
  }
  const verb = { watching: 'Watching', scanningOnly: 'Looking regularly at', paused: 'Paused; last saw' }[folder.state];
  return (
    <p className="small soft">
      {verb} {formatCount(folder.files, 'file')}, last change <Ago at={folder.lastChangeAt} otherwise="not seen yet" />
    </p>
  );
}

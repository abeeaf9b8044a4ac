import { IconKey, IconSend2 } from '@tabler/icons-react';
import type { ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Problem } from '../../../src-main/contract/errors.ts';
import { activityWords, endpointKinds, subscriptionStates } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { Lights } from '../../components/Lights.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, CopyText } from '../../components/Values.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useChartActions } from './chartActions.ts';
import { endpointNodeState } from './chartView.ts';
import { ImagesHere } from './ImagesHere.tsx';
import { OnTheWay } from './OnTheWay.tsx';
import { Panel, PanelSection } from './Panel.tsx';

interface EndpointPanelProps {
  readonly place: ChartEndpoint;
  readonly arrows: readonly ChartArrow[];
  readonly onClose: () => void;
}

/** Everything the chart knows of one endpoint, and what can be done with it. */
export function EndpointPanel({ place, arrows, onClose }: EndpointPanelProps) {
  const { endpoint } = place;
  const { api, dialogs, route } = useStores();
  const { chosenImages, send } = useChartActions();
  const question = { id: endpoint.id, imageIds: chosenImages.map(({ id }) => id) };
  const lights = useAnswer(JSON.stringify([question, endpoint.state]), () => api.endpoints.preflight.query(question));
  const grantConsent = () => dialogs.openSignIn({ kind: 'globus' }, [endpoint.id]);
  const problems = [endpoint.problem, ...arrows.map(({ problem }) => problem)].filter((problem) => problem !== null);
  const lacksConsent = (found: readonly (Problem | null)[]) =>
    found.some((problem) => problem?.code === 'consent.needed');
  // A problem that is shown brings its own button.
  const offersConsent =
    !lacksConsent(problems) && lacksConsent((lights.value?.lights ?? []).map(({ problem }) => problem));
  const subscribe = () => {
    dialogs.openSubscribe({}, [endpoint.id]);
    route.go('subscriptions');
  };
  return (
    <Panel
      title={endpoint.name}
      badge={<StateBadge state={endpointNodeState(place, arrows)} />}
      onClose={onClose}
      actions={
        <>
          <Button variant="primary" icon={<IconSend2 size={16} aria-hidden="true" />} onPress={() => send(endpoint.id)}>
            Send here…
          </Button>
          <Button onPress={subscribe}>Subscribe…</Button>
        </>
      }
    >
      {distinct(problems).map((problem) => (
        <ProblemView
          key={`${problem.code} ${problem.at}`}
          problem={problem}
          compact
          handlers={{ grantConsent, tryAgain: lights.again }}
        />
      ))}
      <EndpointFacts place={place} />
      <PanelSection title="Checks">
        {lights.problem ? (
          <ProblemView problem={lights.problem} compact handlers={{ tryAgain: lights.again }} />
        ) : (
          <Lights preflight={lights.value} />
        )}
        {offersConsent && (
          <Button size="small" icon={<IconKey size={15} aria-hidden="true" />} onPress={grantConsent}>
            Grant consent
          </Button>
        )}
      </PanelSection>
      <OnTheWay arrows={arrows} />
      <ImagesHere place={place} />
      <EndpointSubscriptions place={place} />
      <LastTransfers place={place} />
    </Panel>
  );
}

/** The same trouble is often reported by the endpoint and by its arrow. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [problem.code, problem])).values(),
];

function EndpointFacts({ place: { endpoint } }: { readonly place: ChartEndpoint }) {
  const extras = [
    endpoint.isHighAssurance ? 'high assurance' : null,
    endpoint.forcesEncryption ? 'encryption forced' : null,
  ].filter(Boolean);
  return (
    <dl className="chart-facts">
      <dt>Kind</dt>
      <dd>{[`Globus collection: ${endpointKinds[endpoint.kind].toLowerCase()}`, ...extras].join(', ')}</dd>
      <dt>Folder</dt>
      <dd>
        <CopyText text={endpoint.folder} what="folder" />
      </dd>
      <dt>Id</dt>
      <dd>
        <CopyText text={endpoint.id} what="id" />
      </dd>
      {endpoint.organization !== null && (
        <>
          <dt>Organisation</dt>
          <dd>{endpoint.organization}</dd>
        </>
      )}
      {endpoint.ownerName !== null && (
        <>
          <dt>Owner</dt>
          <dd>{endpoint.ownerName}</dd>
        </>
      )}
      {endpoint.contact !== null && (
        <>
          <dt>Contact</dt>
          <dd>{endpoint.contact}</dd>
        </>
      )}
    </dl>
  );
}

function EndpointSubscriptions({ place: { endpoint } }: { readonly place: ChartEndpoint }) {
  const subscriptions = (useRead('subscriptions').value ?? []).filter(({ destinations }) =>
    destinations.some(({ endpointId }) => endpointId === endpoint.id),
  );
  return (
    <PanelSection title={subscriptions.length === 0 ? 'Subscriptions' : `Subscriptions (${subscriptions.length})`}>
      {subscriptions.length === 0 && <p className="soft small">Nothing is kept up to date here.</p>}
      <ul className="chart-list">
        {subscriptions.map(({ id, name, state, lastRunAt }) => (
          <li key={id}>
            <span className="clip" title={name}>
              {name}
            </span>
            <StateBadge state={subscriptionStates[state]} />
            <span className="soft small">
              last run <Ago at={lastRunAt} otherwise="never" />
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function LastTransfers({ place: { endpoint } }: { readonly place: ChartEndpoint }) {
  const { route } = useStores();
  const last = (useRead('activity').value?.activities ?? [])
    .filter(({ destinationEndpointId }) => destinationEndpointId === endpoint.id)
    .toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))
    .slice(0, 5);
  if (last.length === 0) return null;
  return (
    <PanelSection title="Last transfers">
      <ul className="chart-list">
        {last.map((activity) => (
          <li key={activity.id}>
            <button type="button" className="chart-link clip" onClick={() => route.go('activity', activity.id)}>
              {activity.images.length === 1 ? activity.images[0]?.name : `${activity.filesTotal} images`}
            </button>
            <StateBadge state={activityWords(activity)} />
            <span className="soft small">
              <Ago at={activity.completedAt ?? activity.requestedAt} />
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

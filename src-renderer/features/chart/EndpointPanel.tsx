import { IconKey, IconSend2 } from '@tabler/icons-react';
import { Trans } from 'react-i18next';
import type { ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Problem } from '../../../src-main/contract/errors.ts';
import { Button } from '../../components/Button.tsx';
import { Lights } from '../../components/Lights.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Ago, CopyText } from '../../components/Values.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
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
  const words = useWords();
  const { t } = words;
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
      badge={<StateBadge state={endpointNodeState(words, place, arrows)} />}
      onClose={onClose}
      actions={
        <>
          <Button variant="primary" icon={<IconSend2 size={16} aria-hidden="true" />} onPress={() => send(endpoint.id)}>
            {t('chart.panel.sendHere')}
          </Button>
          <Button onPress={subscribe}>{t('chart.panel.subscribe')}</Button>
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
      <PanelSection title={t('chart.panel.checks')}>
        {lights.problem ? (
          <ProblemView problem={lights.problem} compact handlers={{ tryAgain: lights.again }} />
        ) : (
          <Lights preflight={lights.value} />
        )}
        {offersConsent && (
          <Button size="small" icon={<IconKey size={15} aria-hidden="true" />} onPress={grantConsent}>
            {t('chart.panel.grantConsent')}
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
  const { t } = useWords();
  const facts = [
    t('chart.panel.globusCollection', { kind: t(`chart.node.${endpoint.kind}`) }),
    endpoint.isHighAssurance ? t('chart.panel.highAssurance') : null,
    endpoint.forcesEncryption ? t('chart.panel.forcesEncryption') : null,
  ].filter((fact) => fact !== null);
  return (
    <dl className="chart-facts">
      <dt>{t('chart.panel.kind')}</dt>
      <dd>{facts.join(', ')}</dd>
      <dt>{t('chart.panel.folder')}</dt>
      <dd>
        <CopyText text={endpoint.folder} what={t('chart.panel.folderToCopy')} />
      </dd>
      <dt>{t('chart.panel.id')}</dt>
      <dd>
        <CopyText text={endpoint.id} what={t('chart.panel.idToCopy')} />
      </dd>
      {endpoint.organization !== null && (
        <>
          <dt>{t('chart.panel.organisation')}</dt>
          <dd>{endpoint.organization}</dd>
        </>
      )}
      {endpoint.ownerName !== null && (
        <>
          <dt>{t('chart.panel.owner')}</dt>
          <dd>{endpoint.ownerName}</dd>
        </>
      )}
      {endpoint.contact !== null && (
        <>
          <dt>{t('chart.panel.contact')}</dt>
          <dd>{endpoint.contact}</dd>
        </>
      )}
    </dl>
  );
}

function EndpointSubscriptions({ place: { endpoint } }: { readonly place: ChartEndpoint }) {
  const { t, states } = useWords();
  const subscriptions = (useRead('subscriptions').value ?? []).filter(({ destinations }) =>
    destinations.some(({ endpointId }) => endpointId === endpoint.id),
  );
  const count = subscriptions.length;
  return (
    <PanelSection title={count === 0 ? t('chart.panel.subscriptions') : t('chart.panel.subscriptionsCount', { count })}>
      {count === 0 && <p className="soft small">{t('chart.panel.noneKept')}</p>}
      <ul className="chart-list">
        {subscriptions.map(({ id, name, state, lastRunAt }) => (
          <li key={id}>
            <span className="clip" title={name}>
              {name}
            </span>
            <StateBadge state={states.subscription[state]} />
            <span className="soft small">
              {lastRunAt === null ? (
                t('chart.panel.noRun')
              ) : (
                <Trans t={t} i18nKey="chart.panel.lastRun" components={{ time: <Ago at={lastRunAt} /> }} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function LastTransfers({ place: { endpoint } }: { readonly place: ChartEndpoint }) {
  const { route } = useStores();
  const { t, activityWords } = useWords();
  const last = (useRead('activity').value?.activities ?? [])
    .filter(({ destinationEndpointId }) => destinationEndpointId === endpoint.id)
    .toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))
    .slice(0, 5);
  if (last.length === 0) return null;
  return (
    <PanelSection title={t('chart.panel.lastTransfers')}>
      <ul className="chart-list">
        {last.map((activity) => (
          <li key={activity.id}>
            <button type="button" className="chart-link clip" onClick={() => route.go('activity', activity.id)}>
              {activity.images.length === 1
                ? activity.images[0]?.name
                : t('chart.counts.images', { count: activity.filesTotal })}
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

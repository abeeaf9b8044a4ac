import { IconSend2 } from '@tabler/icons-react';
import type { Chart, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import { Button } from '../../components/Button.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Size } from '../../components/Values.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import { arrowsTo } from './chartFilter.ts';
import { arrowView, endpointNodeState, registryState, stockOf } from './chartView.ts';

interface ChartTableProps {
  readonly chart: Chart;
  readonly endpoints: readonly ChartEndpoint[];
}

/** The chart's twin: the same facts, registries first, as a table that reads line by line. */
export function ChartTable({ chart, endpoints }: ChartTableProps) {
  const { t } = useWords();
  return (
    <div className="chart-table-page">
      <div className="table-frame">
        <table className="plain-table chart-table">
          <caption className="visually-hidden">{t('chart.table.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('chart.table.name')}</th>
              <th scope="col">{t('chart.table.kind')}</th>
              <th scope="col">{t('chart.table.state')}</th>
              <th scope="col">{t('chart.table.images')}</th>
              <th scope="col">{t('chart.table.arrows')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('chart.table.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <RegistryRows chart={chart} />
            {endpoints.map((place) => (
              <EndpointRow key={place.endpoint.id} chart={chart} place={place} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function RegistryRows({ chart }: { readonly chart: Chart }) {
  const { open, selectedId, isStale } = useChartActions();
  const words = useWords();
  const { t, states } = words;
  return chart.registries.map((registry) => (
    <tr key={registry.id} className={selectedId === registry.id ? 'chart-row-selected' : ''}>
      <th scope="row">
        <button type="button" className="chart-link" data-node-id={registry.id} onClick={() => open(registry.id)}>
          {registry.name}
        </button>
      </th>
      <td>{t('chart.node.registry')}</td>
      <td>
        <StateBadge state={isStale ? states.endpoint.notKnown : registryState(words, registry)} />
      </td>
      <td className="num">
        {registry.imageCount === null ? '' : t('chart.counts.images', { count: registry.imageCount })}
      </td>
      <td />
      <td />
    </tr>
  ));
}

function EndpointRow({ chart, place }: { readonly chart: Chart; readonly place: ChartEndpoint }) {
  const { open, send, selectedId, chosenImages, placements } = useChartActions();
  const words = useWords();
  const { t, states } = words;
  const { endpoint, imagesHere, bytesHere } = place;
  const arrows = arrowsTo(chart, endpoint.id);
  const stock = stockOf(words, place, chosenImages, placements);
  return (
    <tr className={selectedId === endpoint.id ? 'chart-row-selected' : ''}>
      <th scope="row">
        <button type="button" className="chart-link" data-node-id={endpoint.id} onClick={() => open(endpoint.id)}>
          {endpoint.name}
        </button>
        {endpoint.organization !== null && <div className="soft small">{endpoint.organization}</div>}
      </th>
      <td>{states.endpointKind[endpoint.kind]}</td>
      <td>
        <StateBadge state={endpointNodeState(words, place, arrows)} />
      </td>
      <td>
        <span className={`chart-table-stock ${stock.isThere ? 'chart-there' : 'chart-not-there'}`}>
          <span className="chart-stock-mark" aria-hidden="true" />
          {stock.word}
        </span>
        {chosenImages.length > 0 && (
          <div className="soft small num">
            {t('chart.counts.images', { count: imagesHere })} · <Size bytes={bytesHere} />
          </div>
        )}
      </td>
      <td className="small">
        {arrows.map((arrow) => arrowView(words, arrow).spoken).join('; ') || t('chart.table.noArrows')}
      </td>
      <td>
        <Button
          size="small"
          variant="quiet"
          icon={<IconSend2 size={15} aria-hidden="true" />}
          aria-label={t('chart.node.sendTo', { name: endpoint.name })}
          onPress={() => send(endpoint.id)}
        >
          {t('chart.page.send')}
        </Button>
      </td>
    </tr>
  );
}

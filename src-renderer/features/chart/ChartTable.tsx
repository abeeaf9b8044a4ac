import { IconSend2 } from '@tabler/icons-react';
import type { Chart, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import { formatCount } from '../../../src-main/contract/format.ts';
import { endpointKinds, endpointStates } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Size } from '../../components/Values.tsx';
import { useChartActions } from './chartActions.ts';
import { arrowsTo } from './chartFilter.ts';
import { arrowView, endpointNodeState, registryState, stockOf } from './chartView.ts';

interface ChartTableProps {
  readonly chart: Chart;
  readonly endpoints: readonly ChartEndpoint[];
}

/** The chart's twin: the same facts, registries first, as a table that reads line by line. */
export function ChartTable({ chart, endpoints }: ChartTableProps) {
  return (
    <div className="chart-table-page">
      <div className="table-frame">
        <table className="plain-table chart-table">
          <caption className="visually-hidden">Registries and endpoints, with what is there and on its way</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">State</th>
              <th scope="col">Images</th>
              <th scope="col">Arrows</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
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
  return chart.registries.map((registry) => (
    <tr key={registry.id} className={selectedId === registry.id ? 'chart-row-selected' : ''}>
      <th scope="row">
        <button type="button" className="chart-link" data-node-id={registry.id} onClick={() => open(registry.id)}>
          {registry.name}
        </button>
      </th>
      <td>Registry</td>
      <td>
        <StateBadge state={isStale ? endpointStates.notKnown : registryState(registry)} />
      </td>
      <td className="num">{registry.imageCount === null ? '' : formatCount(registry.imageCount, 'image')}</td>
      <td />
      <td />
    </tr>
  ));
}

function EndpointRow({ chart, place }: { readonly chart: Chart; readonly place: ChartEndpoint }) {
  const { open, send, selectedId, chosenImages, placements } = useChartActions();
  const { endpoint, imagesHere, bytesHere } = place;
  const arrows = arrowsTo(chart, endpoint.id);
  const stock = stockOf(place, chosenImages, placements);
  return (
    <tr className={selectedId === endpoint.id ? 'chart-row-selected' : ''}>
      <th scope="row">
        <button type="button" className="chart-link" data-node-id={endpoint.id} onClick={() => open(endpoint.id)}>
          {endpoint.name}
        </button>
        {endpoint.organization !== null && <div className="soft small">{endpoint.organization}</div>}
      </th>
      <td>{endpointKinds[endpoint.kind]}</td>
      <td>
        <StateBadge state={endpointNodeState(place, arrows)} />
      </td>
      <td>
        <span className={`chart-table-stock ${stock.isThere ? 'chart-there' : 'chart-not-there'}`}>
          <span className="chart-stock-mark" aria-hidden="true" />
          {stock.word}
        </span>
        {chosenImages.length > 0 && (
          <div className="soft small num">
            {formatCount(imagesHere, 'image')} · <Size bytes={bytesHere} />
          </div>
        )}
      </td>
      <td className="small">{arrows.map((arrow) => arrowView(arrow).spoken).join('; ') || 'None'}</td>
      <td>
        <Button
          size="small"
          variant="quiet"
          icon={<IconSend2 size={15} aria-hidden="true" />}
          aria-label={`Send to ${endpoint.name}`}
          onPress={() => send(endpoint.id)}
        >
          Send…
        </Button>
      </td>
    </tr>
  );
}

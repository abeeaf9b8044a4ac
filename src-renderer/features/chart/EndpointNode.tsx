import { IconDeviceLaptop, IconSend2, IconServer2, IconUsersGroup } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import type { EndpointKind } from '../../../src-main/contract/endpoint.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useChartActions } from './chartActions.ts';
import type { EndpointFlowNode } from './chartFlow.ts';
import { endpointLine, endpointNodeState, stockOf } from './chartView.ts';

const kindIcons: Readonly<Record<EndpointKind, typeof IconServer2>> = {
  mapped: IconServer2,
  guest: IconUsersGroup,
  personal: IconDeviceLaptop,
};

/** Parts the facts of a node's name for those who hear it; lines part them for those who see it. */
export const Comma = () => <span className="chart-comma">, </span>;

/** An endpoint on the chart: amber until the image has arrived there, blue afterwards. */
export const EndpointNode = memo(function EndpointNode({ id, data }: NodeProps<EndpointFlowNode>) {
  const { place, arrows } = data;
  const { chosenImages, placements, selectedId, open, send, aim } = useChartActions();
  const { endpoint } = place;
  const stock = stockOf(place, chosenImages, placements);
  const state = endpointNodeState(place, arrows);
  const KindIcon = kindIcons[endpoint.kind];
  const line = endpointLine(place);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only draws an arrow; the buttons within do the work.
    <div
      className={`chart-node chart-endpoint ${stock.isThere ? 'chart-there' : 'chart-not-there'}${
        selectedId === id ? ' chart-selected' : ''
      }`}
      onPointerEnter={() => aim(id)}
      onPointerLeave={() => aim(null)}
      onFocus={() => aim(id)}
      onBlur={() => aim(null)}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className="chart-node-main"
        data-node-id={id}
        aria-pressed={selectedId === id}
        onClick={() => open(id)}
      >
        <span className="chart-node-name">
          <KindIcon size={16} stroke={1.9} aria-hidden="true" />
          <span className="clip" title={endpoint.name}>
            {endpoint.name}
            <Comma />
          </span>
        </span>
        <span className="chart-node-line clip">
          {line}
          <Comma />
        </span>
        <span className="chart-node-stock clip">
          <span className="chart-stock-mark" aria-hidden="true" />
          {stock.word}
          <Comma />
        </span>
        <StateBadge state={state} />
      </button>
      <button
        type="button"
        className="chart-send nodrag nopan"
        aria-label={`Send to ${endpoint.name}`}
        title={`Send to ${endpoint.name} (S)`}
        onClick={() => send(id)}
      >
        <IconSend2 size={17} stroke={2} aria-hidden="true" />
      </button>
    </div>
  );
});

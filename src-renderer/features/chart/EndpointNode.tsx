import { IconDeviceLaptop, IconSend2, IconServer2, IconUsersGroup } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { EndpointKind } from '../../../src-main/contract/endpoint.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import type { EndpointFlowNode } from './chartFlow.ts';
import { endpointLine, endpointNodeState, stockOf } from './chartView.ts';
import { NodeButton, NodeHandle, NodeLine, NodeStock } from './NodeParts.tsx';

const kindIcons: Readonly<Record<EndpointKind, typeof IconServer2>> = {
  mapped: IconServer2,
  guest: IconUsersGroup,
  personal: IconDeviceLaptop,
};

/** An endpoint on the chart: amber until the image has arrived there, blue afterwards. */
export const EndpointNode = memo(function EndpointNode({ id, data }: NodeProps<EndpointFlowNode>) {
  const { place, arrows } = data;
  const words = useWords();
  const { chosenImages, placements, selectedId, open, send, aim } = useChartActions();
  const { name, kind } = place.endpoint;
  const stock = stockOf(words, place, chosenImages, placements);
  const isSelected = selectedId === id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only draws an arrow; the buttons within do the work.
    <div
      className={`chart-node chart-endpoint ${stock.isThere ? 'chart-there' : 'chart-not-there'}${
        isSelected ? ' chart-selected' : ''
      }`}
      onPointerEnter={() => aim(id)}
      onPointerLeave={() => aim(null)}
      onFocus={() => aim(id)}
      onBlur={() => aim(null)}
    >
      <NodeHandle type="target" />
      <NodeButton
        id={id}
        icon={kindIcons[kind]}
        name={name}
        state={endpointNodeState(words, place, arrows)}
        isSelected={isSelected}
        onPress={() => open(id)}
      >
        <NodeLine>{endpointLine(words, place)}</NodeLine>
        <NodeStock>{stock.word}</NodeStock>
      </NodeButton>
      <button
        type="button"
        className="chart-send nodrag nopan"
        aria-label={words.t('chart.node.sendTo', { name })}
        title={words.t('chart.node.sendToKey', { name })}
        onClick={() => send(id)}
      >
        <IconSend2 size={17} stroke={2} aria-hidden="true" />
      </button>
    </div>
  );
});

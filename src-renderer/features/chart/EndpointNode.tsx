import { IconDeviceLaptop, IconSend2, IconServer2, IconUsersGroup } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { type DragEvent, memo, useState } from 'react';
import type { EndpointKind } from '../../../src-main/contract/endpoint.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import type { EndpointFlowNode } from './chartFlow.ts';
import { endpointLine, endpointNodeState, stockOf } from './chartView.ts';
import { droppedImage, isImageDrag } from './imageDrag.ts';
import { NodeButton, NodeLine, NodeStock } from './NodeParts.tsx';

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
  const { dialogs } = useStores();
  const [isOver, setOver] = useState(false);
  const letOver = (event: DragEvent) => {
    if (!isImageDrag(event)) return;
    // Not prevented, a drop would be refused.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    if (!isImageDrag(event)) return;
    event.preventDefault();
    setOver(false);
    dialogs.openSend([droppedImage(event)], [place.endpoint.id]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only draws an arrow; the buttons within do the work.
    <div
      className={`chart-node chart-endpoint ${stock.isThere ? 'chart-there' : 'chart-not-there'}${
        isSelected ? ' chart-selected' : ''
      }${isOver ? ' chart-drop' : ''}`}
      onDragOver={letOver}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPointerEnter={() => aim(id)}
      onPointerLeave={() => aim(null)}
      onFocus={() => aim(id)}
      onBlur={() => aim(null)}
    >
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

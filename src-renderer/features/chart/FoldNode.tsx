import { IconBuilding } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { formatCount } from '../../../src-main/contract/format.ts';
import { endpointStates } from '../../../src-main/contract/states.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useChartActions } from './chartActions.ts';
import type { FoldFlowNode } from './chartFlow.ts';
import { worstState } from './chartView.ts';
import { Comma } from './EndpointNode.tsx';

/** An organisation whose endpoints are folded into one node; a click unfolds them. */
export const FoldNode = memo(function FoldNode({ id, data: { fold } }: NodeProps<FoldFlowNode>) {
  const { unfold } = useChartActions();
  const images = fold.places.reduce((sum, { imagesHere }) => sum + imagesHere, 0);
  const state = worstState(fold.places);
  return (
    <div className={`chart-node chart-endpoint chart-fold ${images > 0 ? 'chart-there' : 'chart-not-there'}`}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button type="button" className="chart-node-main" data-node-id={id} onClick={() => unfold(fold.organization)}>
        <span className="chart-node-name">
          <IconBuilding size={16} stroke={1.9} aria-hidden="true" />
          <span className="clip" title={fold.organization}>
            {fold.organization}
            <Comma />
          </span>
        </span>
        <span className="chart-node-line clip">
          {`${formatCount(fold.places.length, 'endpoint')}, folded`}
          <Comma />
        </span>
        <span className="chart-node-stock clip">
          <span className="chart-stock-mark" aria-hidden="true" />
          {images === 0 ? 'Nothing sent yet' : formatCount(images, 'copy', 'copies')}
          <Comma />
        </span>
        <StateBadge state={endpointStates[state]} />
      </button>
    </div>
  );
});

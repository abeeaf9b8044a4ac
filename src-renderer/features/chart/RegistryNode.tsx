import { IconAnchor } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { endpointStates } from '../../../src-main/contract/states.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useChartActions } from './chartActions.ts';
import type { RegistryFlowNode } from './chartFlow.ts';
import { registryLine, registryState } from './chartView.ts';
import { Comma } from './EndpointNode.tsx';

/** A registry on the chart: square, the harbour that images leave from. */
export const RegistryNode = memo(function RegistryNode({ id, data: { registry } }: NodeProps<RegistryFlowNode>) {
  const { selectedId, isStale, open } = useChartActions();
  const state = isStale ? endpointStates.notKnown : registryState(registry);
  const line = registryLine(registry);
  return (
    <div className={`chart-node chart-registry${selectedId === id ? ' chart-selected' : ''}`}>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <button
        type="button"
        className="chart-node-main"
        data-node-id={id}
        aria-pressed={selectedId === id}
        onClick={() => open(id)}
      >
        <span className="chart-node-name">
          <IconAnchor size={16} stroke={1.9} aria-hidden="true" />
          <span className="clip" title={registry.name}>
            {registry.name}
            <Comma />
          </span>
        </span>
        <span className="chart-node-line clip">
          Registry
          <Comma />
        </span>
        <span className="chart-node-line chart-node-last clip">
          {line}
          <Comma />
        </span>
        <StateBadge state={state} />
      </button>
    </div>
  );
});

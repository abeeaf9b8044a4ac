import { IconAnchor } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import type { RegistryFlowNode } from './chartFlow.ts';
import { registryLine, registryState } from './chartView.ts';
import { NodeButton, NodeLine } from './NodeParts.tsx';

/** A registry on the chart: square, the harbour that images leave from. */
export const RegistryNode = memo(function RegistryNode({ id, data: { registry } }: NodeProps<RegistryFlowNode>) {
  const words = useWords();
  const { t, states } = words;
  const { selectedId, isStale, open } = useChartActions();
  const isSelected = selectedId === id;
  return (
    <div className={`chart-node chart-registry${isSelected ? ' chart-selected' : ''}`}>
      <NodeButton
        id={id}
        icon={IconAnchor}
        name={registry.name}
        state={isStale ? states.endpoint.notKnown : registryState(words, registry)}
        isSelected={isSelected}
        onPress={() => open(id)}
      >
        <NodeLine>{t('chart.node.registry')}</NodeLine>
        <NodeLine className="chart-node-last">{registryLine(t, registry)}</NodeLine>
      </NodeButton>
    </div>
  );
});

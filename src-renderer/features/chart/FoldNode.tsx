import { IconBuilding } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import type { FoldFlowNode } from './chartFlow.ts';
import { NodeButton, NodeLine, NodeStock } from './NodeParts.tsx';
import { foldFace } from './nodeFaces.ts';

/** An organisation whose endpoints are folded into one node; a click unfolds them. */
export const FoldNode = memo(function FoldNode({ id, data: { fold } }: NodeProps<FoldFlowNode>) {
  const { unfold } = useChartActions();
  const { name, line, stock, isThere, state } = foldFace(useWords(), fold);
  return (
    <div className={`chart-node chart-endpoint chart-fold ${isThere ? 'chart-there' : 'chart-not-there'}`}>
      <NodeButton
        id={id}
        icon={IconBuilding}
        name={name}
        state={state}
        isSelected={null}
        onPress={() => unfold(fold.organization)}
      >
        <NodeLine>{line}</NodeLine>
        <NodeStock>{stock}</NodeStock>
      </NodeButton>
    </div>
  );
});

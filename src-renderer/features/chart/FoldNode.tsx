import { IconBuilding } from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useWords } from '../../strings/WordsContext.tsx';
import { useChartActions } from './chartActions.ts';
import type { FoldFlowNode } from './chartFlow.ts';
import { worstState } from './chartView.ts';
import { NodeButton, NodeLine, NodeStock } from './NodeParts.tsx';

/** An organisation whose endpoints are folded into one node; a click unfolds them. */
export const FoldNode = memo(function FoldNode({ id, data: { fold } }: NodeProps<FoldFlowNode>) {
  const { unfold } = useChartActions();
  const { t, states } = useWords();
  const { organization, places } = fold;
  const images = places.reduce((sum, { imagesHere }) => sum + imagesHere, 0);
  return (
    <div className={`chart-node chart-endpoint chart-fold ${images > 0 ? 'chart-there' : 'chart-not-there'}`}>
      <NodeButton
        id={id}
        icon={IconBuilding}
        name={organization}
        state={states.endpoint[worstState(places)]}
        isSelected={null}
        onPress={() => unfold(organization)}
      >
        <NodeLine>{t('chart.node.folded', { count: places.length })}</NodeLine>
        <NodeStock>
          {images === 0 ? t('chart.node.nothingSent') : t('chart.counts.copies', { count: images })}
        </NodeStock>
      </NodeButton>
    </div>
  );
});

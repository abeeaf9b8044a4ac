import { createContext, useContext } from 'react';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';

/** What nodes and arrows of the chart need besides their own facts; a context, so that their facts stay stable. */
export interface ChartActions {
  readonly chosenImages: readonly Image[];
  readonly placements: readonly Placement[];
  readonly selectedId: string | null;
  /** The chart is the last one known: nobody can say how things are now. */
  readonly isStale: boolean;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly send: (endpointId: string) => void;
  /** Draws the endpoints of a folded organisation one by one again. */
  readonly unfold: (organization: string) => void;
  readonly showActivity: (activityId: string) => void;
  /** The endpoint under the pointer or the focus, to which a send would go. */
  readonly aim: (endpointId: string | null) => void;
}

export const ChartActionsContext = createContext<ChartActions | null>(null);

export function useChartActions(): ChartActions {
  const actions = useContext(ChartActionsContext);
  if (!actions) throw new Error('ChartActionsContext is missing above this component');
  return actions;
}

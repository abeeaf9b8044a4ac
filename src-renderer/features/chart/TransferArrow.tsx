import { IconAlertTriangle, IconArrowRight, IconClock, IconKey } from '@tabler/icons-react';
import { EdgeLabelRenderer, type EdgeProps, useInternalNode } from '@xyflow/react';
import { useContext } from 'react';
import type { ChartArrow } from '../../../src-main/contract/chart.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { type ArrowGeometry, arrowBetween, freeLabelSpot } from './arrowGeometry.ts';
import { ChartPlacesContext, useChartActions } from './chartActions.ts';
import type { AimFlowEdge, TransferFlowEdge } from './chartFlow.ts';
import type { Point } from './chartLayout.ts';
import { arrowView } from './chartView.ts';

function useGeometry(source: string, target: string): ArrowGeometry | null {
  const from = useInternalNode(source)?.internals.positionAbsolute;
  const to = useInternalNode(target)?.internals.positionAbsolute;
  return from && to ? arrowBetween(from, to) : null;
}

/** One arrow from a registry to an endpoint, as it is: subscribed, paused, sending, in trouble. */
export function TransferArrow({ source, target, data }: EdgeProps<TransferFlowEdge>) {
  const words = useWords();
  const geometry = useGeometry(source, target);
  if (!geometry || !data) return null;
  const { look, label } = arrowView(words, data.arrow);
  return (
    <>
      <g className={`chart-arrow chart-arrow-${look}`}>
        {look === 'running' && <path className="chart-arrow-wake" d={geometry.path} />}
        <path
          className="chart-arrow-line"
          d={geometry.path}
          {...(data.width !== null && { style: { strokeWidth: data.width } })}
        />
        <polygon className="chart-arrow-head" points={geometry.headPoints} />
        {look === 'running' && <Ships path={geometry.path} />}
      </g>
      {label !== null && (
        <EdgeLabelRenderer>
          <ArrowLabel arrow={data.arrow} look={look} label={label} spots={geometry.labelSpots} />
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Small heads that sail along a running arrow; hidden where motion is not wanted. */
function Ships({ path }: { readonly path: string }) {
  return [0, 1, 2].map((ship) => (
    <path
      key={ship}
      className={`chart-ship chart-ship-${ship}`}
      d="M-5,-4 L4,0 L-5,4 L-3,0 Z"
      style={{ offsetPath: `path("${path}")` }}
    />
  ));
}

interface ArrowLabelProps {
  readonly arrow: ChartArrow;
  readonly look: string;
  readonly label: string;
  readonly spots: readonly Point[];
}

const labelIcons = { problem: IconAlertTriangle, waiting: IconKey, held: IconClock, running: IconArrowRight } as const;

function ArrowLabel({ arrow, look, label, spots }: ArrowLabelProps) {
  const at = freeLabelSpot(spots, useContext(ChartPlacesContext).values());
  const { open, showActivity } = useChartActions();
  const { t } = useWords();
  const Icon = look in labelIcons ? labelIcons[look as keyof typeof labelIcons] : IconArrowRight;
  const activityId = arrow.problem === null ? arrow.running?.activityIds[0] : undefined;
  const says = t(activityId === undefined ? 'chart.arrow.explain' : 'chart.arrow.showInActivity', { label });
  return (
    <button
      type="button"
      className={`chart-label chart-label-${look} nopan nodrag`}
      style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
      aria-label={says}
      tabIndex={-1}
      onClick={() => (activityId === undefined ? open(arrow.endpointId) : showActivity(activityId))}
    >
      <Icon size={14} stroke={2.2} aria-hidden="true" />
      {label}
    </button>
  );
}

/** Where a send would go, before it is sent. */
export function AimArrow({ source, target }: EdgeProps<AimFlowEdge>) {
  const geometry = useGeometry(source, target);
  if (!geometry) return null;
  return (
    <g className="chart-arrow chart-arrow-aim">
      <path className="chart-arrow-line" d={geometry.path} />
      <polygon className="chart-arrow-head" points={geometry.headPoints} />
    </g>
  );
}

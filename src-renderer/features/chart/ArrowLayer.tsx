import { IconAlertTriangle, IconArrowRight, IconClock, IconKey } from '@tabler/icons-react';
import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { ChartArrow } from '../../../src-main/contract/chart.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { arrowBetween } from './arrowGeometry.ts';
import { useChartActions } from './chartActions.ts';
import type { Point } from './chartLayout.ts';
import { arrowView } from './chartView.ts';
import type { LabelPlace } from './labelPlaces.ts';

interface ArrowLayerProps {
  readonly arrows: readonly ChartArrow[];
  /** Widths of arrows by their ids; others have the usual one. */
  readonly widths: ReadonlyMap<string, number>;
  readonly places: ReadonlyMap<string, Point>;
  readonly labels: ReadonlyMap<string, LabelPlace>;
}

/** All arrows in one drawing below the nodes, and their labels above: nothing here knows of dragging or zooming. */
export const ArrowLayer = memo(function ArrowLayer({ arrows, widths, places, labels }: ArrowLayerProps) {
  const drawn = useMemo(
    () =>
      arrows.flatMap((arrow) => {
        const [from, to] = [places.get(arrow.registryId), places.get(arrow.endpointId)];
        return from && to ? [{ arrow, from, to }] : [];
      }),
    [arrows, places],
  );
  return (
    <ViewportPortal>
      <svg className="chart-arrows" aria-hidden="true" focusable="false">
        {drawn.map(({ arrow, from, to }) => (
          <TransferArrow key={arrow.id} arrow={arrow} from={from} to={to} width={widths.get(arrow.id) ?? null} />
        ))}
      </svg>
      {drawn.map(({ arrow }) => {
        const place = labels.get(arrow.id);
        return place && <ArrowLabel key={arrow.id} arrow={arrow} place={place} />;
      })}
    </ViewportPortal>
  );
});

interface Ends {
  readonly from: Point;
  readonly to: Point;
}

/** One arrow from a registry to an endpoint, as it is: subscribed, paused, sending, in trouble. */
const TransferArrow = memo(function TransferArrow({
  arrow,
  from,
  to,
  width,
}: Ends & { readonly arrow: ChartArrow; readonly width: number | null }) {
  const { look } = arrowView(useWords(), arrow);
  const { path, headPoints } = arrowBetween(from, to);
  return (
    <g className={`chart-arrow chart-arrow-${look}`}>
      {look === 'running' && <path className="chart-arrow-wake" d={path} />}
      <path className="chart-arrow-line" d={path} {...(width !== null && { style: { strokeWidth: width } })} />
      <polygon className="chart-arrow-head" points={headPoints} />
      {look === 'running' && <Ships path={path} />}
    </g>
  );
});

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

const labelIcons = { problem: IconAlertTriangle, waiting: IconKey, held: IconClock, running: IconArrowRight } as const;

interface ArrowLabelProps {
  readonly arrow: ChartArrow;
  readonly place: LabelPlace;
}

function ArrowLabel({ arrow, place: { at, isSign } }: ArrowLabelProps) {
  const { open, showActivity } = useChartActions();
  const words = useWords();
  const { look, label } = arrowView(words, arrow);
  if (label === null) return null;
  const Icon = look in labelIcons ? labelIcons[look as keyof typeof labelIcons] : IconArrowRight;
  const activityId = arrow.problem === null ? arrow.running?.activityIds[0] : undefined;
  return (
    <button
      type="button"
      className={`chart-label chart-label-${look}${isSign ? ' chart-label-sign' : ''} nopan nodrag`}
      style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
      aria-label={words.t(activityId === undefined ? 'chart.arrow.explain' : 'chart.arrow.showInActivity', { label })}
      tabIndex={-1}
      {...(isSign && { title: label })}
      onClick={() => (activityId === undefined ? open(arrow.endpointId) : showActivity(activityId))}
    >
      <Icon size={14} stroke={2.2} aria-hidden="true" />
      {isSign ? null : label}
    </button>
  );
}

/** The dashed arrow that shows where a send would go. */
export function AimArrow({ from, to }: { readonly from: Point | undefined; readonly to: Point | undefined }) {
  if (!from || !to) return null;
  const { path, headPoints } = arrowBetween(from, to);
  return (
    <ViewportPortal>
      <svg className="chart-arrows" aria-hidden="true" focusable="false">
        <g className="chart-arrow chart-arrow-aim">
          <path className="chart-arrow-line" d={path} />
          <polygon className="chart-arrow-head" points={headPoints} />
        </g>
      </svg>
    </ViewportPortal>
  );
}

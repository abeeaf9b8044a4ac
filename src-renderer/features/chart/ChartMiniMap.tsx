import { type ReactFlowState, useReactFlow, useStore } from '@xyflow/react';
import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useWords } from '../../strings/WordsContext.tsx';
import type { ChartFlowNode } from './chartFlow.ts';
import type { Box } from './chartLayout.ts';
import { zoomedAround } from './chartSight.ts';
import type { Glide } from './glideOver.ts';
import { boxAround, nodesPath, windowOn } from './miniMapDrawing.ts';
import { surfaceOf, themeInks } from './paintSurface.ts';

/** In CSS pixels. */
const size = { width: 184, height: 132 } as const;
/** The frame stays whole at the edge, and large enough to be seen. */
const inset = 3;
const least = 8;
/** One turn of the wheel on the small map. */
const zoomStep = 1.2;

interface ChartMiniMapProps {
  readonly nodes: readonly ChartFlowNode[];
  readonly glide: Glide;
  /** Told when somebody moves the chart with it. */
  readonly onUse: () => void;
}

const widthOf = ({ width }: ReactFlowState): number => width;
const heightOf = ({ height }: ReactFlowState): number => height;

/** All nodes at a glance, drawn once; only the frame around what is in sight moves with the chart. */
export const ChartMiniMap = memo(function ChartMiniMap({ nodes, glide, onUse }: ChartMiniMapProps) {
  const { t } = useWords();
  const { setViewport } = useReactFlow();
  const width = useStore(widthOf);
  const height = useStore(heightOf);
  const frame = useRef<HTMLCanvasElement>(null);
  const box = useMemo(
    () =>
      boxAround(
        nodes.map(({ position }) => position),
        size.width / size.height,
      ),
    [nodes],
  );
  const scale = size.width / box.width;
  useEffect(() => {
    const surface = frame.current && surfaceOf(frame.current);
    if (!surface) return;
    surface.width = size.width * devicePixelRatio;
    surface.height = size.height * devicePixelRatio;
    const context = surface.getContext('2d');
    const place = (): void => {
      const seen = windowOn(box, glide.seen(), width, height);
      const left = Math.min(size.width - least, Math.max(inset, (seen.x - box.x) * scale));
      const top = Math.min(size.height - least, Math.max(inset, (seen.y - box.y) * scale));
      const wide = Math.max(least - inset, Math.min(size.width - inset - left, seen.width * scale));
      const high = Math.max(least - inset, Math.min(size.height - inset - top, seen.height * scale));
      if (context) paintFrame(context, { x: left, y: top, width: wide, height: high });
    };
    place();
    const night = matchMedia('(prefers-color-scheme: dark)');
    // The page's own colours change with the same event.
    const repaint = () => requestAnimationFrame(place);
    night.addEventListener('change', repaint);
    const leave = glide.follow(place);
    return () => {
      night.removeEventListener('change', repaint);
      leave();
    };
  }, [box, scale, glide, width, height]);

  const pointAt = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const at = currentTarget.getBoundingClientRect();
    return { x: box.x + (clientX - at.left) / scale, y: box.y + (clientY - at.top) / scale };
  };
  const goTo = (event: PointerEvent<HTMLElement>): void => {
    const { x, y } = pointAt(event);
    const { zoom } = glide.seen();
    void setViewport({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom });
  };
  const zoomBy = (step: number): void =>
    void setViewport(zoomedAround(glide.seen(), { x: width / 2, y: height / 2 }, step));
  return (
    <div
      className="chart-minimap"
      role="img"
      aria-label={t('chart.page.miniMap')}
      style={size}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onUse();
        goTo(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && goTo(event)}
      onWheel={({ deltaY }) => {
        onUse();
        zoomBy(deltaY < 0 ? zoomStep : 1 / zoomStep);
      }}
    >
      <NodesDrawn nodes={nodes} viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} />
      <canvas ref={frame} className="chart-minimap-frame" />
    </div>
  );
});

/** All but what is in sight lies in the shade. */
function paintFrame(context: OffscreenCanvasRenderingContext2D, frame: Box): void {
  const inks = themeInks();
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.globalAlpha = 0.62;
  context.fillStyle = inks('panel');
  context.fillRect(0, 0, size.width, size.height);
  context.clearRect(frame.x, frame.y, frame.width, frame.height);
  context.globalAlpha = 1;
  context.strokeStyle = inks('accent');
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(frame.x - 0.75, frame.y - 0.75, frame.width + 1.5, frame.height + 1.5, 3);
  context.stroke();
}

/** Of nodes that say several things, the one that most needs to be seen from afar. */
function toneClass(node: ChartFlowNode): string {
  if (node.type === 'registry') return 'chart-mini-registry';
  if (node.type !== 'endpoint') return 'chart-mini-endpoint';
  const { place, arrows } = node.data;
  const { state } = place.endpoint;
  if (state === 'waitingForYou') return 'chart-mini-waiting';
  if (state === 'problem' || arrows.some(({ problem }) => problem !== null)) return 'chart-mini-problem';
  return arrows.some(({ running }) => running !== null) ? 'chart-mini-running' : 'chart-mini-endpoint';
}

const NodesDrawn = memo(function NodesDrawn({
  nodes,
  viewBox,
}: {
  readonly nodes: readonly ChartFlowNode[];
  readonly viewBox: string;
}) {
  const byTone = Map.groupBy(nodes, toneClass);
  return (
    <svg viewBox={viewBox} aria-hidden="true" focusable="false">
      {[...byTone].map(([tone, those]) => (
        <path key={tone} className={tone} d={nodesPath(those.map(({ position }) => position))} />
      ))}
    </svg>
  );
});

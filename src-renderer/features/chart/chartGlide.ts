import type { Viewport } from '@xyflow/react';
import type { Point } from './chartLayout.ts';

/** A picture that is shown larger than it was drawn is blurred, and one that is shown smaller has edges in sight. */
const zoomReach = 1.6;

/** How the chart, drawn for one viewport, has to lie so that another one is seen. */
export function glideBetween(drawn: Viewport, seen: Viewport): Viewport {
  const zoom = seen.zoom / drawn.zoom;
  return { x: seen.x - drawn.x * zoom, y: seen.y - drawn.y * zoom, zoom };
}

/** Whether what is seen is still on the picture as it was drawn; `reach` is how far it goes, in screen pixels. */
export function isWithinReach({ x, y, zoom }: Viewport, { x: reachX, y: reachY }: Point): boolean {
  return zoom <= zoomReach && zoom >= 1 / zoomReach && Math.abs(x) <= reachX && Math.abs(y) <= reachY;
}

import type { Viewport } from '@xyflow/react';
import { type Box, boundsOf, nodeSize, type Point } from './chartLayout.ts';

/** Room around the outermost nodes, as a share of the longer side. */
const margin = 0.06;

/** All nodes with some room around them, in the proportions of the small map. */
export function boxAround(places: Iterable<Point>, ratio: number): Box {
  const all = boundsOf(places);
  const room = Math.max(all.width, all.height) * margin;
  const width = Math.max(all.width + 2 * room, (all.height + 2 * room) * ratio);
  const height = width / ratio;
  return { x: all.x + (all.width - width) / 2, y: all.y + (all.height - height) / 2, width, height };
}

/** All nodes of one kind as one path. */
export const nodesPath = (places: Iterable<Point>): string =>
  Array.from(places, ({ x, y }) => `M${x} ${y}h${nodeSize.width}v${nodeSize.height}h-${nodeSize.width}z`).join('');

/** What a window of this size shows of the chart, cut to what the small map shows. */
export function windowOn(box: Box, { x, y, zoom }: Viewport, width: number, height: number): Box {
  const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const left = within(-x / zoom, box.x, box.x + box.width);
  const top = within(-y / zoom, box.y, box.y + box.height);
  return {
    x: left,
    y: top,
    width: within((width - x) / zoom, box.x, box.x + box.width) - left,
    height: within((height - y) / zoom, box.y, box.y + box.height) - top,
  };
}

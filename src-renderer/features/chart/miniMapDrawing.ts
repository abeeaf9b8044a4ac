import type { Viewport } from '@xyflow/react';
import { nodeSize, type Point } from './chartLayout.ts';

/** A box in flow units: the chart as it is at zoom 1. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Room around the outermost nodes, as a share of the longer side. */
const margin = 0.06;

/** All nodes with some room around them, in the proportions of the small map. */
export function boxAround(places: Iterable<Point>, ratio: number): Box {
  const points = [...places];
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const right = Math.max(...points.map(({ x }) => x)) + nodeSize.width;
  const bottom = Math.max(...points.map(({ y }) => y)) + nodeSize.height;
  const room = Math.max(right - left, bottom - top) * margin;
  const width = Math.max(right - left + 2 * room, (bottom - top + 2 * room) * ratio);
  const height = width / ratio;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
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

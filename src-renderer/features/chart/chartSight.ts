import type { Viewport } from '@xyflow/react';
import { type Box, type Point, zooms } from './chartLayout.ts';

/** How much of the window, on each side, lies under what floats above the chart. Screen pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Nobody wants five nodes as large as the window. */
const largestFit = 1.05;

/** The viewport that shows all of a box, as large as there is room, in the middle of what is free. */
export function fitted(box: Box, window: Size, insets: Insets, most: number = largestFit): Viewport {
  const free = {
    width: Math.max(1, window.width - insets.left - insets.right),
    height: Math.max(1, window.height - insets.top - insets.bottom),
  };
  const zoom = Math.max(zooms.least, Math.min(free.width / box.width, free.height / box.height, most));
  return {
    x: insets.left + (free.width - box.width * zoom) / 2 - box.x * zoom,
    y: insets.top + (free.height - box.height * zoom) / 2 - box.y * zoom,
    zoom,
  };
}

/** The largest of the ways to leave free what must not be covered, such as the small map: beside it, or above it. */
export const bestFit = (box: Box, window: Size, ways: readonly [Insets, ...Insets[]]): Viewport =>
  ways.map((insets) => fitted(box, window, insets)).reduce((best, other) => (other.zoom > best.zoom ? other : best));

/** Zoomed so that one point of the window shows the same as before, and no farther than the chart goes. */
export function zoomedAround({ x, y, zoom }: Viewport, at: Point, factor: number): Viewport {
  const next = Math.min(zooms.most, Math.max(zooms.least, zoom * factor));
  const grown = next / zoom;
  return { x: at.x - (at.x - x) * grown, y: at.y - (at.y - y) * grown, zoom: next };
}

/** Zoomed out less than this, a node is still read. */
const readable = 0.6;
/** Here only names are drawn, or nothing but colours. */
const unreadable = 0.42;
/** A little smaller is no loss. */
const aboutAsLarge = 0.85;

/** Whether all of the chart may be shown beside the panel: when it is read there, or is too small to be read anyway. */
export const mayShrinkTo = (zoom: number, now: number): boolean =>
  zoom >= readable || zoom >= now * aboutAsLarge || now < unreadable;

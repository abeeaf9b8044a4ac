import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from './chartLayout.ts';
import { chords, circles, degrees, rays, ringRadius } from './seaDrawing.ts';

/** The chart's paper: it moves and zooms with the nodes, and says nothing. */
export const NauticalBackground = memo(function NauticalBackground({ x, y }: Point) {
  return (
    <ViewportPortal>
      <svg
        className="chart-sea"
        style={{ transform: `translate(${x}px, ${y}px)` }}
        aria-hidden="true"
        focusable="false"
      >
        <path d={rays} />
        <path d={chords} className="chart-sea-net" />
        {circles.map((radius) => (
          <circle key={radius} r={radius} />
        ))}
        <circle r={ringRadius} className="chart-sea-ring" />
        <path d={degrees} className="chart-sea-degrees" />
      </svg>
    </ViewportPortal>
  );
});

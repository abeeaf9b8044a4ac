import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from './chartLayout.ts';

/** Sailing charts drew 32 bearings from a rose, and a ring of 16 further roses joined by lines. */
const bearings = 32;
const roses = 16;
const ringRadius = 940;
const circles = [140, 300, 520];
/** Long enough to leave the screen when zoomed out over hundreds of endpoints. */
const rayLength = 9000;
const graduation = { from: 300, minor: 307, major: 314, step: 5 } as const;

const polar = (index: number, of: number, radius: number): Point => ({
  x: Math.cos((index * 2 * Math.PI) / of) * radius,
  y: Math.sin((index * 2 * Math.PI) / of) * radius,
});

const line = (from: Point, to: Point): string =>
  `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`;

const rays = Array.from({ length: bearings }, (_, index) =>
  line(polar(index, bearings, 46), polar(index, bearings, rayLength)),
).join('');

/** Chords between roses 5, 6 and 7 apart: the net a portolan's lines make. */
const chords = [5, 6, 7]
  .flatMap((apart) =>
    Array.from({ length: roses }, (_, index) =>
      line(polar(index, roses, ringRadius), polar(index + apart, roses, ringRadius)),
    ),
  )
  .join('');

const degrees = Array.from({ length: 360 / graduation.step }, (_, index) => {
  const end = index % 6 === 0 ? graduation.major : graduation.minor;
  return line(polar(index, 360 / graduation.step, graduation.from), polar(index, 360 / graduation.step, end));
}).join('');

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

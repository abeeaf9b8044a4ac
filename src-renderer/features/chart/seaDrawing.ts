import type { Point } from './chartLayout.ts';

/** Sailing charts drew 32 bearings from a rose, and a ring of 16 further roses joined by lines. */
const bearings = 32;
const roses = 16;
export const ringRadius = 940;
export const circles = [140, 300, 520] as const;
/** Long enough to leave the screen when zoomed out over hundreds of endpoints. */
const rayLength = 9000;
const graduation = { from: 300, minor: 307, major: 314, step: 5 } as const;

const polar = (index: number, of: number, radius: number): Point => ({
  x: Math.cos((index * 2 * Math.PI) / of) * radius,
  y: Math.sin((index * 2 * Math.PI) / of) * radius,
});

const line = (from: Point, to: Point): string =>
  `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`;

export const rays = Array.from({ length: bearings }, (_, index) =>
  line(polar(index, bearings, 46), polar(index, bearings, rayLength)),
).join('');

/** Chords between roses 5, 6 and 7 apart: the net a portolan's lines make. */
export const chords = [5, 6, 7]
  .flatMap((apart) =>
    Array.from({ length: roses }, (_, index) =>
      line(polar(index, roses, ringRadius), polar(index + apart, roses, ringRadius)),
    ),
  )
  .join('');

export const degrees = Array.from({ length: 360 / graduation.step }, (_, index) => {
  const end = index % 6 === 0 ? graduation.major : graduation.minor;
  return line(polar(index, 360 / graduation.step, graduation.from), polar(index, 360 / graduation.step, end));
}).join('');

export interface SeaPaths {
  readonly rays: Path2D;
  readonly chords: Path2D;
  readonly degrees: Path2D;
}

export const seaPaths = (): SeaPaths => ({
  rays: new Path2D(rays),
  chords: new Path2D(chords),
  degrees: new Path2D(degrees),
});

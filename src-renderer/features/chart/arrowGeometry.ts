import { nodeSize, type Point } from './chartLayout.ts';

/** A drawn arrow: one cubic curve from a node's side to another's, with its head and the place of its label. */
export interface ArrowGeometry {
  readonly path: string;
  readonly headPoints: string;
  /** Where its label may stand, best first. */
  readonly labelSpots: readonly Point[];
}

const headLength = 12;
/** The curve ends this far before the node, under the head. */
const headInset = 9;
/** Shares of the way at which a label may stand; first a little past the middle, where arrows have parted. */
const labelShares = [0.54, 0.46, 0.62, 0.38, 0.7, 0.3, 0.78, 0.22, 0.86, 0.14, 0.92] as const;
/** How much arrows of one side spread over it, by where they go. */
const spread = 0.14;

interface Side {
  readonly point: Point;
  /** Unit vector out of the node. */
  readonly out: Point;
}

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
const centre = (place: Point): Point => ({ x: place.x + nodeSize.width / 2, y: place.y + nodeSize.height / 2 });

/** Where an arrow leaves `place` towards `other`: the side that faces it, shifted towards it along that side. */
function sideTowards(place: Point, other: Point, spreads: boolean): Side {
  const from = centre(place);
  const to = centre(other);
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const isSideways = Math.abs(dx) >= nodeSize.width + 24 || Math.abs(dx) >= Math.abs(dy);
  if (isSideways) {
    const sign = dx >= 0 ? 1 : -1;
    const shift = spreads ? clamp(dy * spread, nodeSize.height * 0.36) : 0;
    return { point: { x: from.x + (sign * nodeSize.width) / 2, y: from.y + shift }, out: { x: sign, y: 0 } };
  }
  const sign = dy >= 0 ? 1 : -1;
  const shift = spreads ? clamp(dx * spread, nodeSize.width * 0.36) : 0;
  return { point: { x: from.x + shift, y: from.y + (sign * nodeSize.height) / 2 }, out: { x: 0, y: sign } };
}

const along = (point: Point, direction: Point, distance: number): Point => ({
  x: point.x + direction.x * distance,
  y: point.y + direction.y * distance,
});

const onCurve = (t: number, a: Point, b: Point, c: Point, d: Point): Point => {
  const u = 1 - t;
  const mix = (p: number, q: number, r: number, s: number): number =>
    u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
  return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
};

const text = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** The curve from the node at `source` to the node at `target`; both are upper left corners. */
export function arrowBetween(source: Point, target: Point): ArrowGeometry {
  const start = sideTowards(source, target, true);
  const tip = sideTowards(target, source, false);
  const end = along(tip.point, tip.out, headInset);
  const reach = Math.max(40, Math.hypot(end.x - start.point.x, end.y - start.point.y) * 0.42);
  const first = along(start.point, start.out, reach);
  const second = along(end, tip.out, reach);
  const back = along(tip.point, tip.out, headLength);
  const across = { x: tip.out.y, y: tip.out.x };
  return {
    path: `M${text(start.point)} C${text(first)} ${text(second)} ${text(end)}`,
    headPoints: [tip.point, along(back, across, 5), along(back, across, -5)].map(text).join(' '),
    labelSpots: labelShares.map((share) => onCurve(share, start.point, first, second, end)),
  };
}

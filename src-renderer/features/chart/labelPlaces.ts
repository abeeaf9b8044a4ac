import { nodeSize, type Point } from './chartLayout.ts';

export interface LabelToPlace {
  readonly id: string;
  /** null: the arrow needs no label. */
  readonly text: string | null;
  /** Where on its arrow it may stand, best first. */
  readonly spots: readonly Point[];
}

export interface LabelPlace {
  readonly at: Point;
  /** There is room for its sign only. */
  readonly isSign: boolean;
}

/** Room that labels take at zoom 1, with some air. */
const height = 31;
const signWidth = 31;
const widthOf = (text: string): number => 46 + text.length * 6.6;

interface Covered extends Point {
  readonly width: number;
  readonly height: number;
}

const meets = (a: Covered, b: Covered): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Places labels on their arrows where they cover neither a node nor another label, the last arrows first, which are the
 * ones in trouble. Where there is no room for its words a label is a sign, and where there is none for that it is left
 * out: the node that the arrow leads to says the same.
 */
export function placeLabels(labels: readonly LabelToPlace[], nodes: Iterable<Point>): ReadonlyMap<string, LabelPlace> {
  const taken: Covered[] = Array.from(nodes, ({ x, y }) => ({ x, y, ...nodeSize }));
  const placed = new Map<string, LabelPlace>();
  const freeSpot = (spots: readonly Point[], width: number): Point | undefined =>
    spots.find((at) => {
      const own = { x: at.x - width / 2, y: at.y - height / 2, width, height };
      if (taken.some((other) => meets(own, other))) return false;
      taken.push(own);
      return true;
    });
  for (const { id, text, spots } of labels.toReversed()) {
    if (text === null) continue;
    const whole = freeSpot(spots, widthOf(text));
    const at = whole ?? freeSpot(spots, signWidth);
    if (at) placed.set(id, { at, isSign: whole === undefined });
  }
  return placed;
}

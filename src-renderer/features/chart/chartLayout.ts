/** Positions of the chart's nodes: registries in a column on the left, endpoints on arcs to their right. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Every node has this size, so arrows and layout never wait for a measurement. Flow units (CSS pixels at zoom 1). */
export const nodeSize = { width: 232, height: 116 } as const;

/** In flow units. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** All nodes that stand at these places. */
export function boundsOf(places: Iterable<Point>): Box {
  const points = [...places];
  const x = Math.min(...points.map((point) => point.x));
  const y = Math.min(...points.map((point) => point.y));
  return {
    x,
    y,
    width: Math.max(...points.map((point) => point.x)) + nodeSize.width - x,
    height: Math.max(...points.map((point) => point.y)) + nodeSize.height - y,
  };
}

/** How far out and in the chart can be zoomed. */
export const zooms = { least: 0.08, most: 1.8 } as const;

const gap = { column: 84, row: 22 } as const;
const cell = { width: nodeSize.width + gap.column, height: nodeSize.height + gap.row } as const;
/** Room between the registries and the first arc, wide enough for an arrow's label. */
const firstColumnX = nodeSize.width + 270;
/** How far the ends of an arc bend back towards the registries. */
const bend = 56;
/** Zoomed out less than this, names on the nodes are still read with ease. */
const readableZoom = 0.85;
/** Width to height of the block of endpoints, near a window's. */
const blockRatio = 1.35;

export interface LayoutRequest {
  readonly registryIds: readonly string[];
  readonly endpointIds: readonly string[];
  /** Positions that must stay: dragged by hand, or given out earlier. */
  readonly kept: ReadonlyMap<string, Point>;
  /** Up to so many endpoints stand on one arc; more spread over several. */
  readonly longestArc: number;
}

/** How many nodes stand above each other in so many screen pixels. */
export const rowsThatFit = (height: number): number => Math.max(3, Math.floor(height / (cell.height * readableZoom)));

const rowsFor = (count: number, longestArc: number): number => {
  if (count <= longestArc) return Math.max(1, count);
  const columns = Math.max(2, Math.round(Math.sqrt((count * blockRatio * cell.height) / cell.width)));
  return Math.ceil(count / columns);
};

/** The n-th place for an endpoint when `rows` stand in a column; every second column is shifted by half a row. */
function endpointSlot(index: number, rows: number): Point {
  const column = Math.floor(index / rows);
  const row = index % rows;
  const fromMiddle = rows === 1 ? 0 : (row - (rows - 1) / 2) / ((rows - 1) / 2);
  const stagger = column % 2 === 1 && rows > 1 ? cell.height / 2 : 0;
  return {
    x: Math.round(firstColumnX + column * cell.width - bend * fromMiddle * fromMiddle),
    y: Math.round((row - (rows - 1) / 2) * cell.height + stagger - nodeSize.height / 2),
  };
}

const registrySlot = (index: number, count: number): Point => ({
  x: 0,
  y: Math.round((index - (count - 1) / 2) * (cell.height + 40) - nodeSize.height / 2),
});

const overlaps = (a: Point, b: Point): boolean =>
  Math.abs(a.x - b.x) < nodeSize.width + 12 && Math.abs(a.y - b.y) < nodeSize.height + 12;

/**
 * Gives every node a place. Kept positions win; the rest take the free slots in the order given, so the same input
 * always gives the same chart and a new endpoint moves no other.
 */
export function arrangeNodes({
  registryIds,
  endpointIds,
  kept,
  longestArc,
}: LayoutRequest): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>();
  for (const id of [...registryIds, ...endpointIds]) {
    const place = kept.get(id);
    if (place !== undefined) places.set(id, place);
  }
  const taken = [...places.values()];
  const rows = rowsFor(endpointIds.length, longestArc);
  fillSlots(registryIds, places, taken, (index) => registrySlot(index, registryIds.length));
  fillSlots(endpointIds, places, taken, (index) => endpointSlot(index, rows));
  return places;
}

function fillSlots(
  ids: readonly string[],
  places: Map<string, Point>,
  taken: readonly Point[],
  slotAt: (index: number) => Point,
): void {
  let next = 0;
  for (const id of ids) {
    if (places.has(id)) continue;
    let slot = slotAt(next);
    // Only kept nodes can stand in the way: slots never overlap each other.
    while (taken.some((place) => overlaps(place, slot))) {
      next += 1;
      slot = slotAt(next);
    }
    next += 1;
    places.set(id, slot);
  }
}

/** Ids as a reader meets them: registries first, then line by line from the left. */
export function readingOrder(
  registryIds: readonly string[],
  endpointIds: readonly string[],
  places: ReadonlyMap<string, Point>,
): readonly string[] {
  const at = (id: string): Point => places.get(id) ?? { x: 0, y: 0 };
  const line = (id: string): number => Math.round(at(id).y / cell.height);
  const byPlace = (a: string, b: string): number => line(a) - line(b) || at(a).x - at(b).x || (a < b ? -1 : 1);
  return [...[...registryIds].sort(byPlace), ...[...endpointIds].sort(byPlace)];
}

/** Sideways distance allowed for each unit ahead: nodes of the same arc are above and below, not left and right. */
const coneSlope = 1.8;

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The nearest node in a direction: distance along it, with sideways distance counted twice. */
export function neighbourOf(id: string, direction: Direction, places: ReadonlyMap<string, Point>): string | undefined {
  const from = places.get(id);
  if (from === undefined) return undefined;
  let best: { id: string; cost: number } | undefined;
  for (const [otherId, place] of places) {
    if (otherId === id) continue;
    const dx = place.x - from.x;
    const dy = place.y - from.y;
    const along = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const across = direction === 'left' || direction === 'right' ? Math.abs(dy) : Math.abs(dx);
    if (along <= 0 || across > along * coneSlope) continue;
    const cost = along + across * 2;
    if (best === undefined || cost < best.cost) best = { id: otherId, cost };
  }
  return best?.id;
}

import type { Point } from './chartLayout.ts';

const storageKey = 'portolan.chart.positions';

const isPoint = (value: unknown): value is Point =>
  typeof value === 'object' &&
  value !== null &&
  'x' in value &&
  'y' in value &&
  Number.isFinite(value.x) &&
  Number.isFinite(value.y);

/** Storage may be missing, full or forbidden (private windows): positions are a convenience and never an error. */
const storage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
};

/** Where people dragged nodes to, by node id. */
export function readPositions(): ReadonlyMap<string, Point> {
  const positions = new Map<string, Point>();
  try {
    const stored: unknown = JSON.parse(storage()?.getItem(storageKey) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return positions;
    for (const [id, point] of Object.entries(stored)) {
      if (isPoint(point)) positions.set(id, { x: point.x, y: point.y });
    }
  } catch {
    positions.clear();
  }
  return positions;
}

/** False: they last only while this window is open. */
export function writePositions(positions: ReadonlyMap<string, Point>): boolean {
  try {
    storage()?.setItem(storageKey, JSON.stringify(Object.fromEntries(positions)));
    return storage() !== null;
  } catch {
    return false;
  }
}

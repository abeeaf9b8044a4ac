import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glideBetween, isWithinReach } from '../../../src-renderer/features/chart/chartGlide.ts';
import { nodeSize } from '../../../src-renderer/features/chart/chartLayout.ts';
import { boxAround, nodesPath, windowOn } from '../../../src-renderer/features/chart/miniMapDrawing.ts';

interface Transform {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const through = ({ x, y, zoom }: Transform, point: { x: number; y: number }) => ({
  x: x + zoom * point.x,
  y: y + zoom * point.y,
});
const distance = fc.double({ min: -5000, max: 5000, noNaN: true });
const transform = fc.record({ x: distance, y: distance, zoom: fc.double({ min: 0.08, max: 1.8, noNaN: true }) });
const reach = { x: 2000, y: 1500 };

describe('the glide', () => {
  it('shows every point where it is seen, wherever it was drawn', () => {
    fc.assert(
      fc.property(transform, transform, fc.record({ x: distance, y: distance }), (drawn, seen, point) => {
        const shown = through(glideBetween(drawn, seen), through(drawn, point));
        const wanted = through(seen, point);
        expect(shown.x).toBeCloseTo(wanted.x, 4);
        expect(shown.y).toBeCloseTo(wanted.y, 4);
      }),
    );
  });

  it('stands still when what is seen is what was drawn', () => {
    expect(glideBetween({ x: 12, y: -7, zoom: 0.4 }, { x: 12, y: -7, zoom: 0.4 })).toEqual({ x: 0, y: 0, zoom: 1 });
  });

  it('goes so far and no farther', () => {
    expect(isWithinReach({ x: 1990, y: -1490, zoom: 1 }, reach)).toBe(true);
    expect(isWithinReach({ x: -2010, y: 0, zoom: 1 }, reach)).toBe(false);
    expect(isWithinReach({ x: 0, y: 1510, zoom: 1 }, reach)).toBe(false);
    expect(isWithinReach({ x: 0, y: 0, zoom: 1.5 }, reach)).toBe(true);
    expect(isWithinReach({ x: 0, y: 0, zoom: 1.7 }, reach)).toBe(false);
    expect(isWithinReach({ x: 0, y: 0, zoom: 0.5 }, reach)).toBe(false);
  });
});

describe('the small map', () => {
  const places = [
    { x: 0, y: 0 },
    { x: 1000, y: 300 },
  ];
  const box = boxAround(places, 1.4);

  it('holds every node and has the proportions asked for', () => {
    expect(box.width / box.height).toBeCloseTo(1.4);
    for (const { x, y } of places) {
      expect(x).toBeGreaterThan(box.x);
      expect(y).toBeGreaterThan(box.y);
      expect(x + nodeSize.width).toBeLessThan(box.x + box.width);
      expect(y + nodeSize.height).toBeLessThan(box.y + box.height);
    }
    expect(nodesPath(places).match(/M/g)).toHaveLength(2);
  });

  it('frames what is in sight', () => {
    const frame = windowOn(box, { x: -100, y: -20, zoom: 0.5 }, 200, 100);
    expect(frame).toEqual({ x: 200, y: 40, width: 400, height: 200 });
  });

  it('frames no more than it shows, and nothing when all of it is out of sight', () => {
    const all = windowOn(box, { x: 5000, y: 5000, zoom: 1 }, 100_000, 100_000);
    for (const side of ['x', 'y', 'width', 'height'] as const) expect(all[side]).toBeCloseTo(box[side]);
    const none = windowOn(box, { x: 90_000, y: 0, zoom: 1 }, 1000, 800);
    expect(none.width).toBe(0);
  });
});

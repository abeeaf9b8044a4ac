import { describe, expect, it } from 'vitest';
import { arrowBetween, freeLabelSpot } from '../../../src-renderer/features/chart/arrowGeometry.ts';
import { nodeSize } from '../../../src-renderer/features/chart/chartLayout.ts';

const numbers = (text: string): number[] => text.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
const halfHeight = nodeSize.height / 2;

describe('arrowBetween', () => {
  it('leaves on the side that faces the endpoint and points into it', () => {
    const { path, headPoints } = arrowBetween({ x: 0, y: 0 }, { x: 600, y: 0 });
    const [startX, startY] = numbers(path);
    const [tipX, tipY] = numbers(headPoints);
    expect([startX, startY]).toEqual([nodeSize.width, halfHeight]);
    expect([tipX, tipY]).toEqual([600, halfHeight]);
    expect(numbers(path).at(-2)).toBeLessThan(600);
  });

  it('turns round when the endpoint was dragged to the left', () => {
    const { path, headPoints } = arrowBetween({ x: 600, y: 0 }, { x: 0, y: 0 });
    expect(numbers(path)[0]).toBe(600);
    expect(numbers(headPoints)[0]).toBe(nodeSize.width);
  });

  it('goes through top and bottom when they stand above each other', () => {
    const { path, headPoints } = arrowBetween({ x: 0, y: 0 }, { x: 20, y: 500 });
    expect(numbers(path)[1]).toBe(nodeSize.height);
    expect(numbers(headPoints)[1]).toBe(500);
  });

  it('parts arrows of one registry: higher endpoints leave higher, within the side', () => {
    const starts = [-5000, -200, 0, 200, 5000].map(
      (y) => numbers(arrowBetween({ x: 0, y: 0 }, { x: 700, y }).path)[1] ?? 0,
    );
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
    expect(new Set(starts).size).toBe(5);
    expect(Math.min(...starts)).toBeGreaterThan(0);
    expect(Math.max(...starts)).toBeLessThan(nodeSize.height);
  });

  it('puts the label on the way, between both nodes', () => {
    const label = freeLabelSpot(arrowBetween({ x: 0, y: 0 }, { x: 600, y: 300 }).labelSpots, []);
    expect(label.x).toBeGreaterThan(nodeSize.width);
    expect(label.x).toBeLessThan(600);
    expect(label.y).toBeGreaterThan(halfHeight);
    expect(label.y).toBeLessThan(300 + halfHeight);
  });

  it('moves the label where it covers no node', () => {
    const { labelSpots } = arrowBetween({ x: 0, y: 0 }, { x: 1400, y: 0 });
    const [first] = labelSpots;
    const inTheWay = { x: (first?.x ?? 0) - 60, y: 0 };
    const spot = freeLabelSpot(labelSpots, [inTheWay]);
    expect(spot).not.toEqual(first);
    expect(spot.x < inTheWay.x || spot.x > inTheWay.x + nodeSize.width).toBe(true);
  });

  it('falls back to the best place on a crowded way', () => {
    const { labelSpots } = arrowBetween({ x: 0, y: 0 }, { x: 600, y: 0 });
    const wall = Array.from({ length: 20 }, (_, index) => ({ x: index * 60, y: 0 }));
    expect(freeLabelSpot(labelSpots, wall)).toEqual(labelSpots[0]);
  });

  it('stays finite when both stand on one spot', () => {
    const { path, headPoints } = arrowBetween({ x: 10, y: 10 }, { x: 10, y: 10 });
    expect([...numbers(path), ...numbers(headPoints)].every(Number.isFinite)).toBe(true);
    expect(path).not.toContain('NaN');
  });
});

import { describe, expect, it } from 'vitest';
import { arrowBetween } from '../../../src-renderer/features/chart/arrowGeometry.ts';
import { nodeSize, type Point } from '../../../src-renderer/features/chart/chartLayout.ts';
import { placeLabels } from '../../../src-renderer/features/chart/labelPlaces.ts';

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

  it('offers places for the label on the way, between both nodes', () => {
    const [label] = arrowBetween({ x: 0, y: 0 }, { x: 600, y: 300 }).labelSpots;
    expect(label?.x).toBeGreaterThan(nodeSize.width);
    expect(label?.x).toBeLessThan(600);
    expect(label?.y).toBeGreaterThan(halfHeight);
    expect(label?.y).toBeLessThan(300 + halfHeight);
  });

  it('stays finite when both stand on one spot', () => {
    const { path, headPoints } = arrowBetween({ x: 10, y: 10 }, { x: 10, y: 10 });
    expect([...numbers(path), ...numbers(headPoints)].every(Number.isFinite)).toBe(true);
    expect(path).not.toContain('NaN');
  });
});

describe('the labels of arrows', () => {
  const sending = '64 % · 210 MB/s · 3 of 5';
  const { labelSpots: spots } = arrowBetween({ x: 0, y: 0 }, { x: 1400, y: 0 });
  const first = spots[0]!;
  const place = (nodes: readonly Point[], ...texts: readonly (string | null)[]) =>
    placeLabels(
      texts.map((text, index) => ({ id: `${index}`, text, spots })),
      nodes,
    );

  it('stand at the best place when it is free, and only where there is something to say', () => {
    expect(place([], sending).get('0')).toEqual({ at: first, isSign: false });
    expect(place([], null).size).toBe(0);
  });

  it('cover no node', () => {
    const inTheWay = { x: first.x - 60, y: 0 };
    const { at, isSign } = place([inTheWay], sending).get('0')!;
    expect(isSign).toBe(false);
    expect(at.x < inTheWay.x || at.x > inTheWay.x + nodeSize.width).toBe(true);
  });

  it('cover no other label; those in trouble, which come last, choose first', () => {
    const labels = place([], sending, 'Problem');
    expect(labels.get('1')?.at).toEqual(first);
    expect(Math.abs(labels.get('0')!.at.x - first.x)).toBeGreaterThan(100);
  });

  it('are signs in a narrow gap, and left out where there is none', () => {
    // Nodes to both sides of the first place leave forty pixels between them.
    const beside = [-1, 1].map((side) => ({
      x: first.x + side * (20 + nodeSize.width / 2) - nodeSize.width / 2,
      y: 0,
    }));
    const outer = Array.from({ length: 12 }, (_, index) => ({
      x: index < 6 ? beside[0]!.x - (index + 1) * nodeSize.width : beside[1]!.x + (index - 5) * nodeSize.width,
      y: 0,
    }));
    expect(place([...beside, ...outer], sending).get('0')).toEqual({ at: first, isSign: true });
    const wall = Array.from({ length: 40 }, (_, index) => ({ x: index * 60, y: 0 }));
    expect(place(wall, sending).size).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrangeNodes,
  neighbourOf,
  nodeSize,
  type Point,
  readingOrder,
} from '../../../src-renderer/features/chart/chartLayout.ts';

const ids = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const nothing: ReadonlyMap<string, Point> = new Map();

const overlapping = (places: ReadonlyMap<string, Point>): readonly string[] => {
  const all = [...places];
  return all.flatMap(([a, p], index) =>
    all
      .slice(index + 1)
      .filter(([, q]) => Math.abs(p.x - q.x) < nodeSize.width && Math.abs(p.y - q.y) < nodeSize.height)
      .map(([b]) => `${a} ${b}`),
  );
};

describe('arrangeNodes', () => {
  it('puts registries left of every endpoint', () => {
    const places = arrangeNodes({ registryIds: ids('r', 3), endpointIds: ids('e', 14), kept: nothing, longestArc: 5 });
    const right = Math.max(...ids('r', 3).map((id) => (places.get(id)?.x ?? 0) + nodeSize.width));
    const left = Math.min(...ids('e', 14).map((id) => places.get(id)?.x ?? 0));
    expect(left - right).toBeGreaterThan(120);
  });

  it.each([0, 1, 2, 5, 6, 7, 15, 60, 500])('places %i endpoints without any overlap', (count) => {
    const places = arrangeNodes({
      registryIds: ids('r', 2),
      endpointIds: ids('e', count),
      kept: nothing,
      longestArc: 5,
    });
    expect(places.size).toBe(count + 2);
    expect(overlapping(places)).toEqual([]);
  });

  it('keeps 500 endpoints within a block that fits a screen when zoomed out', () => {
    const places = [
      ...arrangeNodes({ registryIds: ['r'], endpointIds: ids('e', 500), kept: nothing, longestArc: 5 }).values(),
    ];
    const width = Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x));
    const height = Math.max(...places.map(({ y }) => y)) - Math.min(...places.map(({ y }) => y));
    expect(width / height).toBeGreaterThan(0.8);
    expect(width / height).toBeLessThan(2.4);
  });

  it('moves no node when another endpoint comes', () => {
    const before = arrangeNodes({ registryIds: ['r'], endpointIds: ids('e', 6), kept: nothing, longestArc: 5 });
    const after = arrangeNodes({
      registryIds: ['r'],
      endpointIds: ['a-new-one', ...ids('e', 6)],
      kept: before,
      longestArc: 5,
    });
    for (const [id, place] of before) expect(after.get(id)).toEqual(place);
    expect(overlapping(after)).toEqual([]);
  });

  it('keeps what was dragged and gives nobody else its place', () => {
    const point = fc.record({ x: fc.integer({ min: -200, max: 1500 }), y: fc.integer({ min: -800, max: 800 }) });
    fc.assert(
      fc.property(point, fc.integer({ min: 1, max: 40 }), (dragged, count) => {
        const places = arrangeNodes({
          registryIds: ['r'],
          endpointIds: ids('e', count),
          kept: new Map([['e0', dragged]]),
          longestArc: 5,
        });
        expect(places.get('e0')).toEqual(dragged);
        expect(overlapping(places)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('readingOrder', () => {
  it('goes registries first, then line by line', () => {
    const places = new Map<string, Point>([
      ['r', { x: 0, y: 0 }],
      ['low', { x: 500, y: 300 }],
      ['topRight', { x: 800, y: -300 }],
      ['topLeft', { x: 500, y: -305 }],
    ]);
    expect(readingOrder(['r'], ['low', 'topRight', 'topLeft'], places)).toEqual(['r', 'topLeft', 'topRight', 'low']);
  });
});

describe('neighbourOf', () => {
  const places = new Map<string, Point>([
    ['r', { x: 0, y: 0 }],
    ['up', { x: 500, y: -200 }],
    ['level', { x: 560, y: 10 }],
    ['far', { x: 900, y: 0 }],
  ]);
  it('prefers what lies straight ahead', () => expect(neighbourOf('r', 'right', places)).toBe('level'));
  it('finds the way up and back', () => {
    expect(neighbourOf('level', 'up', places)).toBe('up');
    expect(neighbourOf('level', 'left', places)).toBe('r');
  });
  it('stays where nothing lies in that direction', () => expect(neighbourOf('r', 'left', places)).toBeUndefined());
});

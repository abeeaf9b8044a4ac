import { describe, expect, it } from 'vitest';
import { boundsOf, nodeSize, zooms } from '../../../src-renderer/features/chart/chartLayout.ts';
import { bestFit, fitted, mayShrinkTo } from '../../../src-renderer/features/chart/chartSight.ts';

const window = { width: 1000, height: 700 };
const insets = { top: 80, right: 20, bottom: 60, left: 20 };
const wide = { x: -100, y: -50, width: 2000, height: 400 };

const onScreen = (box: typeof wide, { x, y, zoom }: { x: number; y: number; zoom: number }) => ({
  left: x + box.x * zoom,
  right: x + (box.x + box.width) * zoom,
  top: y + box.y * zoom,
  bottom: y + (box.y + box.height) * zoom,
});

describe('what is in sight', () => {
  it('is the box around all nodes, with their size', () => {
    const box = boundsOf([
      { x: 10, y: 20 },
      { x: -5, y: 300 },
    ]);
    expect(box).toEqual({ x: -5, y: 20, width: 15 + nodeSize.width, height: 280 + nodeSize.height });
  });

  it('lies in the middle of what nothing floats above, as large as it can be', () => {
    const { left, right, top, bottom } = onScreen(wide, fitted(wide, window, insets));
    expect([left, right]).toEqual([expect.closeTo(20), expect.closeTo(980)]);
    expect(top - 80).toBeCloseTo(700 - 60 - bottom);
    expect(top).toBeGreaterThan(80);
  });

  it('is never larger than life nor smaller than the chart can be zoomed', () => {
    expect(fitted({ x: 0, y: 0, width: 10, height: 10 }, window, insets).zoom).toBe(1.05);
    expect(fitted({ x: 0, y: 0, width: 1e6, height: 10 }, window, insets).zoom).toBe(zooms.least);
    expect(fitted(wide, window, insets, 0.3).zoom).toBe(0.3);
    expect(fitted(wide, { width: 10, height: 10 }, insets).zoom).toBe(zooms.least);
  });

  it('leaves the small map free on the side where that costs less', () => {
    const beside = { ...insets, right: 220 };
    const above = { ...insets, bottom: 220 };
    expect(bestFit(wide, window, [beside, above])).toEqual(fitted(wide, window, above));
    const tall = { x: 0, y: 0, width: 400, height: 2000 };
    expect(bestFit(tall, window, [beside, above])).toEqual(fitted(tall, window, beside));
  });

  it('shrinks for the panel only as long as names can be read, or where they cannot be read anyway', () => {
    expect(mayShrinkTo(0.7, 1)).toBe(true);
    expect(mayShrinkTo(0.4, 0.8)).toBe(false);
    expect(mayShrinkTo(0.45, 0.5)).toBe(true);
    expect(mayShrinkTo(0.1, 0.2)).toBe(true);
  });
});

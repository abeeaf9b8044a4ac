import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detailAt } from '../../../src-renderer/features/chart/chartDetail.ts';
import { zooms } from '../../../src-renderer/features/chart/chartLayout.ts';
import { zoomedAround } from '../../../src-renderer/features/chart/chartSight.ts';
import { glideOver } from '../../../src-renderer/features/chart/glideOver.ts';
import { shortened, wrapped } from '../../../src-renderer/features/chart/textFit.ts';

describe('a step of zooming', () => {
  const near = fc.double({ min: -2000, max: 2000, noNaN: true });
  it('leaves one point of the window where it is, and stays within what the chart allows', () => {
    fc.assert(
      fc.property(
        fc.record({ x: near, y: near, zoom: fc.double({ min: zooms.least, max: zooms.most, noNaN: true }) }),
        fc.record({ x: near, y: near }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (seen, at, factor) => {
          const next = zoomedAround(seen, at, factor);
          expect(next.zoom).toBeGreaterThanOrEqual(zooms.least);
          expect(next.zoom).toBeLessThanOrEqual(zooms.most);
          expect((at.x - next.x) / next.zoom).toBeCloseTo((at.x - seen.x) / seen.zoom, 4);
          expect((at.y - next.y) / next.zoom).toBeCloseTo((at.y - seen.y) / seen.zoom, 4);
        },
      ),
    );
  });

  it('leaves out first the small print, then the names', () => {
    expect([1, 0.42, 0.41, 0.2, 0.19].map(detailAt)).toEqual(['all', 'all', 'name', 'name', 'colour']);
  });
});

describe('while it is zoomed the chart', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    let drawn = { x: 0, y: 0, zoom: 1 };
    const calls: string[] = [];
    const { glide } = glideOver({
      drawn: () => drawn,
      draw: (seen) => {
        drawn = seen;
        calls.push(`draw ${seen.zoom}`);
      },
      slide: ({ x }) => calls.push(`slide ${x}`),
      reach: () => ({ x: 2000, y: 1500 }),
    });
    glide.paintWith({ show: ({ zoom }) => calls.push(`paint ${zoom}`), hide: () => calls.push('uncover') });
    return { glide, calls };
  }

  it('is painted, drawn once when it rests, and uncovered after that', () => {
    const { glide, calls } = start();
    for (const zoom of [1.1, 4, 9]) glide.move({ x: 0, y: 0, zoom });
    glide.rest();
    expect(calls).toEqual(['paint 1.1', 'paint 4', 'paint 9']);
    expect(glide.seen().zoom).toBe(9);
    vi.runAllTimers();
    expect(calls.slice(3)).toEqual(['draw 9', 'slide 0', 'uncover']);
  });

  it('stays painted when it is zoomed on before it was uncovered', () => {
    const { glide, calls } = start();
    glide.move({ x: 0, y: 0, zoom: 2 });
    vi.advanceTimersByTime(330);
    glide.move({ x: 40, y: 0, zoom: 2 });
    expect(calls).toEqual(['paint 2', 'draw 2', 'slide 0', 'paint 2']);
    vi.runAllTimers();
    expect(calls.at(-1)).toBe('uncover');
  });

  it('is drawn at once for a press, which has to meet what is seen', () => {
    const { glide, calls } = start();
    expect(glide.settle()).toBe(false);
    glide.move({ x: 0, y: 0, zoom: 2 });
    expect(glide.settle()).toBe(true);
    expect(calls).toEqual(['paint 2', 'draw 2', 'slide 0', 'uncover']);
    vi.runAllTimers();
    expect(calls).toHaveLength(4);
  });

  it('slides as one picture while it is dragged, without being painted', () => {
    const { glide, calls } = start();
    glide.move({ x: 30, y: 0, zoom: 1 });
    glide.rest();
    expect(calls).toEqual(['slide 30', 'draw 1', 'slide 0']);
  });
});

describe('text that is painted', () => {
  const measure = { font: '', measureText: (text: string) => ({ width: text.length * 10 }) };
  it('is shortened to its room', () => {
    expect(shortened(measure, 'Sherlock', 80)).toBe('Sherlock');
    expect(shortened(measure, 'Sherlock scratch', 80)).toBe('Sherloc…');
  });

  it('takes two lines about equally long, of which none is wider than its room', () => {
    expect(wrapped(measure, 'Online', 100)).toEqual(['Online']);
    expect(wrapped(measure, 'No space: 6 GB needed in /home', 180)).toEqual(['No space: 6 GB', 'needed in /home']);
    expect(wrapped(measure, 'Donaudampfschifffahrt', 100)).toEqual(['Donaudamp…']);
  });
});

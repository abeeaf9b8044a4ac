import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src-main/contract/chart.ts';
import { foldable, foldChart, foldId } from '../../../src-renderer/features/chart/chartFold.ts';
import { arrangeNodes } from '../../../src-renderer/features/chart/chartLayout.ts';
import { chartPicture, type PictureColours } from '../../../src-renderer/features/chart/chartPicture.ts';
import { arrowWidth, trafficOf } from '../../../src-renderer/features/chart/chartTraffic.ts';
import { worstState } from '../../../src-renderer/features/chart/chartView.ts';
import { fakeActivities } from '../../fakes/fakeActivities.ts';
import { endpointIds } from '../../fakes/fakeIds.ts';
import { fakeImages } from '../../fakes/fakeImages.ts';
import { createFakeServices } from '../../fakes/fakeServices.ts';
import { englishWords } from './englishWords.ts';

const now = new Date('2026-03-01T12:00:00Z');
const chart: Chart = await createFakeServices({ now }).chart();
const stanford = foldId('Stanford');

describe('folding by organisation', () => {
  it('offers those with more than one endpoint', () => {
    expect(foldable(chart.endpoints)).toEqual([{ name: 'Stanford', count: 2 }]);
  });

  it('puts one node and one arrow for each registry in their place', () => {
    const { chart: drawn, endpoints, folds } = foldChart(chart, chart.endpoints, new Set(['Stanford']));
    expect(folds.map(({ id, places }) => [id, places.length])).toEqual([[stanford, 2]]);
    expect(endpoints.map(({ endpoint }) => endpoint.organization)).not.toContain('Stanford');
    const before = chart.arrows.filter(({ endpointId }) =>
      folds[0]!.places.some((one) => one.endpoint.id === endpointId),
    );
    const after = drawn.arrows.filter(({ endpointId }) => (endpointId as string) === stanford);
    expect(before.length).toBeGreaterThan(1);
    expect(after).toHaveLength(1);
    const sum = (arrows: typeof after) => arrows.reduce((total, { running }) => total + (running?.bytesDone ?? 0), 0);
    expect(sum(after)).toBe(sum(before));
    expect(after[0]!.problem).toEqual(before.find(({ problem }) => problem !== null)?.problem ?? null);
  });

  it('leaves everything as it is when nothing is folded, or only one endpoint would be', () => {
    for (const folded of [new Set<string>(), new Set(['Argonne'])]) {
      expect(foldChart(chart, chart.endpoints, folded)).toEqual({ chart, endpoints: chart.endpoints, folds: [] });
    }
  });

  it('tells the worst of its endpoints', () => {
    const { folds } = foldChart(chart, chart.endpoints, new Set(['Stanford']));
    expect(worstState(folds[0]!.places)).toBe('problem');
  });
});

describe('the width of arrows', () => {
  const activities = fakeActivities(fakeImages(now), now);
  it('counts what went along each arrow in the window', () => {
    const all = trafficOf(chart, activities, 'all', now);
    const toSherlock = activities
      .filter(({ destinationEndpointId }) => destinationEndpointId === endpointIds.sherlock)
      .reduce((sum, { bytesDone }) => sum + bytesDone, 0);
    expect(all.get(`${chart.registries[0]!.id} ${endpointIds.sherlock}`)).toBe(toSherlock);
    expect(trafficOf(chart, activities, 'off', now).size).toBe(0);
    const later = new Date(now.getTime() + 8 * 24 * 60 * 60 * 1000);
    expect(trafficOf(chart, activities, 'week', later).size).toBe(0);
  });

  it('grows with the bytes, between thin and nine pixels', () => {
    const widths = [0, 1e6, 1e9, 1e12].map((bytes) => arrowWidth(bytes, 1e12));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect([widths[0], widths[3]]).toEqual([1.5, 9]);
    expect(arrowWidth(5, 0)).toBe(1.5);
  });
});

describe('the chart as a picture', () => {
  const colour = '#123456';
  const colours: PictureColours = {
    sea: colour,
    panel: colour,
    line: colour,
    ink: colour,
    ink2: colour,
    amber: colour,
    blue: colour,
    red: colour,
    green: colour,
    grey: colour,
  };
  const hostile = chart.endpoints.map((place, index) =>
    index === 0 ? { ...place, endpoint: { ...place.endpoint, name: '</text><script>alert("1")</script>&' } } : place,
  );
  const places = arrangeNodes({
    registryIds: chart.registries.map(({ id }) => id),
    endpointIds: chart.endpoints.map(({ endpoint }) => endpoint.id),
    kept: new Map(),
    longestArc: 6,
  });
  const { svg, width, height } = chartPicture(englishWords, {
    chart,
    endpoints: hostile,
    folds: [],
    places,
    widths: new Map(),
    colours,
  });

  it('is well-formed, whatever names hold, and asks for nothing from elsewhere', () => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(svg).not.toContain('<script');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|href/);
  });

  it('holds every node and every arrow, and has room for them', () => {
    expect(svg.match(/<rect /g)).toHaveLength(1 + chart.registries.length + chart.endpoints.length);
    expect(svg.match(/<polygon /g)).toHaveLength(chart.arrows.length);
    expect(svg).toContain('Eagle project');
    expect(Math.min(width, height)).toBeGreaterThan(300);
  });
});

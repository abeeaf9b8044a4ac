import { describe, expect, it } from 'vitest';
import * as format from '../../../src-main/contract/format.ts';

const now = new Date('2026-03-10T12:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [40_960, '41.0 kB'],
    [99_949_999, '99.9 MB'],
    [99_950_000, '100 MB'],
    [212_400_000, '212 MB'],
    [999_499_999, '999 MB'],
    [999_500_000, '1.0 GB'],
    [6_214_100_000, '6.2 GB'],
    [2e15, '2.0 PB'],
    [5e18, '5000 PB'],
  ])('%d is %s', (bytes, text) => expect(format.formatSize(bytes)).toBe(text));

  it('says when a size is not known', () => expect(format.formatSize(null)).toBe('size not known'));
  it('has exact bytes for the tooltip', () =>
    expect(format.formatExactBytes(6_214_100_000)).toBe('6,214,100,000 bytes'));
});

describe('rates, percents and time left', () => {
  it('shows a rate per second', () => expect(format.formatRate(210_000_000.4)).toBe('210 MB/s'));
  it.each([
    [0, 10, '0 %'],
    [64, 100, '64 %'],
    [999, 1000, '99 %'],
    [11, 10, '100 %'],
  ])('%d of %d is %s', (done, total, text) => expect(format.formatPercent(done, total)).toBe(text));
  it('has no percent of an unknown total', () => {
    expect(format.formatPercent(5, null)).toBeNull();
    expect(format.formatPercent(0, 0)).toBeNull();
  });
  it.each([
    [1000, 100, 'under a minute'],
    [24_000, 100, 'about 4 min'],
    [100 * 3600 * 5, 100, 'about 5 h'],
    [100 * 86_400 * 3, 100, 'about 3 days'],
  ])('%d bytes at %d/s: %s', (left, rate, text) => expect(format.formatTimeLeft(left, rate)).toBe(text));
  it('promises nothing without a rate or a total', () => {
    expect(format.formatTimeLeft(1000, 0)).toBeNull();
    expect(format.formatTimeLeft(null, 100)).toBeNull();
  });
  it('counts down without going below zero', () => {
    expect(format.formatCountdown(179_200)).toBe('3:00');
    expect(format.formatCountdown(61_000)).toBe('1:01');
    expect(format.formatCountdown(-5)).toBe('0:00');
  });
});

describe('times', () => {
  it.each([
    [10, 'just now'],
    [50, '1 min ago'],
    [360, '6 min ago'],
    [2 * 3600 + 5, '2 h ago'],
    [30 * 3600, 'yesterday'],
    [5 * 86_400, '5 days ago'],
    [21 * 86_400, '3 weeks ago'],
    [70 * 86_400, '2 months ago'],
    [400 * 86_400, '1 year ago'],
    [-300, 'in 5 min'],
  ])('%d seconds before now is %s', (seconds, text) => expect(format.formatAgo(before(seconds), now)).toBe(text));
  it('does not show NaN for a broken time', () => expect(format.formatAgo('soon', now)).toBe('at an unknown time'));
  it('shows only the time for today and the day for earlier', () => {
    expect(format.formatAsOf('2026-03-10T14:02:00Z', now)).toBe('14:02');
    expect(format.formatAsOf('2026-03-09T17:10:00Z', now)).toMatch(/9.*17:10/);
  });
});

it('shortens a digest but keeps its algorithm', () => {
  expect(format.shortDigest(`sha256:97cbaad0${'0'.repeat(56)}`)).toBe('sha256:97cbaad0…');
});

it('counts in singular and plural', () => {
  expect(format.formatCount(1, 'image')).toBe('1 image');
  expect(format.formatCount(1200, 'image')).toBe('1,200 images');
  expect(format.formatCount(2, 'copy', 'copies')).toBe('2 copies');
});

import { describe, expect, it } from 'vitest';
import { forecastsAgree, type ProgressSample } from '../../../src-renderer/features/activity/timeLeft.ts';

const gb = 1_000_000_000;
const sample = (atMs: number, bytesDone: number, bytesPerSecond: number): ProgressSample => ({
  atMs,
  bytesDone,
  bytesTotal: 10 * gb,
  bytesPerSecond,
});

describe('forecastsAgree', () => {
  it('says nothing on a single sample', () => expect(forecastsAgree(null, sample(0, gb, 1e8))).toBe(false));

  it('speaks when two samples foretell the same end', () => {
    expect(forecastsAgree(sample(0, 2 * gb, 1e8), sample(5_000, 2.5 * gb, 1e8))).toBe(true);
  });

  it('is silent while the rate jumps about', () => {
    expect(forecastsAgree(sample(0, 2 * gb, 1e8), sample(5_000, 2.1 * gb, 2e7))).toBe(false);
  });

  it('is silent before the first byte, without a rate, without a total, at the end and after a restart', () => {
    const before = sample(0, 2 * gb, 1e8);
    expect(forecastsAgree(sample(0, 0, 0), sample(5_000, 0, 0))).toBe(false);
    expect(forecastsAgree(before, sample(5_000, 3 * gb, 0))).toBe(false);
    expect(forecastsAgree(before, { ...sample(5_000, 2.5 * gb, 1e8), bytesTotal: null })).toBe(false);
    expect(forecastsAgree(before, sample(5_000, 10 * gb, 1e8))).toBe(false);
    expect(forecastsAgree(before, sample(5_000, gb, 1e8))).toBe(false);
  });

  it('ignores a sample of the same moment', () =>
    expect(forecastsAgree(sample(5, gb, 1e8), sample(5, gb, 1e8))).toBe(false));
});

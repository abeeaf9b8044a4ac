import { describe, expect, it } from 'vitest';
import { stepToAnnounce } from '../../../src-renderer/features/activity/announcements.ts';
import { type ProgressSample, secondsLeft, timeLeftText } from '../../../src-renderer/features/activity/timeLeft.ts';

const gb = 1_000_000_000;
const sample = (atMs: number, bytesDone: number, bytesPerSecond: number): ProgressSample => ({
  atMs,
  bytesDone,
  bytesTotal: 10 * gb,
  bytesPerSecond,
});

describe('secondsLeft', () => {
  it('says nothing on a single sample', () => expect(secondsLeft(null, sample(0, gb, 1e8))).toBeNull());

  it('speaks when two samples foretell the same end', () => {
    expect(secondsLeft(sample(0, 2 * gb, 1e8), sample(5_000, 2.5 * gb, 1e8))).toBe(75);
  });

  it('is silent while the rate jumps about', () => {
    expect(secondsLeft(sample(0, 2 * gb, 1e8), sample(5_000, 2.1 * gb, 2e7))).toBeNull();
  });

  it('is silent before the first byte, without a rate, without a total, at the end and after a restart', () => {
    const before = sample(0, 2 * gb, 1e8);
    expect(secondsLeft(sample(0, 0, 0), sample(5_000, 0, 0))).toBeNull();
    expect(secondsLeft(before, sample(5_000, 3 * gb, 0))).toBeNull();
    expect(secondsLeft(before, { ...sample(5_000, 2.5 * gb, 1e8), bytesTotal: null })).toBeNull();
    expect(secondsLeft(before, sample(5_000, 10 * gb, 1e8))).toBeNull();
    expect(secondsLeft(before, sample(5_000, gb, 1e8))).toBeNull();
  });

  it('ignores a sample of the same moment', () =>
    expect(secondsLeft(sample(5, gb, 1e8), sample(5, gb, 1e8))).toBeNull());
});

describe('timeLeftText', () => {
  it.each([
    [10, 'less than a minute'],
    [60, 'about 1 min'],
    [250, 'about 4 min'],
    [5_400, 'about 1.5 h'],
    [36_000, 'about 10 h'],
    [400_000, 'about 5 days'],
  ])('%i s is "%s"', (seconds, text) => expect(timeLeftText(seconds)).toBe(text));
});

describe('stepToAnnounce', () => {
  it('speaks once a step of ten', () => {
    const spoken: number[] = [];
    let last = 0;
    for (let percent = 0; percent <= 100; percent += 1) {
      const step = stepToAnnounce(last, percent);
      if (step === null) continue;
      last = step;
      spoken.push(step);
    }
    expect(spoken).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  it('skips the steps a fast transfer jumped over', () => expect(stepToAnnounce(10, 67)).toBe(60));
  it('is silent when progress falls back', () => expect(stepToAnnounce(60, 12)).toBeNull());
});

import { expect, it } from 'vitest';
import {
  budgetWaitMs,
  expectedMsAt,
  fullBudget,
  lookPauseMs,
  paceAfter,
  spend,
} from '../../../src-main/domain/lookPace.ts';

/** Ages at which a task that runs for so long is looked at. */
function looksAt(untilMs: number, expectedMs: number | null): number[] {
  const looks: number[] = [];
  for (let age = lookPauseMs(0, expectedMs); age < untilMs; age += lookPauseMs(age, expectedMs)) looks.push(age);
  return looks;
}

it('a fresh task is looked at soon, then ever later', () => {
  const looks = looksAt(20_000, null);
  expect(looks[0]).toBe(25);
  const pauses = looks.slice(1).map((age, index) => age - (looks[index] ?? 0));
  expect(pauses.every((pause, index) => pause >= (pauses[index - 1] ?? 0))).toBe(true);
  expect(Math.max(...pauses)).toBe(2000);
  expect(looks.length).toBeLessThan(25);
});

it('an hour of one task costs fewer than three hundred looks', () => {
  expect(looksAt(3_600_000, null).length).toBeLessThan(300);
});

it('where tasks like it take their time, the first look waits for that', () => {
  expect(looksAt(2000, 1000)[0]).toBe(900);
  expect(looksAt(60_000, 3_600_000)[0]).toBe(2000);
});

it('what is learned comes down at once and goes up slowly', () => {
  const GiB = 1024 ** 3;
  expect(paceAfter(null, 100, GiB) * GiB).toBeCloseTo(100);
  expect(paceAfter(100 / GiB, 10, GiB) * GiB).toBeCloseTo(10);
  expect(paceAfter(10 / GiB, 110, GiB) * GiB).toBeCloseTo(50);
});

it('a tiny task says what tasks cost to begin, and nothing of how fast bytes go', () => {
  const MiB = 1024 ** 2;
  const pace = paceAfter(null, 50, MiB);
  expect(expectedMsAt(pace, MiB)).toBeCloseTo(50);
  expect(expectedMsAt(pace, 80 * MiB)).toBeLessThan(100);
  expect(expectedMsAt(paceAfter(null, 1000, 500 * MiB), 1000 * MiB)).toBeCloseTo(2000);
});

it('looks are limited however many tasks there are', () => {
  let budget = fullBudget(0);
  let looks = 0;
  for (let now = 0; now < 10_000; now += 1) {
    if (budgetWaitMs(budget, now) > 0) continue;
    budget = spend(budget, now);
    looks += 1;
  }
  expect(looks).toBeLessThanOrEqual(60);
  expect(looks).toBeGreaterThan(50);
});

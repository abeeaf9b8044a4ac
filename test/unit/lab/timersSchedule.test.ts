import { expect, test } from 'vitest';
import { firstDueMs, nextRunMs, type Schedule, startsTooLate } from '../../../src-main/lab/timersSchedule.ts';

const at = (text: string) => Date.parse(`2026-01-01T${text}Z`);
const everyMinute = (more: Partial<Extract<Schedule, { type: 'recurring' }>> = {}): Schedule => ({
  type: 'recurring',
  interval_seconds: 60,
  ...more,
});

test('the next tick stays on the grid of the first run', () => {
  const next = (now: string, runs = 1) => nextRunMs(everyMinute(), at('00:00:00'), at(now), runs);
  expect(next('00:00:00')).toBe(at('00:01:00'));
  expect(next('00:00:59')).toBe(at('00:01:00'));
  expect(next('00:07:30')).toBe(at('00:08:00'));
});

test('a count and a time end a schedule', () => {
  const counted = everyMinute({ end: { count: 2 } });
  expect(nextRunMs(counted, at('00:00:00'), at('00:01:00'), 1)).toBe(at('00:02:00'));
  expect(nextRunMs(counted, at('00:00:00'), at('00:01:00'), 2)).toBeNull();
  const timed = everyMinute({ end: { datetime: '2026-01-01T00:02:00' } });
  expect(nextRunMs(timed, at('00:00:00'), at('00:01:30'), 9)).toBe(at('00:02:00'));
  expect(nextRunMs(timed, at('00:00:00'), at('00:02:00'), 9)).toBeNull();
});

test('once is once', () => {
  const once: Schedule = { type: 'once', datetime: '2026-01-01T01:00:00+01:00' };
  expect(firstDueMs(once, at('00:00:00') - 5)).toBe(at('00:00:00'));
  expect(nextRunMs(once, at('00:00:00'), at('00:00:00'), 1)).toBeNull();
});

test('a start in the past means now; an end before the start means never', () => {
  expect(firstDueMs(everyMinute({ start: '2025-01-01T00:00:00Z' }), at('00:00:00'))).toBe(at('00:00:00'));
  expect(firstDueMs(everyMinute({ end: { datetime: '2025-01-01T00:00:00Z' } }), at('00:00:00'))).toBeNull();
  expect(startsTooLate({ type: 'once', datetime: '2027-01-02T00:00:00Z' }, at('00:00:00'))).toBe(true);
  expect(startsTooLate({ type: 'once', datetime: '2026-12-31T00:00:00Z' }, at('00:00:00'))).toBe(false);
});

import { expect, it } from 'vitest';
import { isWithinHours, minutesUntilHours } from '../../../src-main/domain/dayHours.ts';

const minute = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

it.each([
  ['20:00-07:00', '19:59', false],
  ['20:00-07:00', '20:00', true],
  ['20:00-07:00', '00:00', true],
  ['20:00-07:00', '07:00', false],
  ['12:00-13:30', '13:29', true],
  ['12:00-13:30', '13:30', false],
  ['08:00-08:00', '03:00', true],
])('%s at %s: %s', (range, time, isWithin) => {
  expect(isWithinHours(range, minute(time))).toBe(isWithin);
});

it.each([
  ['20:00-07:00', '12:00', 480],
  ['20:00-07:00', '23:00', 0],
  ['01:00-05:00', '23:00', 120],
  ['12:00-13:00', '13:00', 23 * 60],
  ['08:00-08:00', '09:00', 0],
])('%s begins after %s in %i minutes', (range, time, minutes) => {
  expect(minutesUntilHours(range, minute(time))).toBe(minutes);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstShown, scrollFor, shownRows, slotsFor } from '../../../src-renderer/lib/rowWindow.ts';

const sight = { count: 10_000, rowPx: 41, spare: 8, roomPx: 600 };

it('has elements for what is in sight and some more, but never more than there are rows', () => {
  expect(slotsFor(sight)).toBe(15 + 1 + 16);
  expect(slotsFor({ ...sight, count: 5 })).toBe(5);
  expect(slotsFor({ ...sight, count: 0 })).toBe(0);
  expect(shownRows(0, 0, 0)).toEqual([]);
});

it('stays within the list at both ends', () => {
  expect(firstShown(0, 32, sight)).toBe(0);
  expect(firstShown(100, 32, sight)).toBe(92);
  expect(firstShown(9999, 32, sight)).toBe(9968);
  expect(firstShown(50, 5, { ...sight, count: 5 })).toBe(0);
});

it('shows every row from the first on once, and a row keeps its slot wherever the window goes', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 60 }), fc.nat(500), (first, slots, lead) => {
      const rows = shownRows(first, slots, lead);
      expect(rows.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        Array.from({ length: slots }, (_, place) => first + place),
      );
      expect(new Set(rows.map(({ slot }) => slot)).size).toBe(slots);
      for (const { slot, index } of rows) expect(slot).toBe(index % slots);
      expect(rows[0]?.slot).toBe(lead % slots);
    }),
  );
});

it('stands in the order of the rows when led by the first one', () => {
  expect(shownRows(92, 32, 92 % 32).map(({ index }) => index)).toEqual(Array.from({ length: 32 }, (_, at) => 92 + at));
});

it('scrolls only as far as a row needs', () => {
  const room = { rowPx: 40, roomPx: 400 };
  expect(scrollFor(3, room, 0)).toBeNull();
  expect(scrollFor(9, room, 0)).toBeNull();
  expect(scrollFor(10, room, 0)).toBe(40);
  expect(scrollFor(2, room, 100)).toBe(80);
});

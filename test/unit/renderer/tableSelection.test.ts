import { describe, expect, it } from 'vitest';
import {
  extendTo,
  moveCursor,
  noSelection,
  type TableSelection,
  toggleAll,
  toggleRow,
} from '../../../src-renderer/lib/tableSelection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const start: TableSelection<string> = noSelection;
const at = (cursor: string): TableSelection<string> => ({ selected: new Set(), cursor, anchor: cursor });
const ticked = (selection: TableSelection<string>) => [...selection.selected].toSorted().join('');

describe('the keyboard in a table', () => {
  it('begins at the top going down and at the bottom going up', () => {
    expect(moveCursor(start, order, 1).cursor).toBe('a');
    expect(moveCursor(start, order, -1).cursor).toBe('e');
  });
  it('stops at both ends, also with endless steps', () => {
    expect(moveCursor(at('e'), order, 1).cursor).toBe('e');
    expect(moveCursor(at('c'), order, Number.NEGATIVE_INFINITY).cursor).toBe('a');
    expect(moveCursor(at('c'), order, Number.POSITIVE_INFINITY).cursor).toBe('e');
  });
  it('moves without ticking', () => {
    const selection = moveCursor({ ...at('b'), selected: new Set(['a']) }, order, 1);
    expect(ticked(selection)).toBe('a');
    expect(selection.cursor).toBe('c');
  });
  it('extends from where Shift was first held, and shrinks again on the way back', () => {
    const down = [1, 1].reduce((selection) => moveCursor(selection, order, 1, { extend: true }), at('b'));
    expect(ticked(down)).toBe('bcd');
    const back = moveCursor(down, order, -1, { extend: true });
    expect(ticked(back)).toBe('bc');
    const over = [1, 1].reduce((selection) => moveCursor(selection, order, -1, { extend: true }), back);
    expect(ticked(over)).toBe('ab');
  });
  it('stays where it is in an empty table', () => expect(moveCursor(start, [], 1)).toEqual(start));
  it('begins anew when its row was filtered away', () => expect(moveCursor(at('z'), order, 1).cursor).toBe('a'));
});

describe('ticking', () => {
  it('ticks and unticks one row and stands on it', () => {
    const once = toggleRow(start, 'c');
    expect(ticked(once)).toBe('c');
    expect(once.cursor).toBe('c');
    expect(ticked(toggleRow(once, 'c'))).toBe('');
  });
  it('adds a range on a Shift click, in both directions', () => {
    expect(ticked(extendTo(toggleRow(start, 'd'), order, 'b'))).toBe('bcd');
    expect(ticked(extendTo(toggleRow(start, 'a'), order, 'c'))).toBe('abc');
    expect(ticked(extendTo(start, order, 'c'))).toBe('c');
  });
  it('takes all rows that are shown and keeps those that are not, and lets go the second time', () => {
    const all = toggleAll({ ...start, selected: new Set(['hidden']) }, order);
    expect(all.selected.size).toBe(6);
    expect(ticked(toggleAll(all, order))).toBe('hidden');
  });
  it('takes with a Shift click what lies between and no other shown row, with Ctrl beside what was taken', () => {
    const before = { ...toggleRow(start, 'b'), selected: new Set(['b', 'e', 'hidden']) };
    expect(ticked(extendTo(before, order, 'c'))).toBe('bchidden');
    expect(ticked(extendTo(before, order, 'c', { add: true }))).toBe('bcehidden');
  });
  it('extends from where the keyboard stands when nothing was taken yet', () => {
    expect(ticked(extendTo({ ...start, cursor: 'b' }, order, 'd'))).toBe('bcd');
  });
});

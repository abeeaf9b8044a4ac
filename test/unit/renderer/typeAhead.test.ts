import { describe, expect, it } from 'vitest';
import { bytesOfText } from '../../../src-renderer/lib/sizeText.ts';
import { isLetter, rowTyped, typedNow } from '../../../src-renderer/lib/typeAhead.ts';

const names = ['bwa', 'salmon', 'samtools', 'torch', 'torch-cpu', 'tools'];
const to = (typed: string, from: number) =>
  rowTyped(typed, { count: names.length, from, begins: (index, text) => names[index]?.startsWith(text) ?? false });

describe('what is typed in a list', () => {
  it('leads to the next row that begins so, and round the end', () => {
    expect(to('s', 0)).toBe(1);
    expect(to('s', 1)).toBe(2);
    expect(to('s', 2)).toBe(1);
    expect(to('b', 5)).toBe(0);
    expect(to('x', 0)).toBeNull();
  });
  it('stays where it is while a word still fits, and goes on when it does not', () => {
    expect(to('sa', 1)).toBe(1);
    expect(to('sam', 1)).toBe(2);
    expect(to('torch-', 3)).toBe(4);
  });
  it('goes on with the same letter over and over, from no row at all too', () => {
    expect(to('tt', 3)).toBe(4);
    expect(to('ttt', 4)).toBe(5);
    expect(to('s', -1)).toBe(1);
    expect(rowTyped('a', { count: 0, from: -1, begins: () => true })).toBeNull();
  });
  it('is one word until there is a pause', () => {
    const one = typedNow(null, 't', 100);
    expect(typedNow(one, 'o', 900)).toEqual({ text: 'to', at: 900 });
    expect(typedNow(one, 'o', 1200)).toEqual({ text: 'o', at: 1200 });
  });
  it('is letters, digits and signs of names; not what begins a search or the list of shortcuts', () => {
    const key = (text: string, altKey = false) => isLetter({ key: text, altKey });
    expect(['t', '2', '-', 'ö'].every((text) => key(text))).toBe(true);
    expect(['/', '?', ' ', 'Enter', 'F5'].some((text) => key(text))).toBe(false);
    expect(key('t', true)).toBe(false);
  });
});

it.each([
  ['500 MB', 500e6],
  ['1.5gb', 1.5e9],
  ['1,5 GB', 1.5e9],
  ['2 GiB', 2 * 1024 ** 3],
  ['10k', 10_000],
  ['2', 2e9],
  ['0', 0],
  ['12 b', 12],
  ['', null],
  ['big', null],
  ['-1 GB', null],
  ['5 XB', null],
  ['7i', null],
])('the size %j is %j bytes', (text, bytes) => expect(bytesOfText(text, 1000)).toBe(bytes));

it('takes a bare number in the units of the screens', () => expect(bytesOfText('2', 1024)).toBe(2 * 1024 ** 3));

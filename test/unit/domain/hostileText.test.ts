import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText, hostileTextOrNull, isPlainText } from '../../../src-main/domain/hostileText.ts';

describe('hostileText', () => {
  it.each([
    ['NUL and BEL', 'a\u0000b\u0007c', 'abc'],
    ['an escape sequence', '\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['a hyperlink for terminals', '\u001b]8;;http://x\u0007go\u001b]8;;\u0007', ']8;;http://xgo]8;;'],
    ['a right-to-left override', 'photo\u202egpj.exe', 'photogpj.exe'],
    ['isolates and marks', '\u2066a\u2069\u200f\u061cb', 'ab'],
    ['zero-width characters', 'pay\u200bpal\ufeff', 'paypal'],
    ['a lone surrogate', 'x\ud800y', 'xy'],
    ['invisible tags', `a${String.fromCodePoint(0xe0041)}b`, 'ab'],
    ['line ends', 'one\r\ntwo\nthree\u2028four', 'one two three four'],
    ['C1 controls', 'a\u009bb', 'ab'],
    ['markup, which is only text', '<img onerror=alert(1)>', '<img onerror=alert(1)>'],
    ['letters of every script', 'שלום 漢字 🦕', 'שלום 漢字 🦕'],
  ])('makes %s harmless', (_name, text, expected) => {
    expect(hostileText(text, 100)).toBe(expected);
  });

  it('cuts, and never in the middle of a character', () => {
    expect(hostileText('x'.repeat(10_000_000), 256)).toHaveLength(256);
    expect(hostileText('ab🦕', 3)).toBe('ab');
    expect(hostileText('ab🦕', 4)).toBe('ab🦕');
  });

  it('keeps lines where asked to', () => {
    expect(hostileText('a\r\n\tb\u0000\u0007', 100, { keepsLines: true })).toBe('a\n\tb');
  });

  it.each([[null], [42], [{ toString: () => 'x' }], [['x']], [undefined]])('takes %s for nothing', (value) => {
    expect(hostileText(value, 10)).toBe('');
    expect(hostileTextOrNull(value, 10)).toBeNull();
  });

  it('holds for any text: short enough, well formed, stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, maxLength) => {
        const clean = hostileText(text, maxLength);
        expect(clean.length).toBeLessThanOrEqual(maxLength);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(hostileText(clean, maxLength)).toBe(clean);
      }),
    );
  });

  it('tells plain names from others', () => {
    expect(isPlainText('torch-2.4', 20)).toBe(true);
    for (const name of ['', ' x', 'a\u0000', 'a\u202eb', 'x'.repeat(21)]) expect(isPlainText(name, 20)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { wantedRange } from '../../../src-main/lab/fileAnswer.ts';

describe('wantedRange', () => {
  it.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=10-', { first: 10, last: 99 }],
    ['bytes=90-200', { first: 90, last: 99 }],
    ['bytes=-5', { first: 95, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-3', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    [null, null],
  ] as const)('reads %j of 100 bytes', (header, expected) => {
    expect(wantedRange(header, 100)).toEqual(expected);
  });

  it('has nothing of an empty file to send in part', () => {
    expect(wantedRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(wantedRange('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

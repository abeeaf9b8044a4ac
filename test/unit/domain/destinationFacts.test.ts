import { expect, it } from 'vitest';
import { destinationFacts } from '../../../src-main/domain/destinationFacts.ts';

const file = (destinationPath: string, sizeBytes: number | null = 5) => ({ destinationPath, sizeBytes });

it.each([
  [[file('/a/b/x.sif')], { folder: '/a/b/', neededBytes: 5 }],
  [[file('/a/b/x.sif'), file('/a/c/y.sif', 7)], { folder: '/a/', neededBytes: 12 }],
  [[file('/a/b/x.sif'), file('/a/bc/y.sif')], { folder: '/a/', neededBytes: 10 }],
  [[file('/x.sif'), file('/a/y.sif', null)], { folder: '/' }],
  [[file('/~/a/x.sif'), file('/~/a/d/y.sif')], { folder: '/~/a/', neededBytes: 10 }],
  [[], {}],
])('names the folder of all files and what they need: %j', (files, facts) => {
  expect(destinationFacts('endpoint.full', files)).toEqual(facts);
});

it('says nothing of the place when the problem is elsewhere', () => {
  expect(destinationFacts('transfer.sourceMissing', [file('/a/x.sif')])).toEqual({});
});

import { expect, test } from 'vitest';
import { asFolder, joinShown, readEndpointPath } from '../../../src-main/lab/transferPaths.ts';

test.each([
  ['/', [], '/'],
  ['', ['home', 'me'], '/~/'],
  ['/~', ['home', 'me'], '/~/'],
  ['/~/', ['home', 'me'], '/~/'],
  ['~/a/', ['home', 'me', 'a'], '/~/a'],
  ['a/b', ['home', 'me', 'a', 'b'], '/~/a/b'],
  ['/a//b/./c/', ['a', 'b', 'c'], '/a/b/c'],
  ['/a/../b', ['b'], '/b'],
  ['/a b/ü', ['a b', 'ü'], '/a b/ü'],
  ['/~x/y', ['~x', 'y'], '/~x/y'],
])('%s is read', (path, segments, shown) => {
  expect(readEndpointPath(path, '/home/me/')).toEqual({ segments, shown });
});

test.each(['/..', '/a/../../b', '/~/..', '../x', '/a\0b'])('%j leads nowhere', (path) => {
  expect(readEndpointPath(path, '/home/me/')).toBeUndefined();
});

test('names are appended after one slash', () => {
  expect([asFolder('/'), asFolder('/a'), asFolder('/~/')]).toEqual(['/', '/a/', '/~/']);
  expect([joinShown('/', 'x'), joinShown('/a', 'x')]).toEqual(['/x', '/a/x']);
});

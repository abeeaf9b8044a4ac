import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import { type DatedImage, newestOf, outlivedOf } from '../../../src-main/domain/keepLast.ts';

const image = (name: string, at: string | null): DatedImage => {
  const [container = '', tag = ''] = name.split(':');
  return { id: `r-00000001/lab/${name}` as ImageId, containerCollection: 'lab', container, tag, at };
};
const ids = (images: readonly DatedImage[]) => images.map(({ container, tag }) => `${container}:${tag}`);

const tools = [image('a:1', '2026-01-01'), image('a:2', '2026-01-02'), image('a:3', '2026-01-03'), image('b:1', null)];

it('keeps the newest of each container', () => {
  expect(ids(newestOf(tools, 2))).toEqual(['a:2', 'a:3', 'b:1']);
});

it('of one time the higher tag is the newer', () => {
  expect(ids(newestOf([image('a:2.10', null), image('a:2.9', null)], 1))).toEqual(['a:2.10']);
});

it('lets the oldest go, as many as are too many', () => {
  expect(ids(outlivedOf(tools, { keepLast: 1, isWanted: () => false }))).toEqual(['a:1', 'a:2']);
  expect(ids(outlivedOf(tools, { keepLast: 3, isWanted: () => false }))).toEqual([]);
});

it('what is wanted stays, and nothing goes before its successor is there', () => {
  const isWanted = ({ tag }: DatedImage) => tag === '1';
  expect(ids(outlivedOf(tools, { keepLast: 1, isWanted }))).toEqual(['a:2', 'a:3']);
  const wantedAreFour = [image('a:2', '2026-01-02'), image('a:3', '2026-01-03')];
  expect(outlivedOf(wantedAreFour, { keepLast: 2, isWanted: () => false })).toEqual([]);
});

it('never lets go of one that would be sent again, and leaves at least as many as are to be kept', () => {
  const images = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 30 }), fc.option(fc.constantFrom('x', 'y', 'z')))
      .map(([container, tag, at]) => image(`${container}:${tag}`, at)),
    { selector: ({ id }) => id, maxLength: 20 },
  );
  fc.assert(
    fc.property(images, images, fc.integer({ min: 1, max: 4 }), (registry, placed, keepLast) => {
      const wanted = new Set(newestOf(registry, keepLast).map(({ id }) => id));
      const gone = outlivedOf(placed, { keepLast, isWanted: ({ id }) => wanted.has(id) });
      expect(gone.some(({ id }) => wanted.has(id))).toBe(false);
      for (const container of ['a', 'b']) {
        const had = placed.filter((one) => one.container === container).length;
        const lost = gone.filter((one) => one.container === container).length;
        expect(had - lost).toBeGreaterThanOrEqual(Math.min(had, keepLast));
      }
    }),
  );
});

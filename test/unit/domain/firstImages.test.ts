import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareNames } from '../../../src-main/contract/imageOrder.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { firstImages } from '../../../src-main/domain/firstImages.ts';

const image = (container: string, tag: string | null, sizeBytes: number | null): Image => ({
  id: `r-00000001/lab/${container}:${tag ?? ''}` as Image['id'],
  registryId: 'r-00000001' as Image['registryId'],
  containerCollection: 'lab',
  container,
  tag,
  digest: null,
  sizeBytes,
  architecture: null,
  builtAt: null,
  isFrozen: false,
  isPrivate: false,
  relativePath: null,
});

const images = fc.array(
  fc.tuple(fc.constantFrom('a', 'b2', 'b10', 'c'), fc.constantFrom('1', '2', '10', null), fc.nat(9)),
);

it('is the beginning of the sorted list, and tells of the whole', () => {
  fc.assert(
    fc.property(images, fc.integer({ min: 1, max: 12 }), (facts, most) => {
      const all = facts.map(([container, tag, size]) => image(container, tag, size));
      const first = firstImages({ images: all, asOf: '2026-01-01T00:00:00Z', problems: [] }, most);
      expect(first.images).toEqual(all.toSorted(compareNames).slice(0, most));
      expect(first.count).toBe(all.length);
      expect(first.bytes).toBe(all.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0));
    }),
  );
});

it('counts as people do, newest tags first, and a size that is not known as nothing', () => {
  const all = [image('b10', '1', null), image('b2', '2', 5), image('b2', '10', 7)];
  const { images: found, bytes } = firstImages({ images: all, asOf: null, problems: [] }, 3);
  expect(found.map(({ container, tag }) => `${container}:${tag}`)).toEqual(['b2:10', 'b2:2', 'b10:1']);
  expect(bytes).toBe(12);
});

it('begins with what is pinned, an image or all of a container, as the list does', () => {
  const all = [image('a', '1', 1), image('b2', '1', 1), image('c', '1', 1), image('c', '2', 1)];
  const found = (pinned: readonly string[], most = 3) =>
    firstImages({ images: all, asOf: null, problems: [] }, most, pinned).images.map((one) => one.id.slice(15));
  expect(found(['r-00000001/lab/c:1'])).toEqual(['c:1', 'a:1', 'b2:1']);
  expect(found(['r-00000001/lab/c'])).toEqual(['c:2', 'c:1', 'a:1']);
  expect(found(['r-00000001/lab/c'], 1)).toEqual(['c:2']);
  expect(found(['r-00000001/lab/gone:1'])).toEqual(['a:1', 'b2:1', 'c:2']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegistryId } from '../../../src-main/contract/ids.ts';
import { imagesFor, subscriptionIndexOf } from '../../../src-main/domain/subscriptionIndex.ts';
import { matchesPatterns } from '../../../src-main/domain/subscriptionMatch.ts';
import { createFakeImageSource } from '../../fakes/fakeImageSource.ts';

const registryIds: readonly RegistryId[] = ['r-00000001' as RegistryId, 'r-00000002' as RegistryId];
const word = fc.constantFrom('a', 'b', 'ab', 'a b');
const pattern = fc.oneof(word, fc.constantFrom('*', 'a*', '?', '', '*b'));
const sources = fc.array(
  fc.record({
    source: fc.record({
      registryId: fc.constantFrom(...registryIds),
      containerCollection: pattern,
      container: pattern,
      tag: pattern,
    }),
  }),
);
const names = fc.record({
  registryId: fc.constantFrom(...registryIds),
  containerCollection: word,
  container: word,
  tag: fc.option(word),
});

describe('subscriptions found by an image', () => {
  it('are, once checked, the very ones that asking each would find, in their order', () => {
    const check = fc.property(sources, names, (all, image) => {
      const asked = all.filter(({ source }) => matchesPatterns(image, source));
      const found = subscriptionIndexOf(all).mayWant(image);
      expect(found.filter(({ source }) => matchesPatterns(image, source))).toEqual(asked);
      expect(new Set(found).size).toBe(found.length);
    });
    fc.assert(check);
  });

  it('those that name another container are not even looked at', () => {
    const source = { containerCollection: '*', tag: '*' };
    const all = Array.from({ length: 500 }, (_, n) => ({
      source: { ...source, registryId: registryIds[n % 2]!, container: `tool${n % 50}` },
    }));
    const image = { registryId: registryIds[0]!, containerCollection: 'lab', container: 'tool4', tag: '1' };
    expect(subscriptionIndexOf(all).mayWant(image)).toHaveLength(10);
  });
});

it('images found for a subscription are the very ones that match, in their order', () => {
  const source = createFakeImageSource();
  for (const group of ['a', 'b', 'ab'])
    for (const container of ['a', 'b', 'a b']) source.put(registryIds[0]!, `${group}/${container}:1`);
  const images = source.images(registryIds[0]!);
  const find = imagesFor(images);
  const check = fc.property(pattern, pattern, (containerCollection, container) => {
    const asked = { registryId: registryIds[0]!, containerCollection, container, tag: '*' };
    const matching = images.filter((image) => matchesPatterns(image, asked));
    expect(find(asked).filter((image) => matchesPatterns(image, asked))).toEqual(matching);
  });
  fc.assert(check);
});

import { describe, expect, it } from 'vitest';
import type { Digest, ImageId } from '../../../src-main/contract/ids.ts';
import { compareChoices } from '../../../src-renderer/features/containers/compareChoices.ts';
import { compareSections, differences, verdictOf } from '../../../src-renderer/features/containers/compareFacts.ts';
import { comparedIn, compareId } from '../../../src-renderer/features/containers/comparePlace.ts';
import { placementsByImage } from '../../../src-renderer/features/containers/placementSummary.ts';
import { hrefOf, parseHash } from '../../../src-renderer/stores/routeStore.ts';
import { fakeEndpoints, fakePlacements } from '../../fakes/fakeEndpoints.ts';
import { fakeImages } from '../../fakes/fakeImages.ts';
import { englishWords } from './englishWords.ts';

const now = new Date('2026-03-10T12:00:00Z');
const images = fakeImages(now);
const named = (name: string) => {
  const found = images.find((image) => image.id.endsWith(`/${name}`));
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const byImage = placementsByImage(fakePlacements(images, now));
const { endpoints } = fakeEndpoints(now);
const compared = (name: string) => {
  const image = named(name);
  return { image, registryName: 'Lab registry', placements: byImage.get(image.id) };
};
const linesOf = (one: string, other: string) =>
  compareSections(englishWords, compared(one), compared(other), endpoints).flatMap(({ id, lines }) =>
    lines.map((line) => [id, line.label, line.change]),
  );

describe('two images', () => {
  it('are one file when their digests say so', () => {
    const sha = (letter: string) => ({ digest: `sha256:${letter.repeat(64)}` as Digest });
    const md5 = { digest: `md5:${'a'.repeat(32)}` as Digest };
    expect(verdictOf(sha('a'), sha('a'))).toBe('same');
    expect(verdictOf(sha('a'), sha('b'))).toBe('different');
    expect(verdictOf(sha('a'), { digest: null })).toBe('notKnown');
    // Digests of two kinds say nothing of each other.
    expect(verdictOf(sha('a'), md5)).toBe('notKnown');
  });

  it('differ line by line', () => {
    const lines = linesOf('lab/torch:2.4', 'lab/torch:2.3').filter(([id]) => id === 'image');
    expect(lines.map(([, label, change]) => `${label}: ${change}`)).toEqual([
      'Container: same',
      'Tag: changed',
      'Digest: changed',
      'Size: changed',
      'Built: changed',
      'Architecture: same',
      'Registry: same',
    ]);
    const same = linesOf('lab/torch:2.4', 'lab/torch:latest');
    expect(same.find(([, label]) => label === 'Digest')).toEqual(['image', 'Digest', 'same']);
    expect(linesOf('lab/torch:2.4', 'tools/pandoc:3.5').find(([, label]) => label === 'Size')?.[2]).toBe('notKnown');
  });

  it('are shown at every endpoint where one of them is, and at no other', () => {
    const where = (one: string, other: string) => linesOf(one, other).filter(([id]) => id === 'where');
    const own = where('lab/torch:2.4', 'lab/torch:2.3');
    expect(own).toContainEqual(['where', 'My laptop', 'changed']);
    expect(own.length).toBeLessThan(endpoints.length);
    const nowhere = { image: named('lab/torch:2.4'), registryName: '', placements: undefined };
    expect(compareSections(englishWords, nowhere, nowhere, endpoints)[1]?.lines).toEqual([]);
  });

  it('tell how the second differs', () => {
    const say = (one: string, other: string) => differences(englishWords, named(one), named(other));
    expect(say('lab/torch:2.4', 'lab/torch:2.3')).toEqual([
      'The second is smaller by 111 MB (2 %).',
      'The second is older.',
    ]);
    expect(say('lab/torch:2.3', 'lab/torch:2.4')[1]).toBe('The second is newer.');
    expect(say('lab/torch:2.4', 'lab/torch:latest')).toEqual([]);
    expect(say('lab/torch:2.4', 'tools/pandoc:3.5')).toEqual(['The second is older.']);
  });
});

describe('what to compare with', () => {
  const names = (beside: string, typed: string) =>
    compareChoices(images, named(beside), typed).map(({ id }) => id.slice('r-12345678/'.length));
  it('is the other tags of the container first, the newest before, and never the image itself', () => {
    const found = names('lab/torch:2.3', '');
    expect(found.slice(0, 2).toSorted()).toEqual(['lab/torch:2.4', 'lab/torch:latest']);
    expect(found).not.toContain('lab/torch:2.3');
    expect(found).toHaveLength(images.length - 1);
  });
  it('is found by every word that is typed', () => expect(names('lab/torch:2.3', 'SAM 1.2')).toHaveLength(2));
  it('is no more than can be looked through', () => {
    const many = Array.from({ length: 300 }, (_, at) => ({ ...named('lab/jax:0.4.30'), id: `x${at}` as ImageId }));
    expect(compareChoices(many, null, '')).toHaveLength(40);
  });
});

it.each(images.map(({ id }) => id))('the comparison of %s has an address', (id) => {
  const other = images[0]?.id ?? id;
  const place = (there: string) => parseHash(hrefOf('containers', there)).id ?? '';
  expect(comparedIn(place(compareId(id, other)))).toEqual({ one: id, other });
  expect(comparedIn(place(compareId(id, null)))).toEqual({ one: id, other: null });
  expect(comparedIn(id)).toBeNull();
});

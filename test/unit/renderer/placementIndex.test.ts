import { describe, expect, it } from 'vitest';
import {
  cellFacts,
  endpointColumns,
  imagesInState,
  indexPlacements,
  placementAt,
  stateAt,
} from '../../../src-renderer/features/placement/placementIndex.ts';
import { fakeEndpoints, fakePlacements } from '../../fakes/fakeEndpoints.ts';
import { endpointIds } from '../../fakes/fakeIds.ts';
import { fakeImages, fakeRegistry } from '../../fakes/fakeImages.ts';
import { englishWords } from './englishWords.ts';

const now = new Date('2026-03-01T12:00:00Z');
const images = fakeImages(now);
const placements = fakePlacements(images, now);
const index = indexPlacements(placements);
const { endpoints } = fakeEndpoints(now);

const imageAt = (position: number) => {
  const image = images[position];
  if (!image) throw new Error(`no image ${position}`);
  return image;
};

describe('the placement matrix', () => {
  it('knows the state of each image at each endpoint, and what nobody has seen as not known', () => {
    expect(stateAt(placementAt(index, imageAt(0).id, endpointIds.sherlock))).toBe('onItsWay');
    expect(stateAt(placementAt(index, imageAt(1).id, endpointIds.sherlock))).toBe('upToDate');
    expect(stateAt(placementAt(index, imageAt(1).id, endpointIds.archive))).toBe('notKnown');
  });

  it("leaves out a registry's own endpoint and hidden ones, and puts those that hold something first", () => {
    const hidden = endpoints.map((one) => (one.id === endpointIds.eagle ? { ...one, isHidden: true } : one));
    const columns = endpointColumns(hidden, [fakeRegistry(now, 16)], placements, images);
    expect(columns.map(({ endpoint }) => endpoint.name)).toEqual([
      'My laptop',
      'Oak archive',
      'Sherlock scratch',
      'Open data archive',
    ]);
  });

  it('counts only the images that are shown', () => {
    const of = (shown: typeof images) =>
      endpointColumns(endpoints, [], placements, shown).find(({ endpoint }) => endpoint.id === endpointIds.laptop);
    expect(of(images)).toMatchObject({ upToDate: 4, older: 2 });
    expect(of(images.slice(0, 2))).toMatchObject({ upToDate: 2, older: 0 });
    expect(of([])).toMatchObject({ upToDate: 0, older: 0 });
  });

  it('names what a column lacks', () => {
    expect(imagesInState(images, endpointIds.laptop, index, ['older'])).toEqual([imageAt(2).id, imageAt(7).id]);
    expect(imagesInState(images, endpointIds.archive, index, ['notKnown'])).toHaveLength(images.length);
  });

  it('tells a cell with digest, time and path', () => {
    const facts = cellFacts(
      englishWords,
      imageAt(1),
      endpoints[1]!,
      placementAt(index, imageAt(1).id, endpointIds.sherlock),
    );
    expect(facts[0]).toBe('lab/torch:2.4 at Sherlock scratch: Up to date');
    expect(facts[1]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(facts[2]).toMatch(/^since .*2026/);
    expect(facts[3]).toMatch(/torch_2\.4\.sif$/);
    const changed = { ...placements[0]!, state: 'older' as const, digest: null };
    expect(cellFacts(englishWords, imageAt(1), endpoints[1]!, changed)[0]).toBe(
      'lab/torch:2.4 at Sherlock scratch: changed there by others',
    );
    expect(cellFacts(englishWords, imageAt(1), endpoints[5]!, null)).toEqual([
      'lab/torch:2.4 at Open data archive: Not known',
    ]);
  });
});

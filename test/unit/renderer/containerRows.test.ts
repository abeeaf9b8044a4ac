import { describe, expect, it } from 'vitest';
import {
  containerRows,
  filterRows,
  sortRows,
  subscriptionSourceFor,
} from '../../../src-renderer/features/containers/containerRows.ts';
import { placementsByImage, spellOut, summarize } from '../../../src-renderer/features/containers/placementSummary.ts';
import { recipeLines } from '../../../src-renderer/features/containers/recipeLines.ts';
import { endpointGroups } from '../../../src-renderer/features/settings/endpointGroups.ts';
import { registryUrlOf } from '../../../src-renderer/features/settings/registryAddress.ts';
import { progressToSay } from '../../../src-renderer/features/shell/progressToSay.ts';
import { createContainerViewStore } from '../../../src-renderer/stores/containerViewStore.ts';
import { fakeEndpoints, fakePlacements } from '../../fakes/fakeEndpoints.ts';
import { endpointIds } from '../../fakes/fakeIds.ts';
import { fakeImages, fakeRegistry } from '../../fakes/fakeImages.ts';
import { englishWords } from './englishWords.ts';

const now = new Date('2026-03-10T12:00:00Z');
const images = fakeImages(now);
const byImage = placementsByImage(fakePlacements(images, now));
const rows = containerRows(images, [fakeRegistry(now, images.length)], byImage);
const view = createContainerViewStore();
const found = (changes: Partial<ReturnType<typeof view.getState>>) =>
  filterRows(rows, { ...view.getState(), ...changes }).map((row) => `${row.name}:${row.image.tag ?? ''}`);

describe('finding images', () => {
  it('finds by name, tag and digest, every word', () => {
    expect(found({ search: 'TORCH 2.' })).toEqual(['lab/torch:2.4', 'lab/torch:2.3']);
    expect(found({ search: images[0]!.digest!.slice(7, 19) })).toEqual(['lab/alphafold:3.0']);
    expect(found({ search: 'torhc' })).toEqual([]);
  });
  it('narrows by what is ticked', () => {
    expect(found({ architectures: new Set(['arm64']) })).toEqual(['genomics/samtools:1.21']);
    expect(found({ containerCollections: new Set(['tools']) })).toHaveLength(3);
    expect(found({ endpoints: new Set([endpointIds.laptop]) })).toEqual([
      'lab/alphafold:3.0',
      'lab/torch:2.4',
      'lab/torch:latest',
      'lab/jax:0.4.30',
    ]);
  });
});

describe('sorting', () => {
  const tags = (isDescending: boolean) => sortRows(rows, { key: 'tag', isDescending }).map((row) => row.image.tag);
  it('counts numbers in tags as numbers', () => {
    const sorted = tags(false).filter((tag) => tag !== null && /^\d+\.\d+$/.test(tag));
    expect(sorted).toEqual(['1.10', '1.20', '1.21', '2.3', '2.4', '3.0', '3.5', '4.5']);
  });
  it('puts an unknown size below all others', () => {
    expect(sortRows(rows, { key: 'size', isDescending: true }).at(-1)?.image.sizeBytes).toBeNull();
  });
  it('turns round when the same header is pressed again', () => {
    const store = createContainerViewStore();
    store.sortBy('size');
    expect(store.getState().sort).toEqual({ key: 'size', isDescending: false });
    store.sortBy('size');
    expect(store.getState().sort).toEqual({ key: 'size', isDescending: true });
    store.sortBy('name');
    expect(store.getState().sort).toEqual({ key: 'name', isDescending: false });
  });
});

describe('where an image is', () => {
  it('says what moves first, then what is old, then what is there', () => {
    const [a, b, c, d] = Object.values(endpointIds);
    if (!a || !b || !c || !d) throw new Error('the fake has too few endpoints');
    const word = (...states: [typeof a, 'upToDate' | 'older' | 'notThere' | 'onItsWay' | 'notKnown'][]) =>
      summarize(englishWords, new Map(states)).word;
    expect(word([a, 'upToDate'], [b, 'onItsWay'], [c, 'older'])).toBe('on its way to 1');
    expect(word([a, 'upToDate'], [b, 'older'])).toBe('1 of 2 older');
    expect(word([a, 'upToDate'], [b, 'upToDate'], [c, 'notThere'])).toBe('at 2 endpoints');
    expect(word([a, 'notThere'], [b, 'notKnown'])).toBe('not sent yet');
    expect(word([a, 'notKnown'])).toBe('not known');
    expect(summarize(englishWords, undefined).word).toBe('not sent yet');
  });
  it('spells it out by endpoint', () => {
    const { endpoints } = fakeEndpoints(now);
    expect(spellOut(englishWords, byImage.get(images[2]!.id), endpoints)).toContain('My laptop: Older version');
  });
});

it('subscribes to the narrowest pattern that holds what was chosen', () => {
  const [alphafold, torch24, torch23] = images;
  expect(subscriptionSourceFor([torch24!, torch23!])).toMatchObject({
    containerCollection: 'lab',
    container: 'torch',
    tag: '*',
  });
  expect(subscriptionSourceFor([alphafold!, torch24!])).toMatchObject({ containerCollection: 'lab', container: '*' });
  expect(subscriptionSourceFor([alphafold!, images[5]!])).toMatchObject({ containerCollection: '*', container: '*' });
  expect(subscriptionSourceFor([])).toEqual({});
});

it('knows sections, headers and comments of a recipe', () => {
  const lines = recipeLines('Bootstrap: docker\nFrom: a:1\n%post\n  # why\n  run\n');
  expect(lines.map((line) => line.kind)).toEqual(['header', 'header', 'section', 'comment', 'text']);
  expect(lines[1]).toEqual({ number: 2, kind: 'header', key: 'From:', rest: ' a:1' });
});

it.each([
  ['containers.lab.edu', 'https://containers.lab.edu/'],
  ['https://lab.edu/shub', 'https://lab.edu/shub/'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['localhost', 'http://localhost/'],
  ['ftp://lab.edu', null],
  ['not an address', null],
  ['  ', null],
])('the address %s means %s', (typed, url) => expect(registryUrlOf(typed)).toBe(url));

it('shows each endpoint once, in the group people look for first', () => {
  const { endpoints } = fakeEndpoints(now);
  const twice = endpoints.map((endpoint) => ({ ...endpoint, relations: [...endpoint.relations, 'mine' as const] }));
  const groups = endpointGroups(englishWords, twice);
  expect(groups.map((group) => group.word)).toEqual(['Recently used', 'Mine']);
  expect(groups.flatMap((group) => group.endpoints)).toHaveLength(endpoints.length);
});

describe('what a screen reader hears of progress', () => {
  const running = (bytesDone: number, tasks = 1) => ({ tasks, bytesDone, bytesTotal: 100 });
  it('is each tenth once; how it ended is told with its name', () => {
    const heard: (string | null)[] = [];
    let said = { percent: 0, tasks: 0 };
    for (const each of [running(5), running(12), running(19), running(20), running(0, 0), running(0, 0)]) {
      const next = progressToSay(englishWords.t, said, each);
      heard.push(next.text);
      said = next.said;
    }
    expect(heard).toEqual([null, 'Sending 10 %', null, 'Sending 20 %', null, null]);
  });
});

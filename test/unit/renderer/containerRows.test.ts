import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containerPin } from '../../../src-main/contract/pins.ts';
import { groupedEntries, pinnedGroup } from '../../../src-renderer/features/containers/containerEntries.ts';
import { filterRows, sinceMsOf } from '../../../src-renderer/features/containers/containerFilter.ts';
import {
  containerRows,
  sortRows,
  subscriptionSourceFor,
} from '../../../src-renderer/features/containers/containerRows.ts';
import { placementsByImage, spellOut, summarize } from '../../../src-renderer/features/containers/placementSummary.ts';
import { recipeLines } from '../../../src-renderer/features/containers/recipeLines.ts';
import { mostlyAt } from '../../../src-renderer/features/containers/selectionFacts.ts';
import { endpointGroups } from '../../../src-renderer/features/settings/endpointGroups.ts';
import { registryUrlOf } from '../../../src-renderer/features/settings/registryAddress.ts';
import { progressToSay } from '../../../src-renderer/features/shell/progressToSay.ts';
import {
  type ContainerFilters,
  filtersFromQuery,
  filtersToQuery,
  isFiltered,
  noFilters,
  queryOfHash,
} from '../../../src-renderer/stores/containerFilters.ts';
import { createContainerViewStore } from '../../../src-renderer/stores/containerViewStore.ts';
import { type ContainerSort, sortKeys } from '../../../src-renderer/stores/keptContainerView.ts';
import { parseHash } from '../../../src-renderer/stores/routeStore.ts';
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
  filterRows(rows, { ...view.getState(), ...changes }, sinceMsOf(changes.newerThan ?? null, now)).map(
    (row) => `${row.name}:${row.image.tag ?? ''}`,
  );

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

describe('filters', () => {
  const filtered = (changes: Partial<ContainerFilters>) =>
    filterRows(rows, { ...noFilters, ...changes }, sinceMsOf(changes.newerThan ?? null, now)).map(
      (row) => `${row.name}:${row.image.tag ?? ''}`,
    );
  it('take one of several tags, and images without one by themselves', () => {
    expect(filtered({ tags: new Set(['2.4', '2.3']) })).toEqual(['lab/torch:2.4', 'lab/torch:2.3']);
    expect(filtered({ tags: new Set(['']) })).toEqual(['tools/hello-world:']);
  });
  it('take sizes from both ends, ends included, and none that is not known', () => {
    expect(filtered({ size: { fromBytes: 6_214_100_000, toBytes: null } })).toEqual([
      'lab/alphafold:3.0',
      'lab/torch:2.4',
      'lab/torch:latest',
    ]);
    expect(filtered({ size: { fromBytes: null, toBytes: 40_960 } })).toEqual(['tools/hello-world:']);
    expect(filtered({ size: { fromBytes: 0, toBytes: null } })).not.toContain('tools/pandoc:3.5');
  });
  it('take what is newer than some days or than a day, by the local clock', () => {
    expect(filtered({ newerThan: '1d' })).toEqual(['lab/alphafold:3.0', 'lab/torch:2.4', 'lab/torch:latest']);
    expect(filtered({ newerThan: '2026-03-10' })).toEqual(['lab/alphafold:3.0', 'lab/torch:2.4', 'lab/torch:latest']);
    expect(filtered({ newerThan: '2026-03-11' })).toEqual([]);
    expect(sinceMsOf('2026-03-10', now)).toBe(new Date(2026, 2, 10).getTime());
  });
  it('count all together', () => {
    expect(
      filtered({ containerCollections: new Set(['lab']), newerThan: '1d', tags: new Set(['2.4', '3.0']) }),
    ).toEqual(['lab/alphafold:3.0', 'lab/torch:2.4']);
  });
});

describe('filters in an address', () => {
  it('come back as they were', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const set = fc.uniqueArray(text, { maxLength: 4 }).map((values) => new Set(values));
    const bytes = fc.option(fc.nat(2 ** 40));
    const filters = fc.record({
      ...{ search: text, containerCollections: set, tags: set, architectures: set, registries: set, endpoints: set },
      size: fc.option(
        fc
          .record({ fromBytes: bytes, toBytes: bytes })
          .filter((size) => size.fromBytes !== null || size.toBytes !== null),
      ),
      newerThan: fc.constantFrom(null, '7d', '365d', '2026-03-01'),
    });
    fc.assert(
      fc.property(filters, (each) => {
        expect(filtersFromQuery(filtersToQuery(each))).toEqual(each);
      }),
    );
  });
  it('leave out what is no filter', () => {
    expect(filtersFromQuery('newer=soon&size=big&colour=red&size=-')).toEqual(noFilters);
    expect(filtersFromQuery('newer=2026-13-40').newerThan).toBeNull();
    expect(isFiltered(filtersFromQuery(''))).toBe(false);
    expect(isFiltered(filtersFromQuery('tag='))).toBe(true);
  });
  it('belong to the list alone', () => {
    expect(queryOfHash('#/containers?tag=2.4')).toBe('tag=2.4');
    expect(queryOfHash('#/containers')).toBeNull();
    expect(queryOfHash('#/chart?tag=2.4')).toBeNull();
    expect(parseHash('#/containers?tag=2.4')).toEqual({ page: 'containers', id: null });
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
  it('sorts by every column', () => {
    for (const key of sortKeys) {
      const up = sortRows(rows, { key, isDescending: false });
      expect(up).toHaveLength(rows.length);
      const ends = [up[0], sortRows(rows, { key, isDescending: true })[0]];
      if (key !== 'registry') expect(ends[0], key).not.toBe(ends[1]);
    }
    const there = (row: (typeof rows)[number] | undefined) =>
      [...(row?.placements?.values() ?? [])].filter((state) => state === 'upToDate').length;
    expect(there(sortRows(rows, { key: 'where', isDescending: true })[0])).toBe(Math.max(...rows.map(there)));
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

describe('what is pinned', () => {
  const pinned = new Set([images.at(-1)!.id, containerPin(images.find(({ container }) => container === 'samtools')!)]);
  const withPins = containerRows(images, [fakeRegistry(now, images.length)], byImage, pinned);
  const first = (sort: ContainerSort) =>
    sortRows(withPins, sort)
      .slice(0, 4)
      .map((row) => `${row.name}:${row.image.tag}`);
  it('stands before the others whatever they are sorted by', () => {
    const own = ['genomics/samtools:1.21', 'genomics/samtools:1.20', 'tools/pandoc:3.5'];
    expect(first({ key: 'name', isDescending: false })).toEqual([...own, 'genomics/bwa-mem2:2.2.1']);
    expect(first({ key: 'size', isDescending: true })).toEqual([...own, 'lab/alphafold:3.0']);
  });
  it('is a group of its own before the container collections', () => {
    const entries = groupedEntries(sortRows(withPins, { key: 'name', isDescending: false }), new Set());
    const groups = entries.flatMap((entry) =>
      entry.kind === 'group' ? [[entry.group.name, entry.group.rows.length]] : [],
    );
    expect(groups.slice(0, 2)).toEqual([
      [pinnedGroup, 3],
      ['genomics', 3],
    ]);
  });
});

describe('what a selection tells', () => {
  it('is the endpoints that have at least half of it, those with most first', () => {
    const [a, b, c] = Object.values(endpointIds);
    if (!a || !b || !c) throw new Error('the fake has too few endpoints');
    const row = (...there: [typeof a, 'upToDate' | 'older'][]) => ({ placements: new Map(there) });
    const chosen = [
      row([a, 'upToDate'], [b, 'upToDate'], [c, 'older']),
      row([b, 'upToDate'], [c, 'upToDate']),
      row([b, 'upToDate'], [a, 'upToDate']),
      { placements: undefined },
    ];
    expect(mostlyAt(chosen)).toEqual([
      { endpointId: b, count: 3 },
      { endpointId: a, count: 2 },
    ]);
    expect(mostlyAt([])).toEqual([]);
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

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Chart, ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import { noFilter, shownEndpoints } from '../../../src-renderer/features/chart/chartFilter.ts';
import { flowNodes, shownArrows } from '../../../src-renderer/features/chart/chartFlow.ts';
import { arrangeNodes } from '../../../src-renderer/features/chart/chartLayout.ts';
import {
  arrowView,
  endpointNodeState,
  registryState,
  stockOf,
} from '../../../src-renderer/features/chart/chartView.ts';
import { readPositions, writePositions } from '../../../src-renderer/features/chart/keptPositions.ts';
import { asNotKnown } from '../../../src-renderer/features/chart/staleChart.ts';
import { endpointIds, registryId } from '../../fakes/fakeIds.ts';
import { createFakeServices } from '../../fakes/fakeServices.ts';
import { englishWords } from './englishWords.ts';

const now = new Date('2026-03-01T12:00:00Z');
const services = createFakeServices({ now });
const chart: Chart = await services.chart();
const { images } = await services.containers.list({ refresh: false });
const placeOf = (id: string): ChartEndpoint => chart.endpoints.find(({ endpoint }) => endpoint.id === id)!;
const sherlock = placeOf(endpointIds.sherlock);
const eagle = placeOf(endpointIds.eagle);
const torch = images.find(({ container, tag }) => container === 'torch' && tag === '2.4')!;
const salmon = images.find(({ container }) => container === 'salmon')!;

const problem = (code: Problem['code'], facts: Problem['facts'] = {}): Problem => ({
  code,
  facts,
  at: now.toISOString(),
});
const arrow = (own: Partial<ChartArrow>): ChartArrow => ({
  id: 'a',
  registryId,
  endpointId: endpointIds.sherlock,
  subscriptions: [],
  running: null,
  problem: null,
  ...own,
});
const running = {
  activityIds: [],
  bytesDone: 64,
  bytesTotal: 100,
  bytesPerSecond: 210_000_000,
  filesDone: 3,
  filesTotal: 5,
} as const;
const at = (image: Image, endpointId: Placement['endpointId'], state: Placement['state']): Placement => ({
  imageId: image.id,
  endpointId,
  state,
  digest: null,
  path: null,
  since: null,
  verified: null,
});

describe('arrowView', () => {
  it('labels what runs with percent, rate and files', () => {
    expect(arrowView(englishWords, arrow({ running }))).toMatchObject({
      look: 'running',
      label: '64 % · 210 MB/s · 3 of 5',
    });
  });
  it('says queued before the first byte, and leaves out what is not known', () => {
    expect(arrowView(englishWords, arrow({ running: { ...running, bytesDone: 0, filesDone: 0 } })).label).toBe(
      'Queued · 0 of 5',
    );
    expect(arrowView(englishWords, arrow({ running: { ...running, bytesTotal: null, bytesPerSecond: 0 } })).label).toBe(
      '3 of 5',
    );
  });
  it('is dashed only when every subscription on it is paused', () => {
    const [{ id } = { id: null }] = chart.arrows.flatMap(({ subscriptions }) => subscriptions);
    const on = { id: id!, name: 'On', isPaused: false };
    const off = { id: id!, name: 'Off', isPaused: true };
    expect(arrowView(englishWords, arrow({ subscriptions: [off] })).look).toBe('paused');
    expect(arrowView(englishWords, arrow({ subscriptions: [on, off] })).look).toBe('subscription');
    expect(arrowView(englishWords, arrow({ subscriptions: [on, off] })).spoken).toBe('Subscribed: On, Off (paused)');
  });
  it('puts trouble above everything, and a missing consent apart from trouble', () => {
    expect(arrowView(englishWords, arrow({ running, problem: problem('endpoint.full') })).look).toBe('problem');
    expect(arrowView(englishWords, arrow({ problem: problem('consent.needed') }))).toMatchObject({
      look: 'waiting',
      label: 'Waiting for you',
    });
  });
  it('calls what goes on by itself waiting, in amber, not a problem', () => {
    const asleep = problem('endpoint.asleep', { endpointName: 'Cluster scratch' });
    expect(arrowView(englishWords, arrow({ problem: asleep }))).toEqual({
      look: 'held',
      label: 'Waiting',
      spoken: 'Waiting: Cluster scratch is asleep',
    });
    expect(endpointNodeState(englishWords, sherlock, [arrow({ problem: asleep })])).toEqual({
      tone: 'amber',
      icon: 'moon',
      word: 'Asleep: start Globus Connect',
    });
    expect(endpointNodeState(englishWords, sherlock, [arrow({ problem: problem('endpoint.trouble') })]).tone).toBe(
      'amber',
    );
  });
});

describe('the state of an endpoint', () => {
  it('names what is sent, else the trouble, else how the endpoint is', () => {
    expect(endpointNodeState(englishWords, sherlock, []).word).toBe('Online');
    expect(endpointNodeState(englishWords, sherlock, [arrow({ running })])).toMatchObject({
      word: 'Sending 64 %',
      tone: 'blue',
    });
    const full = problem('endpoint.full', { neededBytes: 6_200_000_000, folder: '/home/u/' });
    expect(endpointNodeState(englishWords, sherlock, [arrow({ running, problem: full })])).toMatchObject({
      tone: 'red',
      icon: 'triangle',
      word: 'No space: 6.2 GB needed in /home/u/',
    });
    expect(endpointNodeState(englishWords, eagle, []).word).toBe('Waiting for you: consent');
  });
});

describe('amber before, blue after', () => {
  it('looks at any image while none is chosen', () => {
    expect(stockOf(englishWords, sherlock, [], [])).toEqual({ isThere: true, word: '12 images · 41.0 GB' });
    expect(stockOf(englishWords, eagle, [], [])).toEqual({ isThere: false, word: 'Nothing sent yet' });
  });
  it('looks at the chosen one: only up to date counts, and only there', () => {
    const elsewhere = at(torch, endpointIds.oak, 'upToDate');
    expect(stockOf(englishWords, sherlock, [torch], [elsewhere])).toEqual({
      isThere: false,
      word: 'lab/torch:2.4 not sent yet',
    });
    expect(stockOf(englishWords, sherlock, [torch], [at(torch, endpointIds.sherlock, 'older')]).isThere).toBe(false);
    expect(stockOf(englishWords, sherlock, [torch], [at(torch, endpointIds.sherlock, 'upToDate')])).toEqual({
      isThere: true,
      word: 'Has lab/torch:2.4',
    });
  });
  it('wants all of several', () => {
    const one = [at(torch, endpointIds.sherlock, 'upToDate')];
    expect(stockOf(englishWords, sherlock, [torch, salmon], one)).toEqual({
      isThere: false,
      word: 'Has 1 of 2 chosen',
    });
    const both = [...one, at(salmon, endpointIds.sherlock, 'upToDate')];
    expect(stockOf(englishWords, sherlock, [torch, salmon], both).isThere).toBe(true);
  });
});

describe('registryState', () => {
  const [registry] = chart.registries;
  it('says how its folder is followed', () => {
    expect(registryState(englishWords, registry!).word).toBe('Watching folder');
    expect(registryState(englishWords, { ...registry!, folder: { ...registry!.folder, state: 'off' } }).word).toBe(
      'Following the registry',
    );
  });
  it('puts trouble first, and a missing Globus folder before watching', () => {
    expect(registryState(englishWords, { ...registry!, harbour: null }).tone).toBe('amber');
    expect(registryState(englishWords, { ...registry!, problem: problem('network.unreachable') }).tone).toBe('red');
  });
});

describe('the filter', () => {
  const names = (filter: Partial<typeof noFilter>, of: Chart = chart) =>
    shownEndpoints(of, { ...noFilter, ...filter }).map(({ endpoint }) => endpoint.name);

  it('finds by name and organisation, whatever the case', () => {
    expect(names({ text: 'STANFORD scratch' })).toEqual(['Sherlock scratch']);
    expect(names({ text: 'no such place' })).toEqual([]);
  });
  it('keeps to kinds, subscriptions and trouble', () => {
    expect(names({ kinds: ['personal'] })).toEqual(['My laptop']);
    expect(names({ onlySubscribed: true })).not.toContain('Open data archive');
    expect(names({ onlyTrouble: true })).toEqual(expect.arrayContaining(['Eagle project', 'Oak archive', 'My laptop']));
    expect(names({ onlyTrouble: true })).not.toContain('Sherlock scratch');
  });
  it('hides what the user hid, and a registry harbour that takes nothing', () => {
    const hidden = {
      ...chart,
      endpoints: [
        ...chart.endpoints.map((place) =>
          place === eagle ? { ...place, endpoint: { ...place.endpoint, isHidden: true } } : place,
        ),
        { endpoint: { ...sherlock.endpoint, id: endpointIds.registry, name: 'Harbour' }, imagesHere: 0, bytesHere: 0 },
      ],
    };
    expect(names({}, hidden)).not.toContain('Eagle project');
    expect(names({}, hidden)).not.toContain('Harbour');
    expect(names({ showsHidden: true }, hidden)).toContain('Eagle project');
  });
});

describe('nodes and arrows', () => {
  const places = arrangeNodes({
    registryIds: [registryId],
    endpointIds: chart.endpoints.map(({ endpoint }) => endpoint.id),
    kept: new Map(),
    longestArc: 5,
  });
  it('puts nodes in reading order with the registry first', () => {
    const nodes = flowNodes(chart.registries, chart.endpoints, chart.arrows, places);
    expect(nodes).toHaveLength(6);
    expect(nodes[0]?.id).toBe(registryId);
    const heights = nodes.slice(1).map(({ position }) => position.y);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
  });
  it('draws no arrow to a node that is not shown, and trouble last', () => {
    const shown = new Set<string>([registryId, endpointIds.sherlock, endpointIds.oak]);
    const arrows = shownArrows(chart.arrows, shown);
    expect(arrows.map(({ endpointId }) => endpointId)).toEqual([endpointIds.sherlock, endpointIds.oak]);
  });
});

describe('asNotKnown', () => {
  it('keeps the map and forgets how things are', () => {
    const stale = asNotKnown(chart);
    expect(stale.endpoints.map(({ endpoint }) => endpoint.state)).toEqual(chart.endpoints.map(() => 'notKnown'));
    expect(stale.arrows.every((one) => one.running === null && one.problem === null)).toBe(true);
    expect(stale.arrows.map(({ subscriptions }) => subscriptions)).toEqual(
      chart.arrows.map((one) => one.subscriptions),
    );
  });
});

describe('kept positions', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });
  it('come back', () => {
    writePositions(new Map([['a', { x: 1.5, y: -2 }]]));
    expect(readPositions().get('a')).toEqual({ x: 1.5, y: -2 });
  });
  it.each(['{', 'null', '[]', '{"a":{"x":"1","y":2},"b":{"x":1}}'])('are empty when storage holds %s', (text) => {
    localStorage.setItem('portolan.chart.positions', text);
    expect(readPositions().size).toBe(0);
  });
  it('are no error where storage is forbidden', () => {
    const forbidden = () => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden });
    expect(readPositions().size).toBe(0);
    expect(writePositions(new Map([['a', { x: 1, y: 1 }]]))).toBe(false);
  });
});

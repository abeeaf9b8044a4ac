import { afterEach, beforeEach, expect, test } from 'vitest';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { createSearchService, type SearchService } from '../../../src-main/lab/searchService.ts';
import { type LabService, startService } from '../../../src-main/lab/service.ts';
import type { LabWorld } from '../../../src-main/lab/world.ts';
import { type Call, createCaller } from '../../fakes/labTransfer.ts';
import { makeTestWorld, type TestWorld } from '../../fakes/labWorld.ts';

let lab: TestWorld;
let world: LabWorld;
let service: SearchService;
let listening: LabService;
const pace = { taskDelayMs: 1, slowAnswerMs: 1 };
const scope = (right: string) => `urn:globus:auth:scope:search.api.globus.org:${right}`;
const caller = (right: string): Call =>
  createCaller(
    () => world,
    () => listening.url,
    'search.api.globus.org',
    scope(right),
  );
const call = caller('all');

beforeEach(async () => {
  lab = await makeTestWorld();
  world = lab.world;
  service = createSearchService({ world, pace });
  listening = await startService(service.app);
});
afterEach(async () => {
  service.stop();
  await listening.stop();
  await lab.remove();
});

const newIndex = async (): Promise<string> =>
  (await call('POST', 'v1/index', { body: { display_name: 'Images', description: 'All images' } })).body.id;
const entry = (subject: string, content: object, more: object = {}) => ({
  subject,
  visible_to: ['public'],
  content,
  ...more,
});

async function done(taskId: string): Promise<{ state: string; message: string | null }> {
  const state = async () => (await call('GET', `v1/task/${taskId}`)).body.state;
  await expect.poll(state, { interval: 5 }).toMatch(/SUCCESS|FAILED/);
  return (await call('GET', `v1/task/${taskId}`)).body;
}

async function ingest(index: string, ...gmeta: object[]) {
  const body = { ingest_type: 'GMetaList', ingest_data: { gmeta } };
  const { body: accepted } = await call('POST', `v1/index/${index}/ingest`, { body });
  expect(accepted).toMatchObject({ acknowledged: true, task_id: expect.any(String) });
  return done(accepted.task_id);
}

const subjects = (body: { gmeta: { subject: string }[] }) => body.gmeta.map(({ subject }) => subject);
const query = async (index: string, body: object, as = labManager) =>
  (await call('POST', `v1/index/${index}/search`, { body, as })).body;

const images = [
  entry('img:torch', { name: 'torch', tags: ['gpu', 'ml'], sizeMb: 800, built: '2026-01-10', 'by.who': { lab: 'A' } }),
  entry('img:tensor', {
    name: 'tensor flow',
    tags: ['gpu'],
    sizeMb: 1200,
    built: '2026-02-11',
    'by.who': { lab: 'B' },
  }),
  entry('img:samtools', { name: 'samtools', tags: ['bio'], sizeMb: 90, built: '2025-12-01' }),
];

test('indices are created, listed, changed, closed and reopened; three are the most', async () => {
  const id = await newIndex();
  expect((await call('GET', `v1/index/${id}`)).body).toMatchObject({
    '@datatype': 'GSearchIndex',
    id,
    status: 'open',
    is_trial: true,
  });
  expect((await call('GET', 'v1/index_list')).body.index_list).toMatchObject([{ id, permissions: ['owner'] }]);
  expect((await call('GET', 'v1/index_list', { as: researcher })).body.index_list).toEqual([]);
  const renamed = await call('PATCH', `v1/index/${id}`, { body: { display_name: 'New name' } });
  expect(renamed.body).toMatchObject({ display_name: 'New name', description: 'All images' });
  const forbidden = await call('PATCH', `v1/index/${id}`, { body: { display_name: 'x' }, as: researcher });
  expect([forbidden.status, forbidden.body.code]).toEqual([403, 'Forbidden.Generic']);
  expect((await call('POST', `v1/index/${id}/reopen`)).body.code).toBe('Conflict.IncompatibleIndexStatus');
  expect((await call('DELETE', `v1/index/${id}`)).body).toEqual({ index_id: id, acknowledged: true });
  expect((await call('DELETE', `v1/index/${id}`)).status).toBe(409);
  expect((await call('GET', `v1/index/${id}/search?q=*`)).status).toBe(409);
  expect((await call('POST', `v1/index/${id}/reopen`)).body).toEqual({ index_id: id, acknowledged: true });
  await newIndex();
  await newIndex();
  const fourth = await call('POST', 'v1/index', { body: { display_name: 'x', description: '' } });
  expect([fourth.status, fourth.body.code]).toEqual([409, 'Conflict.LimitExceeded']);
  expect((await call('GET', `v1/index/${crypto.randomUUID()}/search?q=a`)).body.code).toBe('NotFound.NoSuchIndex');
});

test('ingest happens later and in order; the same subject and id replace', async () => {
  const id = await newIndex();
  const body = { ingest_type: 'GMetaEntry', ingest_data: entry('s', { a: 1 }) };
  const first = await call('POST', `v1/index/${id}/ingest`, { body });
  expect(first.status).toBe(200);
  expect(await done(first.body.task_id)).toMatchObject({
    state: 'SUCCESS',
    state_description: 'Task succeeded',
    index_id: id,
  });
  await ingest(id, entry('s', { a: 2 }), entry('s', { a: 3 }, { id: 'other' }));
  const { body: subject } = await call('GET', `v1/index/${id}/subject?subject=s`);
  expect(subject.entries).toMatchObject([
    { content: { a: 2 }, entry_id: null, matched_principal_sets: [] },
    { content: { a: 3 }, entry_id: 'other' },
  ]);
  expect((await call('GET', `v1/index/${id}`)).body).toMatchObject({ num_subjects: 1, num_entries: 2 });
  expect((await call('GET', `v1/index/${id}/entry?subject=s&entry_id=other`)).body.entries).toHaveLength(1);
  expect((await call('GET', `v1/task_list/${id}`)).body.tasks).toHaveLength(2);
  expect(await ingest(id, entry('t', { a: 'text now' }))).toMatchObject({
    state: 'FAILED',
    message: expect.stringContaining('"a"'),
  });
});

test.each([
  ['visible_to missing', { subject: 's', content: {} }, { visible_to: ['Missing data for required field.'] }],
  [
    'a stranger in visible_to',
    entry('s', {}, { visible_to: ['everybody'] }),
    { visible_to: { 0: ['Not a valid principal.'] } },
  ],
  ['no subject', { visible_to: ['public'], content: {} }, { subject: ['Missing data for required field.'] }],
])('ingest with %s is invalid', async (_what, ingest_data, messages) => {
  const id = await newIndex();
  const { status, body } = await call('POST', `v1/index/${id}/ingest`, {
    body: { ingest_type: 'GMetaEntry', ingest_data },
  });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    '@datatype': 'GError',
    '@version': '2017-09-01',
    code: 'BadRequest.ValidationError',
    error_data: { messages: { json: { ingest_data: messages } } },
  });
});

test('an entry is shown to those it names', async () => {
  const id = await newIndex();
  const urn = `urn:globus:auth:identity:${researcher.id}`;
  await ingest(
    id,
    entry('public', { x: 'x' }),
    entry('members', { x: 'x' }, { visible_to: ['all_authenticated_users'] }),
    entry('one', { x: 'x' }, { visible_to: [urn], principal_sets: { readers: [urn] } }),
  );
  const seenBy = async (ask: object) => subjects((await call('GET', `v1/index/${id}/search?q=x`, ask)).body).sort();
  expect(await seenBy({ authorization: null })).toEqual(['public']);
  expect(await seenBy({ as: labManager })).toEqual(['members', 'public']);
  expect(await seenBy({ as: researcher })).toEqual(['members', 'one', 'public']);
  expect((await call('GET', `v1/index/${id}/search?q=x`, { authorization: 'Bearer nonsense' })).status).toBe(401);
  const bypass = await call('GET', `v1/index/${id}/search?q=x&bypass_visible_to=true`);
  expect(subjects(bypass.body)).toHaveLength(3);
  const sets = await call('GET', `v1/index/${id}/subject?subject=one`, { as: researcher });
  expect(sets.body.entries[0].matched_principal_sets).toEqual(['readers']);
  expect((await call('GET', `v1/index/${id}/subject?subject=one`)).status).toBe(404);
});

test('queries by text, filters, facets and sort', async () => {
  const id = await newIndex();
  await ingest(id, ...images);
  const find = async (body: object) => subjects(await query(id, body)).sort();
  expect(await find({ q: 'torch' })).toEqual(['img:torch']);
  expect(await find({ q: 'gpu tensor' })).toEqual(['img:tensor']);
  expect(await find({ q: '"tensor flow"' })).toEqual(['img:tensor']);
  expect(await find({ q: '*' })).toHaveLength(3);
  expect(await find({ q: 'tags:gpu AND NOT name:torch', advanced: true })).toEqual(['img:tensor']);
  expect(await find({ q: '(torch OR sam*) -gpu', advanced: true })).toEqual(['img:samtools']);
  const filtered = (...filters: object[]) => find({ q: '', filters });
  expect(await filtered({ type: 'match_all', field_name: 'tags', values: ['gpu', 'ml'] })).toEqual(['img:torch']);
  expect(await filtered({ type: 'match_any', field_name: 'tags', values: ['bio', 'ml'] })).toEqual([
    'img:samtools',
    'img:torch',
  ]);
  expect(await filtered({ type: 'range', field_name: 'sizeMb', values: [{ from: 100, to: 1000 }] })).toEqual([
    'img:torch',
  ]);
  expect(
    await filtered({ type: 'range', field_name: 'built', values: [{ gte: '2026-01-01', lt: '2026-02-01' }] }),
  ).toEqual(['img:torch']);
  expect(await filtered({ type: 'exists', field_name: 'by\\.who.lab' })).toEqual(['img:tensor', 'img:torch']);
  expect(await filtered({ type: 'like', field_name: 'name', value: 'sam*' })).toEqual(['img:samtools']);
  const isGpu = { type: 'match_any', field_name: 'tags', values: ['gpu'] };
  expect(await filtered({ type: 'not', filter: isGpu })).toEqual(['img:samtools']);
  const isB = { type: 'match_any', field_name: 'by\\.who.lab', values: ['B'] };
  expect(await filtered({ type: 'and', filters: [isGpu, isB] })).toEqual(['img:tensor']);
  expect(await filtered({ type: 'or', filters: [isB, { type: 'not', filter: isGpu }] })).toEqual([
    'img:samtools',
    'img:tensor',
  ]);
  const sorted = await query(id, { q: '*', sort: [{ field_name: 'sizeMb', order: 'desc' }] });
  expect(subjects(sorted)).toEqual(['img:tensor', 'img:torch', 'img:samtools']);
  const { facet_results } = await query(id, {
    q: '*',
    limit: 0,
    facets: [
      { name: 'tags', type: 'terms', field_name: 'tags' },
      { name: 'bytes', type: 'sum', field_name: 'sizeMb' },
      { name: 'months', type: 'date_histogram', field_name: 'built', date_interval: 'month' },
      {
        name: 'sizes',
        type: 'numeric_histogram',
        field_name: 'sizeMb',
        size: 2,
        histogram_range: { low: 0, high: 2000 },
      },
    ],
  });
  expect(facet_results).toMatchObject([
    {
      '@datatype': 'GFacetResult',
      name: 'tags',
      buckets: [{ '@datatype': 'GBucket', value: 'gpu', count: 2 }, { value: 'bio' }, { value: 'ml' }],
    },
    { name: 'bytes', value: 2090 },
    { name: 'months', buckets: [{ value: '2025-12-01T00:00:00.000Z', count: 1 }, { count: 1 }, { count: 1 }] },
    { name: 'sizes', buckets: [{ value: { from: 0, to: 1000 }, count: 2 }, { count: 1 }] },
  ]);
  expect(
    (await call('POST', `v1/index/${id}/search`, { body: { q: 'x', filters: [{ type: 'geo_shape' }] } })).status,
  ).toBe(400);
  expect((await call('GET', `v1/index/${id}/search`)).status).toBe(400);
});

test('pages by offset, and by scroll to the end', async () => {
  const id = await newIndex();
  await ingest(id, ...Array.from({ length: 25 }, (_, place) => entry(`s${place}`, { place })));
  const page = (await call('GET', `v1/index/${id}/search?q=*&limit=10&offset=20&advanced=False`)).body;
  expect(page).toMatchObject({ '@datatype': 'GSearchResult', count: 5, total: 25, offset: 20, has_next_page: false });
  expect((await call('GET', `v1/index/${id}/search?q=*`)).body).toMatchObject({ count: 10, has_next_page: true });
  expect((await call('GET', `v1/index/${id}/search?q=*&limit=10&offset=9995`)).status).toBe(400);
  const seen = new Set<string>();
  let marker: string | null = null;
  do {
    const { body } = await call('POST', `v1/index/${id}/scroll`, {
      body: { q: '*', limit: 10, ...(marker === null ? {} : { marker }) },
    });
    for (const subject of subjects(body)) seen.add(subject);
    marker = body.marker;
  } while (marker !== null);
  expect(seen.size).toBe(25);
});

test('subjects and entries are removed by name, in batches and by query', async () => {
  const id = await newIndex();
  await ingest(id, ...images, entry('img:torch', { name: 'second' }, { id: 'two' }));
  const left = async () => subjects(await query(id, { q: '*' })).sort();
  const one = await call('DELETE', `v1/index/${id}/entry?subject=img:torch&entry_id=two`);
  await done(one.body.task_id);
  expect((await call('GET', `v1/index/${id}/subject?subject=img:torch`)).body.entries).toHaveLength(1);
  await done((await call('DELETE', `v1/index/${id}/subject?subject=img:torch`)).body.task_id);
  expect(await left()).toEqual(['img:samtools', 'img:tensor']);
  await done((await call('POST', `v1/index/${id}/delete_by_query`, { body: { q: 'gpu' } })).body.task_id);
  expect(await left()).toEqual(['img:samtools']);
  const batch = await call('POST', `v1/index/${id}/batch_delete_by_subject`, {
    body: { subjects: ['img:samtools', 'gone'] },
  });
  expect(await done(batch.body.task_id)).toMatchObject({ state: 'SUCCESS' });
  expect(await left()).toEqual([]);
});

test('roles let others write; tokens do what their scopes say', async () => {
  const id = await newIndex();
  const role = { role_name: 'writer', principal: `urn:globus:auth:identity:${researcher.id}` };
  const body = { ingest_type: 'GMetaEntry', ingest_data: entry('s', { a: 1 }) };
  const asResearcher = () => call('POST', `v1/index/${id}/ingest`, { body, as: researcher });
  expect((await asResearcher()).status).toBe(403);
  const added = await call('POST', `v1/index/${id}/role`, { body: role });
  expect(added.body).toMatchObject({ ...role, index_id: id, principal_type: 'identity' });
  expect((await asResearcher()).status).toBe(200);
  expect((await call('GET', `v1/index/${id}/role_list`)).body.role_list).toHaveLength(2);
  expect((await call('POST', `v1/index/${id}/role`, { body: role, as: researcher })).status).toBe(403);
  const removed = await call('DELETE', `v1/index/${id}/role/${added.body.id}`);
  expect(removed.body).toMatchObject({ success: true, deleted: { id: added.body.id } });
  expect((await asResearcher()).status).toBe(403);
  expect((await caller('ingest')('POST', `v1/index/${id}/ingest`, { body })).status).toBe(200);
  expect((await caller('search')('POST', `v1/index/${id}/ingest`, { body })).status).toBe(403);
  expect((await caller('ingest')('GET', `v1/index/${id}/search?q=a`)).status).toBe(403);
});

async function restart(taskDelayMs: number): Promise<void> {
  service.stop();
  await listening.stop();
  const restored: unknown = JSON.parse(JSON.stringify(service.snapshot()));
  world = lab.reopened();
  service = createSearchService({ world, pace: { ...pace, taskDelayMs }, restored });
  listening = await startService(service.app);
}

test('indices, entries and unfinished tasks survive a restart', async () => {
  const id = await newIndex();
  await ingest(id, ...images);
  await restart(60_000);
  const { body: late } = await call('POST', `v1/index/${id}/ingest`, {
    body: { ingest_type: 'GMetaEntry', ingest_data: entry('late', { name: 'late' }) },
  });
  expect((await call('GET', `v1/task/${late.task_id}`)).body.state).toBe('PENDING');
  await restart(1);
  expect(await done(late.task_id)).toMatchObject({ state: 'SUCCESS' });
  expect(subjects(await query(id, { q: '*' }))).toHaveLength(4);
});

test('faults answer in the shape of this service', async () => {
  world.faults.switch({ name: 'rate-limit', isOn: true });
  const limited = await call('GET', 'v1/index_list');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
  expect(limited.body).toMatchObject({ '@datatype': 'GError', status: 429 });
});

import { search as sdk } from '@globus/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { labManager } from '../../src-main/lab/people.ts';
import { createSearchService, type SearchService } from '../../src-main/lab/searchService.ts';
import { type LabService, startService } from '../../src-main/lab/service.ts';
import { tokenFor } from '../fakes/labTransfer.ts';
import { makeTestWorld, type TestWorld } from '../fakes/labWorld.ts';

/** The official JavaScript SDK against the lab's Globus Search. */
let lab: TestWorld;
let service: SearchService;
let listening: LabService;
let headers: { Authorization: string };
beforeAll(async () => {
  lab = await makeTestWorld();
  service = createSearchService({ world: lab.world, pace: { taskDelayMs: 1 } });
  listening = await startService(service.app);
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_SEARCH', listening.url.replace(/\/$/, ''));
  const scope = 'urn:globus:auth:scope:search.api.globus.org:all';
  headers = { Authorization: `Bearer ${tokenFor(lab.world, 'search.api.globus.org', scope, labManager)}` };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  service.stop();
  await listening.stop();
  await lab.remove();
});

test('an index from its creation to its end', async () => {
  const created: unknown = await (
    await sdk.index.create({ payload: { display_name: 'Images', description: 'All' }, headers })
  ).json();
  const { id } = created as { id: string };
  expect(created).toMatchObject({ '@datatype': 'GSearchIndex', status: 'open' });
  expect(await (await sdk.index.get(id, { headers })).json()).toMatchObject({ id });
  expect(await (await sdk.index.getAll({ headers })).json()).toMatchObject({
    index_list: [{ id, permissions: ['owner'] }],
  });
  const document = { subject: 'img:a', visible_to: ['public'], content: { name: 'torch', tag: 'gpu' } };
  // Its declared type wants one text for visible_to; the service wants a list.
  type Ingest = Parameters<typeof sdk.index.ingest>[1];
  const ingest: object = { payload: { ingest_type: 'GMetaEntry', ingest_data: document }, headers };
  expect(await (await sdk.index.ingest(id, ingest as Ingest)).json()).toMatchObject({ acknowledged: true });
  const count = async () => (await (await sdk.query.get(id, { query: { q: 'torch' } })).json()).count;
  await expect.poll(count).toBe(1);
  const posted = await sdk.query.post(id, {
    payload: {
      q: '*',
      filters: [{ type: 'match_all', field_name: 'tag', values: ['gpu'] }],
      facets: [{ name: 'tags', type: 'terms', field_name: 'tag' }],
    },
  });
  expect(await posted.json()).toMatchObject({
    total: 1,
    facet_results: [{ name: 'tags', buckets: [{ value: 'gpu', count: 1 }] }],
  });
  const subject = await sdk.subject.get(id, { query: { subject: 'img:a' }, headers });
  expect(await subject.json()).toMatchObject({ subject: 'img:a' });
  expect((await sdk.entry.get(id, { query: { subject: 'img:a' }, headers })).status).toBe(200);
  expect(await (await sdk.index.roles.getAll(id, { headers })).json()).toMatchObject({
    role_list: [{ role_name: 'owner' }],
  });
  expect(await (await sdk.index.remove(id, { headers })).json()).toEqual({ index_id: id, acknowledged: true });
  expect(await (await sdk.index.reopen(id, { headers })).json()).toEqual({ index_id: id, acknowledged: true });
});

import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { FaultSwitches } from '../../../src-main/lab/faultSwitches.ts';
import { LabClock } from '../../../src-main/lab/labClock.ts';
import { labManager, labPeople, researcher } from '../../../src-main/lab/people.ts';
import { createRegistryApp } from '../../../src-main/lab/registryApp.ts';
import { hmacHour } from '../../../src-main/lab/registryCaller.ts';
import { createRegistryStore, practicePassword } from '../../../src-main/lab/registryStore.ts';

const origin = 'http://127.0.0.1:7777';
const clock = new LabClock();
let store: ReturnType<typeof createRegistryStore>;
let registry: ReturnType<typeof createRegistryApp>;
let saves: number;

beforeEach(() => {
  saves = 0;
  store = createRegistryStore({
    clock,
    people: labPeople,
    changed: () => {
      saves += 1;
    },
  });
  registry = createRegistryApp({
    store,
    clock,
    faults: new FaultSwitches(),
    imagesDir: '/nowhere',
    personOf: (token) => ({ 'sign-in-1': labManager, 'sign-in-2': researcher })[token],
    issuer: () => 'http://127.0.0.1:7778',
    origin: () => origin,
    log: () => {},
  });
  const add = (name: string, isPrivate: boolean, owners: number[]) =>
    store.addCollection({ name, isPrivate, owners, contributors: [], stars: 0 });
  for (const inside of [add('open', false, [1]), add('closed', true, [1])])
    store.addImage({
      collectionId: inside.id,
      name: 'thing',
      tag: 'v1',
      version: `sha256.${'a'.repeat(64)}`,
      isFrozen: false,
      metadata: {},
      labels: {},
      relativePath: `${inside.name}/thing:v1@${'b'.repeat(32)}.sif`,
      sizeBytes: 1,
      md5: 'b'.repeat(32),
      sha256: 'a'.repeat(64),
      store: 'both',
    });
});

const get = async (path: string, authorization?: string, more: Record<string, string> = {}) =>
  registry.app.fetch(
    new Request(origin + path, { headers: { ...(authorization === undefined ? {} : { authorization }), ...more } }),
  );
const status = async (path: string, authorization?: string) => (await get(path, authorization)).status;

function signature(kind: string, token: string, username: string, hour = hmacHour(clock.now())): string {
  const payload = `${kind}|closed|${hour}|thing|v1|`;
  const hex = createHmac('sha256', token).update(payload).digest('hex');
  const coded = Buffer.from(username).toString('base64');
  return `SREGISTRY-HMAC-SHA256 Credential=${kind}/${coded}/${hour},Signature=${hex}`;
}

describe('who is let in', () => {
  const detail = '/api/container/closed/thing:v1';

  it('knows a person who signed in, on both kinds of view', async () => {
    expect(await (await get('/v1/', 'Bearer sign-in-1')).json()).toMatchObject({ user: 'manager' });
    expect(await status('/v1/token-status', 'Bearer sign-in-1')).toBe(200);
    expect(await status('/v1/token-status', 'Bearer sign-in-9')).toBe(404);
    const entity: { data: { name: string } } = await (await get('/v1/entities', 'Bearer sign-in-2')).json();
    expect(entity.data.name).toBe('researcher');
  });

  it('shows a private image to owners who signed in or sign, to nobody else', async () => {
    expect(await status(detail, 'Bearer sign-in-1')).toBe(200);
    expect(await status(detail, 'Bearer sign-in-2')).toBe(403);
    expect(await status(detail)).toBe(403);
    expect(await status(detail, `Token ${labManager.registryToken}`)).toBe(500);
    expect(await status(detail, signature('pull', labManager.registryToken, 'manager'))).toBe(200);
    expect(await status(detail, signature('pull', researcher.registryToken, 'researcher'))).toBe(403);
    expect(await status('/v1/images/x/closed/thing:v1', `Bearer ${labManager.registryToken}`)).toBe(200);
    expect(await status('/v1/images/x/closed/thing:v1', 'Bearer sign-in-2')).toBe(404);
    expect(await status('/v1/imagefile/x/closed/thing:v1')).toBe(404);
  });

  it('answers the number 400 to a signature of another hour, kind or key', async () => {
    const lastHour = hmacHour(clock.now() - 3_600_000);
    for (const wrong of [
      signature('pull', labManager.registryToken, 'manager', lastHour),
      signature('push', labManager.registryToken, 'manager'),
      signature('pull', researcher.registryToken, 'manager'),
    ]) {
      const response = await get(detail, wrong);
      expect([response.status, await response.json()]).toEqual([200, 400]);
    }
  });

  it('lists no private image to anybody', async () => {
    for (const authorization of [undefined, `Token ${labManager.registryToken}`, 'Bearer sign-in-1']) {
      const list: { results: { collection: string }[] } = await (await get('/api/containers/', authorization)).json();
      expect(list.results.map(({ collection }) => collection)).toEqual(['open']);
    }
  });

  it('gives a token for the password, as JSON or as a form', async () => {
    const ask = (body: string, type: string) =>
      registry.app.fetch(
        new Request(`${origin}/api/api-token-auth/`, { method: 'POST', body, headers: { 'content-type': type } }),
      );
    const fields = { username: 'researcher', password: practicePassword };
    for (const response of [
      await ask(JSON.stringify(fields), 'application/json'),
      await ask(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'),
    ])
      expect(await response.json()).toEqual({ token: researcher.registryToken });
    expect((await ask('{', 'application/json')).status).toBe(400);
    expect(await (await ask('{}', 'application/json')).json()).toEqual({
      username: ['This field is required.'],
      password: ['This field is required.'],
    });
  });
});

describe('odd requests', () => {
  it('answers paths that name nothing with pages', async () => {
    for (const path of ['/%', '/images/%2e%2e/%2e%2e/etc/passwd', '/images/none.sif', '/v1/nope', '/containers/77'])
      expect([path, await status(path)]).toEqual([path, 404]);
  });

  it('sends readers of pages a page, and refuses what it cannot write', async () => {
    const page = await get('/api/containers/', undefined, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await get('/v1/', undefined, { accept: 'text/html' })).status).toBe(406);
    expect((await get('/v1/', undefined, { accept: 'application/json;q=0.9' })).status).toBe(200);
  });

  it('moves a row and its times when the database saves it, so that ids and order mean nothing', async () => {
    const [first, second] = store.images();
    const savedBefore = saves;
    store.noteDownload(first?.id ?? 0);
    expect(store.images().map(({ id }) => id)).toEqual([second?.id, first?.id]);
    expect(store.containerCollections().map(({ name }) => name)).toEqual(['closed', 'open']);
    expect(saves).toBeGreaterThan(savedBefore);
  });

  it('makes a passing tag for a push that asks for a hash it has not seen, once', async () => {
    const path = `/v1/images/manager/open/new:sha256.${'c'.repeat(64)}`;
    expect(await status(path)).toBe(403);
    expect(await status(path, `Bearer ${researcher.registryToken}`)).toBe(403);
    await get(path, `Bearer ${labManager.registryToken}`);
    await get(path, `Bearer ${labManager.registryToken}`);
    expect(store.images().map(({ tag }) => tag.slice(0, 6))).toEqual(['v1', 'v1', 'DUMMY-']);
  });
});

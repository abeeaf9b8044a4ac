import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type EndpointId, endpointIdSchema, type RegistryId } from '../../../src-main/contract/ids.ts';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';
import { type BenchContext, nowMs, rounded, type ScenarioResult, until } from '../tools/bench.ts';
import { type Stage, seededImages, startStage } from '../tools/stage.ts';
import { startCountingProxy } from '../tools/transferProxy.ts';

/** The app's time passes this much faster than real time: an hour in 15 s. */
const hurry = 240;
const hourMs = 3_600_000 / hurry;
const hours = 4;
const subscriptionCount = 50;

/** Two more places beside the seeded three that take images: personal endpoints of the lab manager. */
async function makeEndpoints(stage: Stage): Promise<EndpointId[]> {
  const { info, lab } = stage;
  const { id, secret } = info.clients.confidential;
  const tokens = await fetch(new URL('v2/oauth2/token', info.auth), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'urn:globus:auth:scope:transfer.api.globus.org:all',
    }),
  });
  const { access_token } = (await tokens.json()) as { access_token: string };
  const made: EndpointId[] = [];
  for (const name of ['Bench one', 'Bench two']) {
    const answer = await fetch(new URL('v0.10/endpoint', info.transfer), {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ DATA_TYPE: 'endpoint', display_name: name, is_globus_connect: true }),
    });
    const endpointId = endpointIdSchema.parse(((await answer.json()) as { id: string }).id);
    await lab.wake(endpointId);
    made.push(endpointId);
  }
  return made;
}

function subscribe(stage: Stage, endpointId: EndpointId, source: { registryId: RegistryId } & Record<string, string>) {
  const request = createSubscriptionSchema.parse({
    name: `${source.container ?? 'all'} ${source.tag ?? ''}`,
    source,
    destinations: [{ endpointId, folder: '/~/bench/' }],
  });
  return stage.app.call('subscriptions', 'create', request);
}

/** Hours of the app until a file that somebody removed at a seeded endpoint is there again; null: never. */
async function hoursUntilBack(stage: Stage, endpointId: EndpointId): Promise<number | null> {
  const placements = await stage.app.call('activity', 'placements', null);
  const placed = placements.find((one) => one.endpointId === endpointId && one.path?.startsWith('/~/bench/'));
  const root = stage.info.endpoints.find(({ id }) => id === endpointId)?.root;
  if (placed?.path == null || root === undefined) throw new Error('nothing lies there');
  const file = [placed.path.slice(2), placed.path.slice(1)].map((path) => join(root, path)).find(existsSync);
  if (file === undefined) throw new Error(`${placed.path} is not at ${root}`);
  rmSync(file);
  const startMs = nowMs();
  const isBack = await until('the removed file is back', () => existsSync(file), {
    everyMs: 100,
    forMs: 6 * hourMs,
  }).then(
    () => true,
    () => false,
  );
  return isBack ? rounded((nowMs() - startMs) / hourMs, 1) : null;
}

/** 50 subscriptions to 5 endpoints with everything delivered: what the app asks of the services in an hour. */
export async function idleHours(context: BenchContext): Promise<ScenarioResult> {
  const stage = await startStage(context, { hurry });
  const { app, transfer, info } = stage;
  // The same registry as one on another machine: no folder of it here, so it is asked for its list.
  const elsewhere = await startCountingProxy(info.registry.url);
  const seeded = [labEndpointIds.partnerShare, labEndpointIds.scratch, labEndpointIds.laptop];
  const places = [...seeded.map((id) => endpointIdSchema.parse(id)), ...(await makeEndpoints(stage))];
  for (const id of places) await app.call('endpoints', 'add', id);
  const registryId = await stage.connect();
  const polled = await app.call('registries', 'add', { url: elsewhere.url, name: 'elsewhere' });
  const listed = async () => (await app.call('containers', 'list', { refresh: false })).images;
  const ofFolder = async () =>
    (await listed()).filter((image) => image.registryId === registryId && image.relativePath !== null);
  await until('the folder is read', async () => (await ofFolder()).length >= seededImages, { everyMs: 50 });
  const small = (await ofFolder()).filter(({ sizeBytes }) => (sizeBytes ?? 0) < 2e6);
  for (let at = 0; at < subscriptionCount; at += 1) {
    const image = small[at % small.length];
    const endpointId = places[at % places.length];
    if (image === undefined || endpointId === undefined) throw new Error('no images to subscribe to');
    const { containerCollection, container, tag } = image;
    await subscribe(stage, endpointId, { registryId, containerCollection, container, tag: tag ?? '*' });
  }
  const [firstPlace] = places;
  if (firstPlace) await subscribe(stage, firstPlace, { registryId: polled.id, container: 'not-there-yet' });
  const isQuiet = async () => {
    const { total } = await app.call('activity', 'list', { tab: 'now', limit: 1, offset: 0 });
    const all = await app.call('subscriptions', 'list');
    return (
      total === 0 &&
      all
        .filter(({ source }) => source.registryId === registryId)
        .every(({ counts }) => counts.upToDate > 0 && counts.onTheirWay === 0)
    );
  };
  await until('everything is delivered', isQuiet, { everyMs: 200 }).catch(async (error: Error) => {
    const stuck = (await app.call('subscriptions', 'list')).filter(({ counts }) => counts.upToDate === 0);
    throw new Error(`${error.message}: ${JSON.stringify(stuck[0])}`);
  });
  await wait(hourMs);
  const startMs = nowMs();
  await wait(hours * hourMs);
  const ofWatched = stage.registry.countSince(startMs);
  const [ofTransfer, ofRegistry] = [transfer.countSince(startMs), elsewhere.countSince(startMs)];
  const all = await app.call('subscriptions', 'list');
  const troubled = all.filter(({ state }) => state !== 'running').length;
  const foundAfterHours = firstPlace === undefined ? null : await hoursUntilBack(stage, firstPlace);
  await elsewhere.stop();
  await stage.stop();
  const figures = {
    transferPerHour: rounded(ofTransfer.total / hours, 1),
    registryPerHour: rounded(Math.max(ofRegistry.total, ofWatched.total) / hours, 1),
  };
  return {
    figures,
    goals: [
      { figure: 'Transfer requests per idle hour', value: figures.transferPerHour, mustReach: 10 },
      { figure: 'registry requests per idle hour', value: figures.registryPerHour, mustReach: 12 },
    ],
    raw: {
      ...{ hours, subscriptions: all.length, endpoints: places.length, images: small.length },
      watchedRegistryKinds: ofWatched.kinds,
      ...{ transferKinds: ofTransfer.kinds, polledRegistryKinds: ofRegistry.kinds },
      removedByHandIsBackAfterHours: foundAfterHours,
    },
    baseline: { hurriedBy: hurry },
    wrong: [
      ...(troubled > 0 ? [`${troubled} subscriptions do not run`] : []),
      ...(foundAfterHours === null ? ['a file removed at an endpoint was not brought again'] : []),
    ],
    notes: [
      `the whole app with its clock ${hurry} times as fast, against the real lab (${info.registry.url}): ${hours} hours`,
      `a file removed at an endpoint by hand was there again after ${foundAfterHours} hours of the app`,
      'one registry is watched by its folder, the same one is polled as if it were on another machine; the lab keeps real time',
    ],
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { type EndpointId, endpointIdSchema } from '../../../src-main/contract/ids.ts';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';
import { type BenchContext, nowMs, rounded, type ScenarioResult, until } from '../tools/bench.ts';
import { type Stage, startStage } from '../tools/stage.ts';

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

/** 50 subscriptions to 5 endpoints with everything delivered: what the app asks of the services in an hour. */
export async function idleHours(context: BenchContext): Promise<ScenarioResult> {
  const stage = await startStage(context, { hurry });
  const { app, transfer, registry, info } = stage;
  const seeded = [labEndpointIds.partnerShare, labEndpointIds.scratch, labEndpointIds.laptop];
  const places = [...seeded.map((id) => endpointIdSchema.parse(id)), ...(await makeEndpoints(stage))];
  const registryId = await stage.connect({ hasFolder: false });
  const isRead = async () => (await app.call('containers', 'list', { refresh: false })).images.length > 0;
  await until('the registry is read', isRead, { everyMs: 50 });
  const { images } = await app.call('containers', 'list', { refresh: false });
  const small = images.filter(({ relativePath, sizeBytes }) => relativePath !== null && (sizeBytes ?? 0) < 2e6);
  for (let at = 0; at < subscriptionCount; at += 1) {
    const image = small[at % small.length];
    const endpointId = places[at % places.length];
    if (image === undefined || endpointId === undefined) throw new Error('no images to subscribe to');
    const { containerCollection, container, tag } = image;
    const request = createSubscriptionSchema.parse({
      name: `bench ${at}`,
      source: { registryId, containerCollection, container, tag: tag ?? '*' },
      destinations: [{ endpointId, folder: '/~/bench/' }],
    });
    await app.call('subscriptions', 'create', request);
  }
  const isQuiet = async () => {
    const { total } = await app.call('activity', 'list', { tab: 'now', limit: 1, offset: 0 });
    const all = await app.call('subscriptions', 'list');
    return total === 0 && all.every(({ counts }) => counts.upToDate > 0 && counts.onTheirWay === 0);
  };
  await until('everything is delivered', isQuiet, { everyMs: 200 });
  await wait(hourMs);
  const startMs = nowMs();
  await wait(hours * hourMs);
  const [ofTransfer, ofRegistry] = [transfer.countSince(startMs), registry.countSince(startMs)];
  const all = await app.call('subscriptions', 'list');
  const troubled = all.filter(({ state }) => state !== 'running').length;
  await stage.stop();
  const figures = {
    transferPerHour: rounded(ofTransfer.total / hours, 1),
    registryPerHour: rounded(ofRegistry.total / hours, 1),
  };
  return {
    figures,
    goals: [
      { figure: 'Transfer requests per idle hour', value: figures.transferPerHour, mustReach: 10 },
      { figure: 'registry requests per idle hour', value: figures.registryPerHour, mustReach: 12 },
    ],
    raw: {
      ...{ hours, subscriptions: all.length, endpoints: places.length, images: small.length },
      ...{ transferKinds: ofTransfer.kinds, registryKinds: ofRegistry.kinds },
    },
    baseline: { hurriedBy: hurry },
    wrong: troubled > 0 ? [`${troubled} subscriptions do not run`] : [],
    notes: [
      `the whole app with its clock ${hurry} times as fast, against the real lab (${info.registry.url}): ${hours} hours`,
      'the registry is polled, as one on another machine; the lab itself keeps real time',
    ],
  };
}

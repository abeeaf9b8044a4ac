import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppErrorCode } from '../../../src-main/contract/errors.ts';
import type { LabFaultName } from '../../../src-main/contract/lab.ts';
import { type AppBench, eventually, patience, places, startAppBench } from './appBench.ts';

let bench: AppBench;
beforeAll(async () => {
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
  await bench.connect();
  await bench.subscribe(places.partnerShare, { containerCollection: 'tools' });
  await vi.waitFor(
    async () => expect((await bench.services().subscriptions.list())[0]?.counts.upToDate).toBe(5),
    patience,
  );
  await bench.services().endpoints.list({ refresh: true });
});
afterEach(() => bench.lab.reset());
afterAll(() => bench.stop());

async function listening(answer: (path: string) => { status?: number; type?: string; body: string }): Promise<Server> {
  const server = createServer((request, response) => {
    const { status = 200, type = 'text/html', body } = answer(request.url ?? '/');
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const closed = async (server: Server): Promise<string> => {
  const url = urlOf(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
};

describe('an address that is no registry is refused in words, and nothing is kept', () => {
  it.each<[string, AppErrorCode, (() => { status?: number; type?: string; body: string }) | null]>([
    ['nobody listens', 'network.unreachable', null],
    ['a web page for everything', 'registry.notARegistry', () => ({ body: '<!doctype html><h1>Hello</h1>' })],
    ['a page that says 404', 'registry.notARegistry', () => ({ status: 404, body: '<h1>Not here</h1>' })],
    ['another JSON service', 'registry.notARegistry', () => ({ type: 'application/json', body: '{"hello":"world"}' })],
    ['JSON that is cut', 'answer.cut', () => ({ type: 'application/json', body: '{"id":"x","na' })],
    ['a server that only fails', 'service.unavailable', () => ({ status: 500, body: '<h1>Oops</h1>' })],
  ])('%s', async (_, code, answer) => {
    const server = await listening(answer ?? (() => ({ body: '' })));
    const url = answer === null ? await closed(server) : urlOf(server);
    const failure = { code, facts: { host: new URL(url).host } };
    await expect(bench.services().registries.probe(url)).rejects.toMatchObject(failure);
    await expect(bench.services().registries.add({ url })).rejects.toMatchObject(failure);
    expect(await bench.services().registries.list()).toHaveLength(1);
    server.close();
  });

  it('Globus Transfer instead of a registry', async () => {
    await expect(bench.services().registries.probe(bench.lab.info.transfer)).rejects.toMatchObject({
      code: 'registry.notARegistry',
    });
  });
});

describe('services that fail: lists and subscriptions stay, the reason is told, and all recovers by itself', () => {
  const registryProblems = async () =>
    (await bench.services().containers.list({ refresh: false })).problems.map(({ problem }) => problem.code);
  const endpointsProblem = async () =>
    (await bench.services().endpoints.list({ refresh: false })).problem?.code ?? null;

  it.each<[LabFaultName, readonly AppErrorCode[], AppErrorCode]>([
    ['server-error', ['service.unavailable'], 'service.unavailable'],
    ['html-answer', ['answer.notJson'], 'answer.notJson'],
    ['cut-json', ['answer.cut'], 'answer.cut'],
    ['rate-limit', ['service.rateLimited'], 'service.rateLimited'],
  ])('%s', async (fault, codes, globusCode) => {
    const { services } = bench;
    const before = await services().containers.list({ refresh: true });
    const endpointsBefore = (await services().endpoints.list({ refresh: true })).endpoints.map(({ id }) => id);
    const subscriptionsBefore = (await services().subscriptions.list()).map(({ id }) => id);
    bench.fault(fault, true);

    const listing = await services().containers.list({ refresh: true });
    expect(listing.problems.map(({ problem }) => problem.code)).toEqual(codes);
    expect(listing.images.map(({ id }) => id)).toEqual(before.images.map(({ id }) => id));
    expect(services().status().registries).toMatchObject([{ isReachable: false }]);
    const endpoints = await services().endpoints.list({ refresh: true });
    expect(endpoints.problem?.code).toBe(globusCode);
    expect(endpoints.endpoints.map(({ id }) => id)).toEqual(endpointsBefore);
    expect((await services().subscriptions.list()).map(({ id }) => id)).toEqual(subscriptionsBefore);
    expect(services().signIn.state({ kind: 'globus' }).kind).toBe('signedIn');

    const pushed = await bench.lab.push({ name: `tools/during-${fault}:1`, sizeBytes: 70_000 });
    await eventually(async () => (await services().subscriptions.list())[0]?.problem?.code).toBe(globusCode);
    bench.fault(fault, false);
    await eventually(registryProblems).toEqual([]);
    await eventually(endpointsProblem).toBeNull();
    await eventually(async () => (await services().subscriptions.list())[0]).toMatchObject({
      problem: null,
      counts: { onTheirWay: 0, problems: 0 },
    });
    expect(services().status().registries).toMatchObject([{ isReachable: true }]);
    const ids = (await services().containers.list({ refresh: false })).images.map(({ id }) => id);
    expect(ids.some((id) => id.endsWith(`/${pushed.name}`))).toBe(true);
    const sent = (await bench.tasksAtLab()).filter(({ label }) => label.includes(`during-${fault}`));
    expect(sent).toHaveLength(1);
  });

  it('slow: everything arrives, nothing is told as wrong', async () => {
    bench.fault('slow', true);
    const [listing, endpoints] = await Promise.all([
      bench.services().containers.list({ refresh: true }),
      bench.services().endpoints.list({ refresh: true }),
    ]);
    expect(listing.problems).toEqual([]);
    expect(endpoints.problem).toBeNull();
    expect(endpoints.endpoints).toHaveLength(6);
  });
});

it('everything gone at once, over a restart of the app: the last known lists are shown, and all comes back', async () => {
  const { services, lab } = bench;
  const known = (await services().containers.list({ refresh: true })).images.length;
  await bench.end();
  await bench.pauseLab();
  await bench.start();
  const listing = await services().containers.list({ refresh: true });
  // What only the folder has comes with its reading, which nobody waits for.
  await eventually(async () => (await services().containers.list({ refresh: false })).images.length).toBe(known);
  expect(listing.asOf).not.toBeNull();
  expect(listing.problems).toMatchObject([
    { problem: { code: 'network.unreachable', facts: { host: new URL(lab.info.registry.url).host } } },
  ]);
  const endpoints = await services().endpoints.list({ refresh: true });
  expect(endpoints).toMatchObject({ problem: { code: 'network.unreachable' } });
  expect(endpoints.endpoints).toHaveLength(6);
  expect(new Set(endpoints.endpoints.map(({ state }) => state))).toEqual(new Set(['notKnown']));
  expect(await services().subscriptions.list()).toHaveLength(1);
  expect(services().signIn.state({ kind: 'globus' }).kind).toBe('signedIn');
  await bench.resumeLab();
  await eventually(async () => (await services().containers.list({ refresh: false })).problems).toEqual([]);
  await eventually(async () => (await services().endpoints.list({ refresh: false })).problem).toBeNull();
  await bench.lab.push({ name: 'tools/afterwards:1', sizeBytes: 70_000 });
  await eventually(async () =>
    (await bench.activities()).some(({ label, state }) => label.includes('tools/afterwards:1') && state === 'done'),
  ).toBe(true);
});

it('a registry that moved is read at its new address; a wrong one leaves it where it is', async () => {
  const { services, lab } = bench;
  const [registry] = await services().registries.list();
  if (!registry) throw new Error('no registry');
  await expect(services().registries.update({ id: registry.id, url: lab.info.transfer })).rejects.toMatchObject({
    code: 'registry.notARegistry',
  });
  expect(await services().registries.list()).toMatchObject([{ url: registry.url }]);
  const moved = lab.info.registry.url.replace('127.0.0.1', 'localhost');
  await services().registries.update({ id: registry.id, url: moved });
  expect(await services().registries.list()).toMatchObject([{ id: registry.id, url: moved, problem: null }]);
  await services().registries.update({ id: registry.id, url: lab.info.registry.url });
});

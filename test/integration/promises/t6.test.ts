import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { EndpointId, SubmissionId, TaskId } from '../../../src-main/contract/ids.ts';
import { createGlobusRequest } from '../../../src-main/globus/globusRequest.ts';
import { createTransferClient } from '../../../src-main/globus/transferClient.ts';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';
import type { Clock } from '../../../src-main/ports/clock.ts';
import type { Http } from '../../../src-main/ports/http.ts';
import { createSregistryClient } from '../../../src-main/registry/sregistryClient.ts';
import { createAuthorizationServer } from '../../../src-main/sign-in/authorizationServer.ts';
import { createFakeTokens } from '../../fakes/fakeTokens.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { createSyncBench, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { patience, say, size } from './promise.ts';

type Reply = (request: IncomingMessage, response: ServerResponse) => void;
const json = { 'content-type': 'application/json' };

let elsewhere: Server;
const strayRequests: string[] = [];
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const page = '<!doctype html><title>Bad Gateway</title>';
const faults: Readonly<Record<string, Reply>> = {
  '429 in seconds': (_, answer) => answer.writeHead(429, { ...json, 'retry-after': '7' }).end('{"code":"X"}'),
  '429 by date': (_, answer) =>
    answer
      .writeHead(429, { ...json, 'retry-after': new Date(Date.UTC(2026, 2, 1, 12, 0, 20)).toUTCString() })
      .end('{}'),
  '429 bare': (_, answer) => answer.writeHead(429, json).end('{}'),
  '429 for ever': (_, answer) => answer.writeHead(429, { ...json, 'retry-after': '1000000000' }).end('{}'),
  '500': (_, answer) => answer.writeHead(500, json).end('{"code":"ServerError"}'),
  '502 page': (_, answer) => answer.writeHead(502, { 'content-type': 'text/html' }).end(page),
  '503': (_, answer) => answer.writeHead(503, { ...json, 'retry-after': '3' }).end('{}'),
  '504': (_, answer) => answer.writeHead(504).end(),
  reset: (request) => void request.socket.resetAndDestroy(),
  'hang before the headers': () => {},
  'hang in the body': (_, answer) =>
    void answer.writeHead(200, { ...json, 'content-length': '900' }).write('{"DATA":['),
  drip: (_, answer) => {
    answer.writeHead(200, json);
    const timer = setInterval(() => answer.write(' '), 50);
    answer.on('close', () => clearInterval(timer));
  },
  '200 with a page': (_, answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'cut JSON': (_, answer) => answer.writeHead(200, json).end('{"DATA":[{"a":"b'),
  '30 MB': (_, answer) => answer.writeHead(200, json).end(Buffer.alloc(30 * 2 ** 20, 0x20)),
  'wrong charset': (_, answer) =>
    answer
      .writeHead(200, { 'content-type': 'application/json; charset=utf-16' })
      .end(Buffer.from('{"value":"x"}', 'utf16le')),
  'redirect elsewhere': (request, answer) =>
    answer.writeHead(302, { location: `${urlOf(elsewhere)}stolen${request.url ?? ''}` }).end(),
  'wrong JSON': (_, answer) => answer.writeHead(200, json).end('{"DATA":{"length":-1},"value":[],"results":7}'),
  empty: (_, answer) => answer.writeHead(200, json).end(),
};

/** Time that passes at once when somebody waits, and remembers who waited how long. */
function leapingClock(): Clock & { readonly waits: number[] } {
  let now = Date.UTC(2026, 2, 1, 12);
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    nowIso: () => new Date(now).toISOString(),
    monotonic: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
}

const unhandled: unknown[] = [];
const noteUnhandled = (error: unknown): void => void unhandled.push(error);
beforeAll(async () => {
  process.on('unhandledRejection', noteUnhandled);
  elsewhere = createServer((request, response) => {
    strayRequests.push(`${request.url} ${request.headers.authorization}`);
    response.end('{}');
  });
  await listen(elsewhere);
});
afterAll(() => {
  process.off('unhandledRejection', noteUnhandled);
  elsewhere.close();
});

const id = sherlock as EndpointId;
const task = '70000000-0000-4000-8000-000000000001' as TaskId;
const submissionId = '50000000-0000-4000-8000-000000000001' as SubmissionId;
const order = {
  ...{
    submissionId,
    sourceEndpointId: id,
    destinationEndpointId: id,
    label: 'x',
    encryptsData: false,
    deadlineAt: null,
  },
  files: [{ sourcePath: '/a', destinationPath: '/b', digest: null }],
};

/** Every call that leaves this app, against one address. */
function everyCall(base: string, clock: Clock, requests: { count: number; most: number }, timeoutMs: number) {
  const plain = createGotHttp({ proxyEnv: {} });
  const http: Http = {
    async send(request) {
      requests.count += 1;
      const answer = await plain.send({ ...request, timeoutMs });
      requests.most = Math.max(requests.most, answer.body.byteLength);
      return answer;
    },
  };
  const logger = createRecordingLogger();
  const tokens = createFakeTokens();
  const baseUrls = { auth: base, transfer: base, search: base, timers: base };
  const random = () => 0.5;
  const transfer = createTransferClient({
    request: createGlobusRequest({ http, clock, tokens, baseUrls, random, logger }),
    tokens,
  });
  const registry = createSregistryClient({ http, clock, random, signal: new AbortController().signal });
  const caller = { url: base, credential: { kind: 'token', token: 'registry-secret' } } as const;
  const provider = () =>
    createAuthorizationServer({
      ...{ issuer: base.slice(0, -1), clientId: 'portolan', http, clock, allowsLoopbackHttp: true },
      stopped: new AbortController().signal,
    });
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    newSubmissionId: () => transfer.newSubmissionId(),
    submit: () => transfer.submit(order),
    task: () => transfer.task(task),
    tasks: () => transfer.tasks([task]),
    tasksByLabel: () => transfer.tasksByLabel('x'),
    events: () => transfer.events(task, { errorsOnly: true }),
    arrivedFiles: () => transfer.arrivedFiles(task),
    cancel: () => transfer.cancel(task),
    list: () => transfer.list(id, '/x/'),
    makeFolder: () => transfer.makeFolder(id, '/x/'),
    removeFiles: () => transfer.removeFiles({ submissionId, endpointId: id, label: 'x', paths: ['/a'] }),
    rename: () => transfer.rename(id, '/a', '/b'),
    endpointSearch: () => transfer.endpointSearch('my-endpoints'),
    endpoint: () => transfer.endpoint(id),
    look: () => transfer.look(id),
    'registry identity': () => registry.identity(caller),
    'registry version': () => registry.version(caller),
    'registry username': () => registry.username(caller),
    'registry images': () => registry.images(caller),
    'registry count': () => registry.count(caller, 'containers'),
    'registry address': () => registry.downloadAddress(caller, { containerCollection: 'a', container: 'b', tag: 'c' }),
    'registry well-known': () => registry.wellKnown(base, 'oauth-protected-resource'),
    'provider metadata': () => provider().features(),
    'provider refresh': () => provider().refresh('refresh-secret'),
    'provider user': () => provider().userInfo('access-secret', 'somebody'),
    'provider revoke': () => provider().revoke('refresh-secret'),
  };
  return { calls, close: () => plain.close() };
}

describe('T6 a service that refuses, hangs, drips, lies or is gone', () => {
  it('every fault for every call', { timeout: patience }, async () => {
    const found = { cases: 0, foreignErrors: 0, tooSoon: 0, tooLong: 0, requests: 0, mostTries: 0 };
    const foreign: string[] = [];
    let largest = 0;
    for (const [name, fault] of Object.entries(faults)) {
      const server = createServer((request, response) => {
        request.resume();
        response.on('error', () => {});
        fault(request, response);
      });
      await listen(server);
      // Only where nothing comes is there something to wait for in vain.
      const timeoutMs = /hang|drip/.test(name) ? 200 : 20_000;
      const names = Object.keys(everyCall(urlOf(server), leapingClock(), { count: 0, most: 0 }, 0).calls);
      await Promise.all(
        names.map(async (call) => {
          const clock = leapingClock();
          const requests = { count: 0, most: 0 };
          const { calls, close } = everyCall(urlOf(server), clock, requests, timeoutMs);
          await calls[call]?.().catch((error: unknown) => {
            if (error instanceof AppError && error.code !== 'internal') return;
            found.foreignErrors += 1;
            foreign.push(`${name} / ${call}: ${String(error)}`);
          });
          close();
          found.cases += 1;
          found.requests += requests.count;
          found.mostTries = Math.max(found.mostTries, requests.count);
          if (!['list', 'registry images', 'registry count'].includes(call)) largest = Math.max(largest, requests.most);
          const askedMs = name === '429 in seconds' ? 7_000 : name === '503' ? 3_000 : 0;
          const isProvider = call.startsWith('provider');
          if (!isProvider && clock.waits.some((ms) => ms < askedMs)) found.tooSoon += 1;
          if (clock.waits.some((ms) => ms > 3_600_000)) found.tooLong += 1;
        }),
      );
      server.closeAllConnections();
      server.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    say(
      'T6',
      `${Object.keys(faults).length} faults x ${found.cases / Object.keys(faults).length} calls: ${unhandled.length} unhandled rejections, ` +
        `${found.foreignErrors} failures outside the app's words, ${found.tooSoon} tries sooner than Retry-After, ${found.tooLong} waits above 1 h, ` +
        `${strayRequests.length} requests (0 tokens) to the redirect's host, at most ${found.mostTries} tries, largest body taken ${(largest / 2 ** 20).toFixed(1)} MiB (lists apart)`,
    );
    expect(foreign).toEqual([]);
    expect(unhandled).toEqual([]);
    expect(strayRequests).toEqual([]);
    expect(found).toMatchObject({ tooSoon: 0, tooLong: 0 });
    expect(found.mostTries).toBeLessThanOrEqual(6);
    expect(largest).toBeLessThanOrEqual(8 * 2 ** 20);
  });

  it('an outage: few requests meanwhile, and delivery soon after', { timeout: patience }, async () => {
    const codes = ['network.unreachable', 'network.timeout', 'service.unavailable', 'answer.notJson'] as const;
    let mostPerMinute = 0;
    let longestMs = 0;
    let twice = 0;
    for (const code of codes) {
      for (const outageMinutes of size(1, 2) === 1 ? [2, 30] : [1, 2, 5, 30, 240, 1_440]) {
        const bench = createSyncBench();
        bench.transfers.finishAtOnce(true);
        const sync = bench.make();
        sync.start();
        await sync.subscriptions.create(subscriptionTo([sherlock]));
        await bench.clock.advance(5_000);
        bench.put('lab/tool:1');
        bench.transfers.failCalls(code);
        bench.transfers.refuseAll(code);
        sync.registriesChanged();
        const calls = () => Object.values(bench.transfers.calls).reduce((sum, count) => sum + count, 0);
        for (let minute = 0; minute < outageMinutes; minute += 1) {
          const before = calls();
          await bench.clock.advance(60_000);
          mostPerMinute = Math.max(mostPerMinute, calls() - before);
        }
        bench.transfers.failCalls(null);
        bench.transfers.refuseAll(null);
        let waitedMs = 0;
        for (; waitedMs < 600_000 && bench.transfers.allTasks.length === 0; waitedMs += 1_000) {
          await bench.clock.advance(1_000);
        }
        longestMs = Math.max(longestMs, waitedMs);
        await bench.clock.advance(600_000);
        const copies = bench.transfers.allTasks.flatMap(({ order: { files } }) => files);
        twice += copies.length - 1;
        await sync.stop();
      }
    }
    say(
      'T6',
      `outages of all kinds: at most ${mostPerMinute} requests a minute, ${twice} sent twice, sent at most ${longestMs / 1000} s after the service was back (virtual)`,
    );
    expect(twice).toBe(0);
    expect(mostPerMinute).toBeLessThanOrEqual(60);
    expect(longestMs).toBeLessThanOrEqual(60_000);
  });
});

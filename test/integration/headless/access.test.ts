import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { pageHeaders } from '../../../src-main/contract/contentSecurity.ts';
import { type HeadlessServer, startHeadlessServer } from '../../../src-main/headless/server.ts';
import { createFakeServices } from '../../fakes/fakeServices.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const screens = new Map([
  ['/', { contentType: 'text/html; charset=utf-8', bytes: bytes('<!doctype html><title>screens</title>') }],
  ['/assets/a.js', { contentType: 'text/javascript', bytes: bytes('1') }],
]);

let server: HeadlessServer;
let host: string;
let cookie: string;

/** One request exactly as written; answers the status line's number. */
const rawStatus = (lines: readonly string[]) =>
  new Promise<number>((resolve, reject) => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      if (status === undefined) return;
      socket.destroy();
      resolve(Number(status));
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('closed without an answer')));
  });

const lines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

const upgrade = (headers: readonly string[], path = '/rpc') =>
  rawStatus([
    `GET ${path} HTTP/1.1`,
    ...headers,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]);

beforeAll(async () => {
  server = await startHeadlessServer({ services: createFakeServices(), screens, port: 0 });
  ({ host } = new URL(server.url));
  const answer = await fetch(server.startUrl, { redirect: 'manual' });
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
});
afterAll(() => server.stop());

describe('the start link', () => {
  it('gave a cookie that scripts and other sites cannot use, named by the port', async () => {
    const other = await startHeadlessServer({ services: createFakeServices(), screens, port: 0 });
    const answer = await fetch(other.startUrl, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    const given = answer.headers.getSetCookie()[0] ?? '';
    expect(given).toMatch(/^portolan_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(given).toContain(`portolan_${new URL(other.url).port}=`);
    await other.stop();
  });

  it('is spent after its first use', async () => {
    expect((await fetch(server.startUrl, { redirect: 'manual' })).status).toBe(403);
    expect((await fetch(`${server.url}start?code=wrong`, { redirect: 'manual' })).status).toBe(403);
  });
});

describe('pages', () => {
  it('come with the cookie and every protective header', async () => {
    const answer = await fetch(server.url, { headers: { cookie } });
    expect(answer.status).toBe(200);
    for (const [name, value] of Object.entries(pageHeaders)) expect(answer.headers.get(name)).toBe(value);
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  });

  it.each([
    ['no cookie', {}, 403],
    ['a wrong cookie', { cookie: 'portolan_1=x' }, 403],
  ])('are refused with %s', async (_, headers, status) => {
    expect((await fetch(server.url, { headers })).status).toBe(status);
    expect((await fetch(`${server.url}assets/a.js`, { headers })).status).toBe(status);
  });

  it('are refused to pages of other sites', async () => {
    const answer = await fetch(server.url, { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
  });

  it.each([
    ['frame', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'iframe' }, 403],
    ['load as a script', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' }, 403],
    ['fetch', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'empty' }, 403],
    ['lead to', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'document' }, 200],
  ])('to pages of other ports of this computer: %s', async (_, headers, status) => {
    expect(await rawStatus(['GET / HTTP/1.1', `Host: ${host}`, `Cookie: ${cookie}`, ...lines(headers)])).toBe(status);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/', '/assets/a.js%00', '//evil.test/'])(
    'are only those that were built: %s',
    async (path) => {
      expect(await rawStatus([`GET ${path} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`])).toBe(404);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('are only read, not %s', async (method) => {
    expect((await fetch(server.url, { method, headers: { cookie } })).status).toBe(403);
  });
});

describe('the Host header', () => {
  it.each([
    ['foreign', ['Host: evil.test']],
    ['a name that begins like ours', ['Host: 127.0.0.1.evil.test']],
    ['without the port', ['Host: 127.0.0.1']],
    ['another port', ['Host: 127.0.0.1:1']],
    ['a trailing dot', ['Host: localhost.:80']],
  ])('refused when %s', async (_, headers) => {
    expect(await rawStatus(['GET / HTTP/1.1', ...headers, `Cookie: ${cookie}`])).toBe(421);
  });

  it('is refused when it comes twice', async () => {
    const twice = ['GET / HTTP/1.1', `Host: ${host}`, 'Host: evil.test', `Cookie: ${cookie}`];
    expect([400, 421]).toContain(await rawStatus(twice));
    expect(await upgrade([`Host: ${host}`, 'Host: evil.test', `Cookie: ${cookie}`, `Origin: http://${host}`])).not.toBe(
      101,
    );
  });

  it('is refused with an absolute request line', async () => {
    expect(await rawStatus([`GET http://${host}/ HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`])).toBe(421);
  });
});

describe('the router', () => {
  it('opens to our own page', async () => {
    expect(await upgrade([`Host: ${host}`, `Cookie: ${cookie}`, `Origin: http://${host}`])).toBe(101);
  });

  it.each([
    ['no cookie', (at: string) => [`Origin: http://${at}`]],
    ['no origin', () => [`Cookie: ${cookie}`]],
    ['a foreign origin', () => [`Cookie: ${cookie}`, 'Origin: http://evil.test']],
    ['an origin of another port', () => [`Cookie: ${cookie}`, 'Origin: http://127.0.0.1:1']],
    ['the null origin', () => [`Cookie: ${cookie}`, 'Origin: null']],
    ['a wrong command token', () => ['Authorization: Bearer wrong']],
    [
      'a command token from a page',
      (at: string) => [`Authorization: Bearer ${server.commandToken}`, `Origin: http://${at}`],
    ],
  ])('refuses %s before the upgrade', async (_, headers) => {
    expect(await upgrade([`Host: ${host}`, ...headers(host)])).toBe(403);
  });

  it('is at one path only', async () => {
    expect(await upgrade([`Host: ${host}`, `Cookie: ${cookie}`, `Origin: http://${host}`], '/other')).toBe(403);
  });

  it('opens to the command line with its token and answers calls', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}rpc`, {
      headers: { Authorization: `Bearer ${server.commandToken}` },
    });
    const answered = new Promise<{ result?: { data: { form: string } } }>((resolve, reject) => {
      socket.on('open', () => socket.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'status' } })));
      socket.on('message', (message) => resolve(JSON.parse(String(message))));
      socket.on('error', reject);
    });
    expect((await answered).result?.data.form).toBe('headless');
    socket.terminate();
  });
});

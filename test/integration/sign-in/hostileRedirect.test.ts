import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { researcher } from '../../../src-main/lab/people.ts';
import { type Bench, createBench, globus, type Lab, registry, startSignInLab } from './signInBench.ts';

let lab: Lab;
let bench: Bench;
beforeAll(async () => {
  lab = await startSignInLab();
});
afterAll(() => lab.stop());
beforeEach(() => {
  bench = createBench(lab);
});
afterEach(() => bench.stop());

/** Speaks HTTP by hand: what no well-meaning client sends. Answers the status line. */
function speak(redirectUri: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(redirectUri);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      heard += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
  });
}

interface Waiting {
  readonly redirectUri: string;
  readonly host: string;
  readonly state: string;
}

const stolen = 'stolen-code-0123456789';

/** Each must be refused with its status, and leave the sign-in waiting. */
const hostileHits: readonly [name: string, status: number, lines: (waiting: Waiting) => readonly string[]][] = [
  ['no query', 400, ({ host }) => ['GET / HTTP/1.1', `Host: ${host}`]],
  ['a code without state', 400, ({ host }) => [`GET /?code=${stolen} HTTP/1.1`, `Host: ${host}`]],
  ['a wrong state', 400, ({ host }) => [`GET /?code=${stolen}&state=nope HTTP/1.1`, `Host: ${host}`]],
  ['an empty state', 400, ({ host }) => [`GET /?code=${stolen}&state= HTTP/1.1`, `Host: ${host}`]],
  [
    'a state that only begins right',
    400,
    ({ host, state }) => [`GET /?code=${stolen}&state=${state.slice(0, -1)} HTTP/1.1`, `Host: ${host}`],
  ],
  [
    'the state twice',
    400,
    ({ host, state }) => [`GET /?code=${stolen}&state=${state}&state=${state} HTTP/1.1`, `Host: ${host}`],
  ],
  [
    'a right and a wrong state',
    400,
    ({ host, state }) => [`GET /?code=${stolen}&state=${state}&state=x HTTP/1.1`, `Host: ${host}`],
  ],
  ['two codes', 400, ({ host, state }) => [`GET /?code=${stolen}&code=other&state=${state} HTTP/1.1`, `Host: ${host}`]],
  [
    'code and error together',
    400,
    ({ host, state }) => [`GET /?code=${stolen}&error=x&state=${state} HTTP/1.1`, `Host: ${host}`],
  ],
  ['the state alone', 400, ({ host, state }) => [`GET /?state=${state} HTTP/1.1`, `Host: ${host}`]],
  ['an error without state', 400, ({ host }) => ['GET /?error=access_denied HTTP/1.1', `Host: ${host}`]],
  ['another path', 404, ({ host, state }) => [`GET /cb?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`]],
  [
    "the registry's path",
    404,
    ({ host, state }) => [`GET /cb/registry?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`],
  ],
  ['a favicon', 404, ({ host }) => ['GET /favicon.ico HTTP/1.1', `Host: ${host}`]],
  [
    'an absolute address',
    404,
    ({ host, state }) => [`GET http://${host}/?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`],
  ],
  [
    'POST',
    405,
    ({ host, state }) => [`POST /?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`, 'Content-Length: 0'],
  ],
  ['HEAD', 405, ({ host, state }) => [`HEAD /?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`]],
  ['OPTIONS', 405, ({ host }) => ['OPTIONS / HTTP/1.1', `Host: ${host}`, 'Origin: https://evil.test']],
  ['another host', 421, ({ state }) => [`GET /?code=${stolen}&state=${state} HTTP/1.1`, 'Host: evil.test']],
  [
    'a host that begins right',
    421,
    ({ state }) => [`GET /?code=${stolen}&state=${state} HTTP/1.1`, 'Host: 127.0.0.1.evil.test'],
  ],
  ['the host without port', 421, ({ state }) => [`GET /?code=${stolen}&state=${state} HTTP/1.1`, 'Host: 127.0.0.1']],
  [
    'localhost instead of the address',
    421,
    ({ host, state }) => [
      `GET /?code=${stolen}&state=${state} HTTP/1.1`,
      `Host: ${host.replace('127.0.0.1', 'localhost')}`,
    ],
  ],
  [
    'two hosts',
    421,
    ({ host, state }) => [`GET /?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`, 'Host: evil.test'],
  ],
  [
    'the right host twice',
    421,
    ({ host, state }) => [`GET /?code=${stolen}&state=${state} HTTP/1.1`, `Host: ${host}`, `Host: ${host}`],
  ],
];

async function waiting(begun: Awaited<ReturnType<Bench['begin']>>): Promise<Waiting> {
  const { redirectUri, sent } = begun;
  return { redirectUri, host: new URL(redirectUri).host, state: sent.get('state') ?? '' };
}

describe('hits at the redirect that do not belong to the sign-in', () => {
  it.each(hostileHits)('%s is refused, and the sign-in goes on', async (_name, status, lines) => {
    const begun = await bench.begin();
    const statusLine = await speak(begun.redirectUri, [...lines(await waiting(begun)), 'Connection: close']);
    expect(statusLine).toContain(` ${status} `);
    expect(bench.signIn.state(globus).kind).toBe('waitingForBrowser');
    expect(bench.requests.some(({ form }) => form?.code !== undefined)).toBe(false);
    await bench.web.signIn(begun.state.authorizeUrl, researcher);
    expect(await bench.until('signedIn')).toMatchObject({ account: { id: researcher.id } });
  });

  it('all of them in one sign-in, and idle connections besides, do not end it either', async () => {
    const begun = await bench.begin();
    const at = await waiting(begun);
    const idle = connect(Number(new URL(at.redirectUri).port), '127.0.0.1');
    idle.on('error', () => undefined);
    await Promise.all(hostileHits.map(([, , lines]) => speak(at.redirectUri, [...lines(at), 'Connection: close'])));
    await bench.web.signIn(begun.state.authorizeUrl, researcher);
    await bench.until('signedIn');
    idle.destroy();
  });

  it('says nothing of what was sent, and nothing may run or be kept', async () => {
    const { redirectUri } = await bench.begin();
    const response = await fetch(`${redirectUri}/?error=%3Cscript%3E&state=x`);
    const page = await response.text();
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('&lt;');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('a second hit with the same answer finds nobody', async () => {
    const { state } = await bench.begin();
    const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher);
    const [again] = await Promise.allSettled([fetch(redirect)]);
    if (again?.status === 'fulfilled') expect(again.value.status).toBe(410);
    await bench.until('signedIn');
    await expect(fetch(redirect)).rejects.toThrow();
  });

  it('a forged code with the right state leads to no tokens', async () => {
    const begun = await bench.begin();
    const { state } = await waiting(begun);
    await fetch(`${begun.redirectUri}/?code=${stolen}&state=${state}`);
    expect(await bench.until('failed')).toMatchObject({
      problem: { code: 'signIn.refused', facts: { error: 'invalid_grant' } },
    });
    expect(bench.vault.secrets.size).toBe(0);
    await bench.signInAs(researcher);
  });

  it("an error's text is stripped before anybody sees it", async () => {
    const begun = await bench.begin();
    const { state } = await waiting(begun);
    const text = `\u001b[31m<b>no</b>\u0007\u202e${'x'.repeat(500)}`;
    const query = new URLSearchParams({ error: 'server_error\u0000', error_description: text, state });
    await fetch(`${begun.redirectUri}/?${query}`);
    const failed = await bench.until('failed');
    const description = failed.kind === 'failed' ? String(failed.problem.facts.description) : '';
    expect(description).toMatch(/^\[31m<b>no<\/b>x+$/);
    expect(description.length).toBeLessThanOrEqual(200);
    expect(failed).toMatchObject({ problem: { code: 'signIn.denied', facts: { error: 'server_error' } } });
  });

  it('two sign-ins at once do not take each other for the other', async () => {
    const one = await bench.begin();
    const two = await bench.begin({ provider: registry });
    const { redirect } = await bench.web.signIn(one.state.authorizeUrl, researcher, { visits: false });
    const crossed = await fetch(`${two.redirectUri}${redirect.search}`);
    expect(crossed.status).toBe(400);
    await fetch(redirect);
    await bench.until('signedIn');
    await bench.web.signIn(two.state.authorizeUrl, researcher);
    await bench.until('signedIn', registry);
  });

  it('the provider that names itself must do so rightly', async () => {
    for (const change of ['delete', 'other'] as const) {
      const { state } = await bench.begin({ provider: registry });
      const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher, { visits: false });
      const forged = new URL(redirect);
      if (change === 'delete') forged.searchParams.delete('iss');
      else forged.searchParams.set('iss', 'https://evil.test');
      expect((await fetch(forged)).status).toBe(400);
      expect((await fetch(redirect)).status).toBe(200);
      await bench.until('signedIn', registry);
      await bench.signIn.signOut(registry);
    }
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { createGotHttp, type GotHttp } from '../../../src-main/node/gotHttp.ts';
import type { NetworkChoice } from '../../../src-main/ports/network.ts';
import { startProxy } from './loopbackProxy.ts';
import { hasOpenssl, makeAuthority } from './ownAuthority.ts';

const usual = { ...settingsSchema.parse({}).network, proxyPassword: null };
const text = (body: Uint8Array) => new TextDecoder().decode(body);
const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const portOf = (server: Server) => ({ port: (server.address() as AddressInfo).port });
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));

async function makeHttp(choice: Partial<NetworkChoice>, environment: NodeJS.ProcessEnv = {}): Promise<GotHttp> {
  const http = createGotHttp({ proxyEnv: environment });
  ends.push(http.close);
  await http.use({ ...usual, ...choice });
  return http;
}

async function proxy(options: Omit<Parameters<typeof startProxy>[0], 'target'>, target: Server) {
  const started = await startProxy({ ...options, target: () => portOf(target) });
  ends.push(started.stop);
  return started;
}

let plain: Server;
beforeAll(async () => {
  plain = createServer((request, response) => response.end(`plain ${request.url}`));
  await listen(plain);
});
afterAll(() => plain.close());

describe('a proxy chosen by hand', () => {
  it('carries every request but those to this computer and to the exceptions', async () => {
    const { url, host, asked } = await proxy({}, plain);
    const http = await makeHttp({ proxy: 'manual', proxyUrl: url, noProxy: ['.inside.invalid'] });
    expect(text((await http.send({ method: 'GET', url: 'http://registry.invalid/v1' })).body)).toBe('plain /v1');
    expect(asked).toEqual(['GET http://registry.invalid/v1']);
    const own = `http://127.0.0.1:${portOf(plain).port}/own`;
    expect(text((await http.send({ method: 'GET', url: own })).body)).toBe('plain /own');
    await expect(http.send({ method: 'GET', url: 'http://a.inside.invalid/' })).rejects.toMatchObject({
      code: 'network.unreachable',
    });
    expect(asked).toHaveLength(1);
    expect(await http.proxyFor('https://registry.invalid/')).toBe(host);
    expect(await http.proxyFor('https://inside.invalid/')).toBeNull();
  });

  it('tells its name and password, and which one it was that wanted them', async () => {
    const { url, host } = await proxy({ credentials: 'ada:p@ss:word' }, plain);
    const http = await makeHttp({ proxy: 'manual', proxyUrl: url });
    const ask = () => http.send({ method: 'GET', url: 'http://registry.invalid/x' });
    const facts = { proxy: host, status: 407, hasPassword: false };
    await expect(ask()).rejects.toMatchObject({ code: 'network.proxyRefused', facts });
    const tunnelled = http.send({ method: 'GET', url: 'https://registry.invalid/x' });
    await expect(tunnelled).rejects.toMatchObject({ code: 'network.proxyRefused', facts });
    const named = { ...usual, proxy: 'manual', proxyUrl: url, proxyUser: 'ada' } as const;
    await http.use({ ...named, proxyPassword: 'wrong' });
    await expect(ask()).rejects.toMatchObject({ facts: { ...facts, hasPassword: true } });
    await http.use({ ...named, proxyPassword: 'p@ss:word' });
    expect((await ask()).status).toBe(200);
  });

  it('is named when it refuses or is not there, and its password is told to nobody', async () => {
    const { url, host } = await proxy({ refusal: 403 }, plain);
    const secret = { proxyUser: 'ada', proxyPassword: 'canary-password' };
    const http = await makeHttp({ proxy: 'manual', proxyUrl: url, ...secret });
    const ask = (address: string) => http.send({ method: 'GET', url: address });
    const refused = await ask('https://registry.invalid/').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'network.proxyRefused', facts: { proxy: host, status: 403 } });
    await http.use({ ...usual, proxy: 'manual', proxyUrl: 'http://127.0.0.1:9', ...secret });
    for (const scheme of ['http', 'https']) {
      const gone = await ask(`${scheme}://registry.invalid/`).catch((error: unknown) => error);
      expect(gone).toMatchObject({
        code: 'network.proxyRefused',
        facts: { proxy: '127.0.0.1:9', reason: 'ECONNREFUSED', host: 'registry.invalid' },
      });
      expect(inspect([refused, gone], { depth: 8, showHidden: true })).not.toContain('canary');
    }
  });

  it('is left out again without a restart', async () => {
    const { url, asked } = await proxy({}, plain);
    const http = await makeHttp({ proxy: 'manual', proxyUrl: url });
    const ask = () => http.send({ method: 'GET', url: 'http://registry.invalid/' });
    await ask();
    await http.use({ ...usual, proxy: 'none' });
    await expect(ask()).rejects.toMatchObject({ code: 'network.unreachable' });
    expect(asked).toHaveLength(1);
  });
});

describe("the system's own choice", () => {
  it('is the environment in the headless form', async () => {
    const { url, asked } = await proxy({}, plain);
    const http = await makeHttp({ proxy: 'system' }, { http_proxy: url, NO_PROXY: 'registry.invalid' });
    await http.send({ method: 'GET', url: 'http://other.invalid/' });
    await expect(http.send({ method: 'GET', url: 'http://registry.invalid/' })).rejects.toMatchObject({
      code: 'network.unreachable',
    });
    expect(asked).toEqual(['GET http://other.invalid/']);
  });

  it('is what the desktop answers for each address', async () => {
    const { host, asked } = await proxy({}, plain);
    const answers: Record<string, string> = {
      'a.invalid': `PROXY ${host}; DIRECT`,
      'b.invalid': 'SOCKS5 127.0.0.1:1080',
    };
    const http = createGotHttp({
      proxyEnv: {},
      systemProxy: async (url) => answers[new URL(url).hostname] ?? 'DIRECT',
    });
    ends.push(http.close);
    expect((await http.send({ method: 'GET', url: 'http://a.invalid/' })).status).toBe(200);
    await expect(http.send({ method: 'GET', url: 'http://b.invalid/' })).rejects.toMatchObject({
      code: 'network.proxyRefused',
      facts: { reason: 'socks', proxy: '127.0.0.1:1080' },
    });
    expect(asked).toHaveLength(1);
  });
});

describe.skipIf(!hasOpenssl)('a server whose authority is only known to its laboratory (SKIP without openssl)', () => {
  let folder: string;
  let server: Server;
  let authority: ReturnType<typeof makeAuthority>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'portolan-authority-'));
    authority = makeAuthority(folder);
    server = createTlsServer(authority, (request, response) => response.end(`secret ${request.url}`));
    await listen(server);
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const address = () => `https://127.0.0.1:${portOf(server).port}/`;

  it('is refused with issuer, fingerprint and expiry, and accepted with the file of its authority', async () => {
    const http = await makeHttp({});
    const ask = () => http.send({ method: 'GET', url: address() });
    const refused = await ask().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'network.tls',
      facts: { issuer: 'Lab Root, The Lab', subject: 'registry.lab.test' },
    });
    const { facts } = refused as { facts: Record<string, string> };
    expect(facts.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(Date.parse(facts.validTo ?? '')).toBeGreaterThan(Date.now());
    expect(await http.use({ ...usual, caFile: authority.caFile })).toBeNull();
    expect(text((await ask()).body)).toBe('secret /');
    await http.use(usual);
    await expect(ask()).rejects.toMatchObject({ code: 'network.tls' });
  });

  it('is accepted through a proxy too, and shows its certificate there', async () => {
    const { url, asked } = await proxy({ credentials: 'ada:secret' }, server);
    const way = { proxy: 'manual', proxyUrl: url, proxyUser: 'ada', proxyPassword: 'secret' } as const;
    const http = await makeHttp(way);
    const ask = () => http.send({ method: 'GET', url: 'https://registry.lab.test/x' });
    await expect(ask()).rejects.toMatchObject({ code: 'network.tls', facts: { issuer: 'Lab Root, The Lab' } });
    await http.use({ ...usual, ...way, caFile: authority.caFile });
    expect(text((await ask()).body)).toBe('secret /x');
    expect(new Set(asked)).toEqual(new Set(['CONNECT registry.lab.test:443']));
  });

  it('is accepted when the user trusts this very certificate, and no other server with it', async () => {
    const http = await makeHttp({});
    const shown = await http.certificateOf(address());
    if (shown === null) throw new Error('no certificate');
    const { host } = new URL(address());
    const { fingerprint, certificate } = shown;
    await http.use({ ...usual, trusted: [{ host, fingerprint, certificate }] });
    expect((await http.send({ method: 'GET', url: address() })).status).toBe(200);
    const other = `https://localhost:${portOf(server).port}/`;
    await expect(http.send({ method: 'GET', url: other })).rejects.toMatchObject({ code: 'network.tls' });
  });

  it('names a file of authorities that cannot be used, and goes on without it', async () => {
    const http = await makeHttp({});
    const missing = path.join(folder, 'missing.pem');
    expect(await http.use({ ...usual, caFile: missing })).toEqual({
      code: 'network.caFile',
      facts: { file: missing, reason: 'ENOENT' },
    });
    const empty = path.join(folder, 'empty.pem');
    writeFileSync(empty, 'not a certificate');
    expect((await http.use({ ...usual, caFile: empty }))?.facts.reason).toBe('noCertificates');
    writeFileSync(empty, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect((await http.use({ ...usual, caFile: empty }))?.facts.reason).toBe('noCertificates');
    await expect(http.send({ method: 'GET', url: address() })).rejects.toMatchObject({ code: 'network.tls' });
  });
});

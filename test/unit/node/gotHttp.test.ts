import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';

const http = createGotHttp({ proxyEnv: { HTTP_PROXY: 'http://127.0.0.1:9' } });
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const text = (body: Uint8Array) => new TextDecoder().decode(body);

describe('createGotHttp', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('sends %s without a body', async (method) => {
    const url = await serve((request, response) => response.end(request.method));
    expect(text((await http.send({ method, url })).body)).toBe(method);
  });

  it('answers HEAD without a body and with the headers', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-length': '5000' }).end());
    const answer = await http.send({ method: 'HEAD', url });
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '5000' } });
    expect(answer.body).toHaveLength(0);
  });

  it('sends json and form bodies and gives any status back as an answer', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => response.writeHead(503, { 'x-Type': request.headers['content-type'] }).end(body));
    });
    const json = await http.send({ method: 'POST', url, json: { name: 'torch' } });
    expect([json.status, json.headers['x-type'], text(json.body)]).toEqual([
      503,
      'application/json',
      '{"name":"torch"}',
    ]);
    const form = await http.send({ method: 'POST', url, form: { code: 'a b' } });
    expect([form.headers['x-type'], text(form.body)]).toEqual(['application/x-www-form-urlencoded', 'code=a+b']);
  });

  it('follows no redirect, so no header reaches another host', async () => {
    const reached: string[] = [];
    const other = await serve((request, response) => {
      reached.push(request.url ?? '');
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(302, { location: other }).end());
    const answer = await http.send({ method: 'GET', url, headers: { authorization: 'Bearer secret' } });
    expect(answer.status).toBe(302);
    expect(reached).toEqual([]);
  });

  it('asks once only, whatever comes back', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.writeHead(500, { 'retry-after': '0' }).end();
    });
    await http.send({ method: 'GET', url });
    expect(asked).toBe(1);
  });

  it('refuses a body above the cap, also one that grows by decompression', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/plain') return void response.end('x'.repeat(5000));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(5_000_000)));
    });
    for (const path of ['/plain', '/gzip']) {
      await expect(http.send({ method: 'GET', url: url + path, maxBytes: 4999 })).rejects.toMatchObject({
        code: 'network.tooLarge',
      });
    }
    expect((await http.send({ method: 'GET', url: `${url}/plain`, maxBytes: 5000 })).body).toHaveLength(5000);
  });

  it('tells a body that ends early', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/length') response.writeHead(200, { 'content-length': '200' });
      response.write('{"half":');
      setTimeout(() => response.destroy(), 5);
    });
    for (const path of ['/length', '/chunked']) {
      await expect(http.send({ method: 'GET', url: url + path })).rejects.toMatchObject({ code: 'answer.cut' });
    }
  });

  it('gives up on silence and on a dripping body', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/silent') return;
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    });
    for (const path of ['/silent', '/drip']) {
      await expect(http.send({ method: 'GET', url: url + path, timeoutMs: 80 })).rejects.toMatchObject({
        code: 'network.timeout',
      });
    }
  });

  it('names a host that is not there, without path or query', async () => {
    const sent = http.send({ method: 'GET', url: 'http://127.0.0.1:1/secret?token=abc' });
    await expect(sent).rejects.toMatchObject({
      code: 'network.unreachable',
      facts: { host: '127.0.0.1:1', reason: 'ECONNREFUSED' },
    });
  });

  it('tells a TLS failure apart', async () => {
    const url = (await serve((_, response) => response.end())).replace('http:', 'https:');
    await expect(http.send({ method: 'GET', url })).rejects.toMatchObject({ code: 'network.tls' });
  });

  it('goes through a proxy to others, but never to this computer', async () => {
    const asked: string[] = [];
    const proxy = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end('by proxy');
    });
    const own = await serve((_, response) => response.end('direct'));
    const proxied = createGotHttp({ proxyEnv: { HTTP_PROXY: proxy } });
    expect(text((await proxied.send({ method: 'GET', url: 'http://registry.invalid/x' })).body)).toBe('by proxy');
    expect(text((await proxied.send({ method: 'GET', url: own })).body)).toBe('direct');
    expect(asked).toEqual(['http://registry.invalid/x']);
    proxied.close();
  });

  it('keeps nothing of the request in an error', async () => {
    const sent = http.send({
      method: 'POST',
      url: 'http://127.0.0.1:1/?q=canary',
      form: { token: 'canary' },
      headers: { authorization: 'Bearer canary' },
    });
    const error = await sent.catch((caught: unknown) => caught);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });

  it('rejects with the reason of the signal, before and during', async () => {
    const url = await serve(() => {});
    const gone = AbortSignal.abort(new Error('changed my mind'));
    await expect(http.send({ method: 'GET', url, signal: gone })).rejects.toThrow('changed my mind');
    const controller = new AbortController();
    const sent = http.send({ method: 'GET', url, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('stopped')), 10);
    await expect(sent).rejects.toThrow('stopped');
  });
});

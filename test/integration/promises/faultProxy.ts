import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request on its way. `…After`: the service has done it, and its answer is not what comes back. */
export type ProxyFault = 'dropBefore' | 'dropAfter' | 'error500After' | 'cutAfter' | 'hangAfter' | 'hangBefore';
export const proxyFaults: readonly ProxyFault[] = [
  'dropBefore',
  'dropAfter',
  'error500After',
  'cutAfter',
  'hangAfter',
  'hangBefore',
];

export interface SeenPost {
  readonly path: string;
  readonly body: string;
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Stands before a service of the lab; `faultOf` decides about each request. */
export async function startFaultProxy(
  target: () => string,
  faultOf: (method: string, path: string) => ProxyFault | null,
) {
  const posts: SeenPost[] = [];

  const passOn = (incoming: IncomingMessage, body: Buffer) =>
    new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
      const url = new URL(incoming.url ?? '/', target());
      const headers = { ...incoming.headers, host: url.host };
      const outgoing = request(url, { method: incoming.method ?? 'GET', headers, agent: false }, (answer) => {
        const type = String(answer.headers['content-type'] ?? 'application/json');
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 500, headers: { 'content-type': type }, body: bytes }),
          reject,
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/';
    const method = incoming.method ?? 'GET';
    const fault = faultOf(method, path);
    const body = await bytesOf(incoming);
    if (method === 'POST') posts.push({ path, body: body.toString() });
    if (fault === 'dropBefore') return void outgoing.destroy();
    if (fault === 'hangBefore') return;
    const answer = await passOn(incoming, body);
    if (fault === 'dropAfter') return void outgoing.destroy();
    if (fault === 'hangAfter') return;
    if (fault === 'error500After') return void outgoing.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Oops');
    outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    if (fault === 'cutAfter') {
      outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => outgoing.destroy());
      return;
    }
    outgoing.end(answer.body);
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    posts,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

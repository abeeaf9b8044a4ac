import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { appRouter } from '../app/router.ts';
import { pageHeaders } from '../contract/contentSecurity.ts';
import type { AppServices } from '../contract/services.ts';
import type { ScreenFile } from '../node/screenFiles.ts';
import { createAccessGuard } from './accessGuard.ts';

export interface HeadlessServer {
  readonly url: string;
  readonly startUrl: string;
  /** For the command line on this computer; lives in a 0600 file. */
  readonly commandToken: string;
  /** Lets nobody new in; resolves when nobody is connected any more. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const maxMessageBytes = 1024 * 1024;

const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p>`;

/** Serves the screens and the router on 127.0.0.1 only. */
export async function startHeadlessServer(options: {
  readonly services: AppServices;
  readonly screens: ReadonlyMap<string, ScreenFile>;
  readonly port: number;
}): Promise<HeadlessServer> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 });
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const guard = createAccessGuard({ port });

  const answer = (response: ServerResponse, status: number, title: string, text: string) => {
    response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/html; charset=utf-8' });
    response.end(page(title, text));
  };

  const start = (response: ServerResponse, request: IncomingMessage, code: string) => {
    const cookie = guard.mayRead(request) ? undefined : guard.spend(code);
    if (cookie === null)
      return answer(response, 403, 'This link was already used', 'Start Portolan again for a new one.');
    const headers = cookie === undefined ? {} : { 'Set-Cookie': cookie };
    response.writeHead(303, { ...pageHeaders, ...headers, Location: '/' });
    response.end();
  };

  server.on('request', (request, response) => {
    if (!guard.hostIsOurs(request))
      return answer(response, 421, 'Not this server', 'The address does not belong here.');
    if (request.method !== 'GET') return answer(response, 403, 'Not allowed', 'This server only shows pages.');
    // Split, not parsed as an address: `//other.host/` is a path here and must stay one.
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
    if (pathname === '/start') return start(response, request, new URLSearchParams(query).get('code') ?? '');
    if (!guard.mayRead(request)) {
      return answer(
        response,
        403,
        'Open Portolan by its start link',
        'Portolan printed a link with a key when it started.',
      );
    }
    const file = options.screens.get(pathname);
    if (!file) return answer(response, 404, 'Not here', 'There is no such page.');
    response.writeHead(200, { ...pageHeaders, 'Content-Type': file.contentType });
    response.end(file.bytes);
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  applyWSSHandler({ wss: sockets, router: appRouter, createContext: () => ({ services: options.services }) });
  let isDraining = false;
  server.on('upgrade', (request, socket, head) => {
    if (isDraining) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (request.url?.split('?')[0] !== '/rpc' || !guard.mayConnect(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });

  return {
    url: `http://127.0.0.1:${port}/`,
    startUrl: `http://127.0.0.1:${port}${guard.startPath}`,
    commandToken: guard.commandToken,
    drain: async () => {
      isDraining = true;
      await Promise.all([...sockets.clients].map((client) => once(client, 'close')));
    },
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

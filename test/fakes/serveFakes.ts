/**
 * Serves the built screens over fake services, with the app's own Content-Security-Policy:
 *   node test/fakes/serveFakes.ts [--port 5180] [--root /tmp/rA] [--fresh] [--lab] [--many 10000]
 * Build first: npx vite build src-renderer --outDir /tmp/rA --emptyOutDir --assetsInlineLimit 0
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { appRouter } from '../../src-main/app/router.ts';
import { pageHeaders } from '../../src-main/contract/contentSecurity.ts';
import { createFakeServices, type FakeOptions, type FakeServices } from './fakeServices.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export async function serveFakes(
  root: string,
  port: number,
  options: FakeOptions,
  change: (services: FakeServices) => FakeServices | Promise<FakeServices> = (services) => services,
) {
  const services = await change(createFakeServices(options));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = join(root, normalize(pathname === '/' ? '/index.html' : pathname));
    const body = await readFile(file).catch(() => null);
    if (!body) return void response.writeHead(404).end();
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...pageHeaders, 'Content-Type': type }).end(body);
  });
  const sockets = new WebSocketServer({ server, path: '/rpc' });
  applyWSSHandler({ wss: sockets, router: appRouter, createContext: () => ({ services }) });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/`;
  return {
    url,
    services,
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
    },
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5180' },
      root: { type: 'string', default: '/tmp/rA' },
      fresh: { type: 'boolean', default: false },
      lab: { type: 'boolean', default: false },
      many: { type: 'string', default: '0' },
    },
  });
  const { url } = await serveFakes(values.root, Number(values.port), {
    isSetUp: !values.fresh,
    lab: values.lab,
    extraImages: Number(values.many),
  });
  console.log(url);
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../contract/errors.ts';
import { type RedirectAnswer, readRedirect } from './redirectAnswer.ts';
import { sendRedirectPage } from './redirectPage.ts';

export interface RedirectListener {
  /** As the provider is told: without a path when the path is `/`. */
  readonly redirectUri: string;
  /** The first answer that proves to belong to this sign-in. */
  readonly answer: Promise<RedirectAnswer>;
  /** Lets a page being sent go out, then ends every connection. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** A connection that says nothing is dropped soon, so that many of them cannot keep the browser out. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 1_000,
  connectionsCheckingInterval: 1_000,
};

/** Node joins or drops repeated headers; the raw list shows a second Host line. */
function hostLines({ rawHeaders }: IncomingMessage): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host');
}

/** The query of a request that is ours to read, or the status it is refused with. */
function readRequest(request: IncomingMessage, ownHost: string, path: string): URLSearchParams | number {
  const hosts = hostLines(request);
  if (hosts.length !== 1 || hosts[0]?.toLowerCase() !== ownHost) return 421;
  if (request.method !== 'GET') return 405;
  const target = request.url ?? '';
  const [asked = '', ...query] = target.split('?');
  if (asked !== path) return 404;
  return new URLSearchParams(query.join('?'));
}

/**
 * Waits on 127.0.0.1 for the browser to come back. A request that is not the expected redirect (other host, method,
 * path or state, a second hit) gets a fixed page and changes nothing.
 * Rejects with `signIn.configuration` when the port cannot be had.
 */
export async function openRedirectListener({
  port,
  path,
  state,
  issuer,
}: {
  /** 0 = any free one. */
  readonly port: number;
  readonly path: '/' | `/${string}`;
  readonly state: string;
  readonly issuer: string | null;
}): Promise<RedirectListener> {
  const { promise: answer, resolve } = Promise.withResolvers<RedirectAnswer>();
  let isTaken = false;
  let ownHost = '';

  function judge(request: IncomingMessage): RedirectAnswer | number {
    const query = readRequest(request, ownHost, path);
    if (typeof query === 'number') return query;
    if (isTaken) return 410;
    return readRedirect(query, { state, issuer }) ?? 400;
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const found = judge(request);
    if (typeof found === 'number') {
      sendRedirectPage(response, found, 'refused');
      return;
    }
    isTaken = true;
    // The page goes out first: closing the listener would otherwise cut it off.
    response.once('close', () => resolve(found));
    sendRedirectPage(response, 200, found.kind === 'code' ? 'done' : 'notDone');
  }

  const server = createServer(limits, handle);
  server.maxConnections = 64;
  await new Promise<void>((listening, failed) => {
    server.once('error', (cause) =>
      failed(new AppError('signIn.configuration', { cause, facts: { port, reason: 'port not free' } })),
    );
    server.listen({ host, port, exclusive: true }, listening);
  });
  server.on('error', () => undefined); // a connection that cannot be accepted is the browser's to repeat
  const { port: bound } = server.address() as AddressInfo;
  ownHost = `${host}:${bound}`;

  return {
    redirectUri: `http://${ownHost}${path === '/' ? '' : path}`,
    answer,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

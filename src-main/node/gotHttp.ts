import got, { ReadError, type Request, RequestError, type Response, type StreamOptions, TimeoutError } from 'got';
import { AppError, type ErrorFacts } from '../contract/errors.ts';
import type { Http, HttpAnswer, HttpRequest } from '../ports/http.ts';
import type { Network } from '../ports/network.ts';
import { lookAtCertificate } from './certificateLook.ts';
import { createHttpRoutes, type Route } from './httpRoutes.ts';

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 8 * 1024 ** 2;
/** What OpenSSL and Node call a certificate or handshake they do not accept. */
const tlsCode = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$)/;

/** Host and scheme only: a path or a query may hold what must not be told. */
const factsOf = (url: URL): ErrorFacts => ({ host: url.host });

function optionsOf(request: HttpRequest, { agent }: Route): StreamOptions {
  return {
    method: request.method,
    headers: { ...request.headers },
    ...(request.json === undefined ? {} : { json: request.json }),
    ...(request.form === undefined ? {} : { form: { ...request.form } }),
    timeout: { request: request.timeoutMs ?? defaultTimeoutMs },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    strictContentLength: true,
    agent,
    ...(request.signal ? { signal: request.signal } : {}),
  };
}

/** Counts bytes after decompression, so that a small compressed body cannot become a huge one. */
async function bodyOf(stream: Request, maxBytes: number, facts: ErrorFacts): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) {
      stream.destroy();
      throw new AppError('network.tooLarge', { facts: { ...facts, maxBytes } });
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Of reaching a place at all; over a proxy, that place is the proxy. */
const notReached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/;

function proxyFacts(proxy: URL, code: string, message: string): ErrorFacts | null {
  const facts = { proxy: proxy.host, hasPassword: proxy.username !== '' };
  if (code === 'ERR_PROXY_TUNNEL') {
    const [, status] = /HTTP\/1\.\d (\d{3})/.exec(message) ?? [];
    return status === undefined ? { ...facts, reason: code } : { ...facts, status: Number(status) };
  }
  return notReached.test(code) ? { ...facts, reason: code } : null;
}

function appErrorOf(error: unknown, hasAnswer: boolean, facts: ErrorFacts, proxy: URL | null): unknown {
  if (error instanceof AppError || !(error instanceof RequestError)) return error;
  const code = error.code ?? '';
  // The library's error holds the request with its body and headers; only its words go on.
  const cause = Object.assign(new Error(error.message), { name: error.name, code });
  const told = { cause, facts: { ...facts, reason: code } };
  const byProxy = proxy === null ? null : proxyFacts(proxy, code, error.message);
  if (byProxy !== null) return new AppError('network.proxyRefused', { cause, facts: { ...facts, ...byProxy } });
  if (error instanceof TimeoutError) return new AppError('network.timeout', told);
  if (tlsCode.test(code)) return new AppError('network.tls', told);
  if (hasAnswer || error instanceof ReadError) return new AppError('answer.cut', told);
  return new AppError('network.unreachable', told);
}

/** Who stands behind a certificate that is not accepted, for people to judge. */
async function withCertificate(error: unknown, url: URL, route: Route): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'network.tls') return error;
  const shown = await lookAtCertificate(url, route);
  if (shown === null) return error;
  const { subject, issuer, fingerprint, validTo } = shown;
  const facts = { ...error.facts, subject, issuer, fingerprint, validTo };
  return new AppError('network.tls', { cause: error.cause, facts });
}

const joined = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : (value ?? ''));

export interface GotHttp extends Http, Network {
  /** Closes idle connections; requests under way go on. */
  close(): void;
}

export function createGotHttp({
  proxyEnv = process.env,
  systemProxy,
}: {
  readonly proxyEnv?: NodeJS.ProcessEnv;
  readonly systemProxy?: (url: string) => Promise<string>;
} = {}): GotHttp {
  const routes = createHttpRoutes({ environment: proxyEnv, ...(systemProxy ? { systemProxy } : {}) });

  async function exchange(request: HttpRequest, url: URL, route: Route): Promise<HttpAnswer> {
    const facts = factsOf(url);
    let answer: Pick<HttpAnswer, 'status' | 'headers'> | null = null;
    const stream = got.stream(url, optionsOf(request, route));
    stream.on('response', ({ statusCode, headers }: Response) => {
      const pairs = Object.entries(headers).map(([name, value]) => [name, joined(value)]);
      answer = { status: statusCode, headers: Object.fromEntries(pairs) };
    });
    // An abort after the whole answer was read still ends the stream with an error; the reader below told all others.
    stream.on('error', () => undefined);
    // Without a body got waits for one to be piped in.
    if (request.method !== 'GET' && request.method !== 'HEAD' && !request.json && !request.form) stream.end();
    try {
      const body = await bodyOf(stream, request.maxBytes ?? defaultMaxBytes, facts);
      if (answer === null) throw new AppError('answer.cut', { facts });
      return refuseProxyAnswer({ ...(answer as Pick<HttpAnswer, 'status' | 'headers'>), body }, facts, route);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw await withCertificate(appErrorOf(error, answer !== null, facts, route.proxy), url, route);
    }
  }

  return {
    async send(request) {
      request.signal?.throwIfAborted();
      const url = new URL(request.url);
      return exchange(request, url, await routes.routeFor(url));
    },
    use: routes.use,
    async proxyFor(url) {
      const { proxy } = await routes.routeFor(new URL(url));
      return proxy === null ? null : proxy.host;
    },
    async certificateOf(text) {
      const url = new URL(text);
      return lookAtCertificate(url, await routes.routeFor(url));
    },
    close: routes.close,
  };
}

/** No server but a proxy answers 407; of an http address it comes as if it were the server's own answer. */
function refuseProxyAnswer(answer: HttpAnswer, facts: ErrorFacts, { proxy }: Route): HttpAnswer {
  if (proxy === null || answer.status !== 407) return answer;
  const { host, username } = proxy;
  throw new AppError('network.proxyRefused', {
    facts: { ...facts, proxy: host, hasPassword: username !== '', status: 407 },
  });
}

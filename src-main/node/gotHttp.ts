import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import got, { ReadError, type Request, RequestError, type Response, type StreamOptions, TimeoutError } from 'got';
import { AppError, type ErrorFacts } from '../contract/errors.ts';
import type { Http, HttpAnswer, HttpRequest } from '../ports/http.ts';

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 8 * 1024 ** 2;
/** What OpenSSL and Node call a certificate or handshake they do not accept. */
const tlsCode = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$)/;

const isLoopback = (url: URL) => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);

/** Host and scheme only: a path or a query may hold what must not be told. */
const factsOf = (url: URL): ErrorFacts => ({ host: url.host });

function optionsOf(request: HttpRequest, agents: ReturnType<typeof createAgents>, url: URL): StreamOptions {
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
    agent: isLoopback(url) ? agents.direct : agents.outward,
    ...(request.signal ? { signal: request.signal } : {}),
  };
}

/** `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are obeyed, except for this computer itself. */
function createAgents(proxyEnv: NodeJS.ProcessEnv) {
  return {
    direct: { http: new PlainAgent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) },
    outward: {
      http: new PlainAgent({ keepAlive: true, proxyEnv }),
      https: new TlsAgent({ keepAlive: true, proxyEnv }),
    },
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

function appErrorOf(error: unknown, hasAnswer: boolean, facts: ErrorFacts): unknown {
  if (error instanceof AppError || !(error instanceof RequestError)) return error;
  const code = error.code ?? '';
  // The library's error holds the request with its body and headers; only its words go on.
  const cause = Object.assign(new Error(error.message), { name: error.name, code });
  const told = { cause, facts: { ...facts, reason: code } };
  if (error instanceof TimeoutError) return new AppError('network.timeout', told);
  if (tlsCode.test(code)) return new AppError('network.tls', told);
  if (hasAnswer || error instanceof ReadError) return new AppError('answer.cut', told);
  return new AppError('network.unreachable', told);
}

const joined = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : (value ?? ''));

export interface GotHttp extends Http {
  /** Closes idle connections; requests under way go on. */
  close(): void;
}

export function createGotHttp({ proxyEnv = process.env }: { readonly proxyEnv?: NodeJS.ProcessEnv } = {}): GotHttp {
  const agents = createAgents(proxyEnv);

  async function exchange(request: HttpRequest, url: URL): Promise<HttpAnswer> {
    const facts = factsOf(url);
    let answer: Pick<HttpAnswer, 'status' | 'headers'> | null = null;
    const stream = got.stream(url, optionsOf(request, agents, url));
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
      return { ...(answer as Pick<HttpAnswer, 'status' | 'headers'>), body };
    } catch (error) {
      request.signal?.throwIfAborted();
      throw appErrorOf(error, answer !== null, facts);
    }
  }

  return {
    async send(request) {
      request.signal?.throwIfAborted();
      const url = new URL(request.url);
      return exchange(request, url);
    },
    close() {
      for (const { http, https } of [agents.direct, agents.outward]) {
        http.destroy();
        https.destroy();
      }
    },
  };
}

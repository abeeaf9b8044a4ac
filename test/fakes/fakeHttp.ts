import { AppError } from '../../src-main/contract/errors.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../src-main/ports/http.ts';

export interface SeenRequest extends HttpRequest {
  /** Parsed `url`. */
  readonly address: URL;
}

export type FakeReply = (request: SeenRequest) => HttpAnswer | Promise<HttpAnswer>;

const encoder = new TextEncoder();

export const textAnswer = (text: string, status = 200, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: encoder.encode(text),
});

export const jsonAnswer = (value: unknown, status = 200, headers: Record<string, string> = {}): HttpAnswer =>
  textAnswer(JSON.stringify(value), status, { 'content-type': 'application/json', ...headers });

export interface FakeHttp extends Http {
  readonly requests: readonly SeenRequest[];
  /** Answers `METHOD /path` (query ignored); a later call for the same route takes its place. */
  on(method: HttpRequest['method'], path: string | RegExp, reply: HttpAnswer | FakeReply): void;
}

/** No network: routes answer, everything else is `network.unreachable`. Every request is kept. */
export function createFakeHttp(): FakeHttp {
  const requests: SeenRequest[] = [];
  const routes: { method: string; path: string | RegExp; reply: HttpAnswer | FakeReply }[] = [];
  const leadsTo = (path: string | RegExp, pathname: string) =>
    typeof path === 'string' ? path === pathname : path.test(pathname);

  return {
    requests,
    on(method, path, reply) {
      routes.unshift({ method, path, reply });
    },
    async send(request) {
      request.signal?.throwIfAborted();
      const seen: SeenRequest = { ...request, address: new URL(request.url) };
      requests.push(seen);
      const route = routes.find(({ method, path }) => method === seen.method && leadsTo(path, seen.address.pathname));
      if (!route) throw new AppError('network.unreachable', { facts: { host: seen.address.host } });
      return typeof route.reply === 'function' ? route.reply(seen) : route.reply;
    },
  };
}

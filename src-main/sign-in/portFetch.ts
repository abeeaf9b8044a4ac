import type { CustomFetch } from 'openid-client';
import { AppError } from '../contract/errors.ts';
import { isJsonAnswer, jsonOf } from '../domain/httpAnswers.ts';
import { retryAfterMs } from '../domain/retryPolicy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http, HttpAnswer } from '../ports/http.ts';

/** Ample for metadata, keys and tokens; a provider that sends more is not answering the question. */
const maxAnswerBytes = 1024 ** 2;

const methods = ['GET', 'POST'] as const;

/**
 * Parsing a redirect address adds the `/` of an empty path, and the library sends what it parsed. Providers compare
 * byte by byte, and the authorization request named it without (Globus's loopback redirects have no path).
 */
const withoutAddedSlash = (redirect: string) => redirect.replace(/^(https?:\/\/[^/]+)\/$/, '$1');

function formOf(body: unknown): Record<string, string> | null {
  if (!(body instanceof URLSearchParams)) return null;
  const form = Object.fromEntries(body);
  return form.redirect_uri === undefined ? form : { ...form, redirect_uri: withoutAddedSlash(form.redirect_uri) };
}

/** What is wrong with the service rather than with the request: the library would ask its body for an OAuth error. */
function refuseTrouble(answer: HttpAnswer, host: string, clock: Clock): void {
  const facts = { host, status: answer.status };
  if (answer.status === 429) {
    const waitMs = retryAfterMs(answer.headers['retry-after'] ?? null, clock.now());
    throw new AppError('service.rateLimited', { facts: waitMs === null ? facts : { ...facts, retryAfterMs: waitMs } });
  }
  if (answer.status >= 500) throw new AppError('service.unavailable', { facts });
  if (answer.status < 200 || answer.status > 599) throw new AppError('answer.unexpected', { facts });
  // Tells JSON that breaks off from a page that is none.
  if (answer.status === 200 && isJsonAnswer(answer)) jsonOf(answer, { host });
}

/** A challenge header would hide the OAuth error in the body (Globus answers `invalid_grant` with status 401). */
const passedOn = ([name]: [string, string]) => name === 'content-type';

/** `fetch` for openid-client over the Http port: no redirect followed, 1 MiB at most, ended by `stopped`. */
export function createPortFetch({
  http,
  clock,
  timeoutMs,
  stopped,
}: {
  readonly http: Http;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly stopped: AbortSignal;
}): CustomFetch {
  return async (url, { body, headers, method, signal }) => {
    const known = methods.find((candidate) => candidate === method);
    if (known === undefined) throw new AppError('internal', { facts: { method } });
    const form = formOf(body);
    const answer = await http.send({
      method: known,
      url,
      headers,
      ...(form ? { form } : {}),
      signal: signal ? AbortSignal.any([signal, stopped]) : stopped,
      timeoutMs,
      maxBytes: maxAnswerBytes,
    });
    refuseTrouble(answer, new URL(url).host, clock);
    const hasBody = answer.status !== 204 && answer.status !== 205 && answer.status !== 304;
    return new Response(hasBody ? new Uint8Array(answer.body) : null, {
      status: answer.status,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(passedOn)),
    });
  };
}

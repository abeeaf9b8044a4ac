import { AppError } from '../contract/errors.ts';
import { globusError, globusServiceCode } from '../domain/globusErrors.ts';
import { jsonOf } from '../domain/httpAnswers.ts';
import { type FailedTry, retryAfterMs, retryDelayMs } from '../domain/retryPolicy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http, HttpAnswer, HttpRequest } from '../ports/http.ts';
import type { Logger } from '../ports/logger.ts';
import type { GlobusResource, GlobusTokens } from '../ports/tokens.ts';

const maxAnswerBytes = 8 * 1024 ** 2;
/** A folder listing of 100 000 entries is the largest answer there is. */
export const largestAnswerBytes = 64 * 1024 ** 2;

export interface GlobusRequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  /** false: a try whose answer got lost is not repeated, because the work may be done already. */
  readonly isRepeatable?: boolean;
  /** Body cap; default 8 MiB. */
  readonly maxBytes?: number;
}

export type GlobusMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One call of a Globus service; resolves with the parsed JSON of a 2xx answer. `path` has no leading `/`.
 * Rejects with AppError: `network.*`, `answer.*`, `signIn.needed`, or what `globusError` makes of the answer.
 */
export type GlobusRequest = (
  service: GlobusResource,
  method: GlobusMethod,
  path: string,
  options?: GlobusRequestOptions,
) => Promise<unknown>;

interface Dependencies {
  readonly http: Http;
  readonly clock: Clock;
  readonly tokens: GlobusTokens;
  /** Each ends in `/`; a path in front of the service's own is kept. */
  readonly baseUrls: Readonly<Record<GlobusResource, string>>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  /** Ends waits and requests. */
  readonly signal?: AbortSignal;
}

const isSuccess = (status: number) => status >= 200 && status < 300;

function addressOf(base: string, path: string, query: GlobusRequestOptions['query'] = {}): URL {
  const url = new URL(path, base.endsWith('/') ? base : `${base}/`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

/** The error document of a refusal, or null when the answer holds none. */
function documentOf(answer: HttpAnswer): unknown {
  try {
    return jsonOf(answer);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function refusal(answer: HttpAnswer, path: string, nowMs: number): AppError {
  if (answer.status >= 300 && answer.status < 400)
    return new AppError('answer.unexpected', { facts: { status: answer.status } });
  const error = globusError({ status: answer.status, body: documentOf(answer), path: `/${path}` });
  const waitMs = retryAfterMs(answer.headers['retry-after'] ?? null, nowMs);
  if (waitMs === null) return error;
  return new AppError(error.code, { facts: { ...error.facts, retryAfterSeconds: Math.ceil(waitMs / 1000) } });
}

export function createGlobusRequest({
  http,
  clock,
  tokens,
  baseUrls,
  random,
  logger,
  signal,
}: Dependencies): GlobusRequest {
  /** The answer, or the failure of this one try as an error to throw and as a case for the retry policy. */
  async function attempt(
    request: HttpRequest,
    path: string,
  ): Promise<{ value: unknown } | { error: AppError; failed: FailedTry }> {
    try {
      const answer = await http.send(request);
      const { host } = new URL(request.url);
      if (isSuccess(answer.status)) return { value: jsonOf(answer, { host }) };
      const refused = refusal(answer, path, clock.now());
      const error = new AppError(refused.code, { facts: { host, ...refused.facts } });
      const serviceCode = globusServiceCode(documentOf(answer));
      const retryAfter = answer.headers['retry-after'] ?? null;
      return { error, failed: { kind: 'status', status: answer.status, serviceCode, retryAfter } };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { error, failed: { kind: 'failure', code: error.code } };
    }
  }

  return async (service, method, path, { query, body, isRepeatable = true, maxBytes = maxAnswerBytes } = {}) => {
    const url = addressOf(baseUrls[service], path, query);
    let token = await tokens.accessToken(service);
    let isRenewed = false;
    for (let retries = 0; ; ) {
      const outcome = await attempt(
        {
          method,
          url,
          headers: { accept: 'application/json', authorization: `Bearer ${token}` },
          maxBytes,
          ...(body === undefined ? {} : { json: body }),
          ...(signal ? { signal } : {}),
        },
        path,
      );
      if ('value' in outcome) return outcome.value;
      const { error, failed } = outcome;
      if (failed.kind === 'status' && failed.status === 401 && !isRenewed) {
        isRenewed = true;
        token = await tokens.renewedAccessToken(service, token);
        continue;
      }
      const mayRepeat = isRepeatable || failed.kind === 'status';
      const waitMs = mayRepeat
        ? retryDelayMs(failed, { retriesSoFar: retries, random: random(), nowMs: clock.now() })
        : null;
      if (waitMs === null) throw error;
      retries += 1;
      logger.debug('Globus request is tried again', { service, code: error.code, retries, waitMs });
      await clock.sleep(waitMs, signal);
    }
  };
}

import type { AppErrorCode } from '../contract/errors.ts';

const maxRetries = 5;
/** A dead line seldom comes back within seconds; whoever asked tries again later. */
const maxNetworkRetries = 3;
const longestBackoffMs = 10_000;
/** A service that asks for more patience than this is told of instead of waited for. */
const longestRetryAfterMs = 30_000;

const passingStatuses = [429, 500, 502, 503, 504];
const passingFailures: readonly AppErrorCode[] = ['network.unreachable', 'network.timeout', 'answer.cut'];

export type FailedTry =
  | { readonly kind: 'failure'; readonly code: AppErrorCode }
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Globus's dotted error code, when the answer had one. */
      readonly serviceCode: string | null;
      readonly retryAfter: string | null;
    };

/** Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date (RFC 9110 §10.2.3). */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) || !/[a-z]/i.test(text) ? null : Math.max(0, date - nowMs);
}

/** Globus answers 502 for a personal endpoint that sleeps: true until somebody wakes it, so asking again is vain. */
const isEndpointsOwn = (serviceCode: string | null) => /ExternalError|EndpointError/.test(serviceCode ?? '');

/**
 * How long to wait before the next try, or null to give up. `retriesSoFar` counts from 0; `random` is 0 to 1.
 * Source: the retry rules of Globus's own Python SDK.
 */
export function retryDelayMs(
  failed: FailedTry,
  { retriesSoFar, random, nowMs }: { readonly retriesSoFar: number; readonly random: number; readonly nowMs: number },
): number | null {
  const backoffMs = Math.min(longestBackoffMs, (0.25 + 0.5 * random) * 2 ** retriesSoFar * 1000);
  if (failed.kind === 'failure')
    return passingFailures.includes(failed.code) && retriesSoFar < maxNetworkRetries ? backoffMs : null;
  if (!passingStatuses.includes(failed.status) || retriesSoFar >= maxRetries || isEndpointsOwn(failed.serviceCode))
    return null;
  const asked = [429, 503].includes(failed.status) ? retryAfterMs(failed.retryAfter, nowMs) : null;
  if (asked === null) return backoffMs;
  return asked > longestRetryAfterMs ? null : asked;
}

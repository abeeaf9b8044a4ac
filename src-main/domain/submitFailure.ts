import type { AppErrorCode } from '../contract/errors.ts';

/**
 * What a failed submission calls for. `again`: Globus may have it or not, the same request is sent again.
 * `forYou`: it has it not, and only the user can change that. `later`: it has it not, an endpoint must first come
 * back. `final`: it will never take it.
 */
export type SubmitFailure = 'again' | 'forYou' | 'later' | 'final';

const later: ReadonlySet<AppErrorCode> = new Set([
  'endpoint.asleep',
  'endpoint.paused',
  'endpoint.trouble',
  'transfer.tooMany',
]);

/** Soon over, or the outcome is not known. */
const isOpen: ReadonlySet<AppErrorCode> = new Set(['service.unavailable', 'service.rateLimited', 'internal']);

export function submitFailureOf(code: AppErrorCode): SubmitFailure {
  if (code.startsWith('signIn.') || code === 'consent.needed' || code === 'session.needed') return 'forYou';
  if (later.has(code)) return 'later';
  return isOpen.has(code) || /^(network|answer)\./.test(code) ? 'again' : 'final';
}

const firstPauseMs: Readonly<Record<Exclude<SubmitFailure, 'final'>, number>> = {
  again: 2_000,
  later: 30_000,
  forYou: 120_000,
};
/** With the spread below it: a line that is back, or a service, is noticed within a minute. */
const longestPauseMs: typeof firstPauseMs = { again: 45_000, later: 300_000, forYou: 300_000 };

/** Pause before the next attempt, doubling with a spread so that many do not come at once; `random` is 0 to 1. */
export const submitPauseMs = (kind: Exclude<SubmitFailure, 'final'>, attempts: number, random: number): number =>
  Math.min(longestPauseMs[kind], firstPauseMs[kind] * 2 ** Math.min(10, Math.max(0, attempts - 1))) *
  (0.75 + random / 2);

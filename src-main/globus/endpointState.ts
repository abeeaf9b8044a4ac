import type { EndpointState } from '../contract/endpoint.ts';
import type { AppError, AppErrorCode, Problem } from '../contract/errors.ts';
import type { KnownEndpoint } from './transform.ts';

export interface ObservedState {
  readonly state: EndpointState;
  readonly problem: Problem | null;
}

const online: ObservedState = { state: 'online', problem: null };
const notKnown: ObservedState = { state: 'notKnown', problem: null };

const stateByCode: Partial<Record<AppErrorCode, EndpointState>> = {
  'endpoint.asleep': 'asleep',
  'endpoint.paused': 'paused',
  'consent.needed': 'waitingForYou',
  'session.needed': 'waitingForYou',
  'endpoint.notFound': 'problem',
  'endpoint.trouble': 'problem',
  'endpoint.permissionDenied': 'problem',
  'endpoint.full': 'problem',
  'endpoint.readOnly': 'problem',
  // Whoever answers that a path is missing or taken is there.
  'endpoint.pathNotFound': 'online',
  'endpoint.exists': 'online',
};

/** What an answer tells of the endpoint; null when it tells of the network, the sign-in or the service only. */
export function observedState(outcome: 'ok' | AppError, at: string): ObservedState | null {
  if (outcome === 'ok') return online;
  const state = stateByCode[outcome.code];
  if (state === undefined) return null;
  return state === 'online' ? online : { state, problem: { code: outcome.code, facts: outcome.facts, at } };
}

/** Whether a newly read list knows better than what was observed before it. */
export const isOutdated = (observed: ObservedState, { isConnected, isPaused }: KnownEndpoint): boolean =>
  isConnected !== null && (['asleep', 'paused', 'online'].includes(observed.state) || !isConnected || isPaused);

/** What was observed after the list was read goes before the list; an old list tells nothing of now. */
export function currentState(
  { isConnected, isPaused }: KnownEndpoint,
  observed: ObservedState | undefined,
  listedAt: string | null,
): ObservedState {
  if (observed) return observed;
  if (listedAt === null || isConnected === null) return notKnown;
  if (!isConnected) return { state: 'asleep', problem: { code: 'endpoint.asleep', facts: {}, at: listedAt } };
  return isPaused ? { state: 'paused', problem: { code: 'endpoint.paused', facts: {}, at: listedAt } } : online;
}

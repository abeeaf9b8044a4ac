import type { ErrorFacts } from '../contract/errors.ts';
import { dataAccessEndpoints } from './globusScopes.ts';

/** What services asked for since the last sign-in, kept so that one sign-in brings it all. */
export interface Repair {
  readonly scopes: readonly string[];
  /** Mapped endpoints among the scopes whose own consent is missing. */
  readonly endpointIds: readonly string[];
  /** Query parameters of the next authorization request. */
  readonly sessionParameters: Readonly<Record<string, string>>;
  /** A service's own words on why. */
  readonly message: string | null;
}

const listOf = (value: ErrorFacts[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : [];

const sessionLists = [
  ['sessionRequiredIdentities', 'session_required_identities'],
  ['sessionRequiredSingleDomain', 'session_required_single_domain'],
  ['sessionRequiredPolicies', 'session_required_policies'],
] as const;

/** Lists of several requests are joined; Globus wants one comma-separated value. */
const joined = (before: string | undefined, more: readonly string[]) =>
  [...new Set([...(before?.split(',') ?? []), ...more])].join(',');

/** Adds what one refused request asked for; null when it asked for nothing a sign-in can bring. */
export function addRepair(before: Repair | null, facts: ErrorFacts): Repair | null {
  const scopes = [...new Set([...(before?.scopes ?? []), ...listOf(facts.requiredScopes)])];
  const session: Record<string, string> = { ...before?.sessionParameters };
  for (const [fact, parameter] of sessionLists) {
    const asked = listOf(facts[fact]);
    if (asked.length > 0) session[parameter] = joined(session[parameter], asked);
  }
  if (facts.sessionRequiredMfa === true) session.session_required_mfa = 'true';
  const message = (typeof facts.sessionMessage === 'string' && facts.sessionMessage) || (before?.message ?? null);
  const isForSession = Object.keys(session).some((name) => name.startsWith('session_required_'));
  if (isForSession) {
    // Without it Globus reuses the session that was not good enough.
    session.prompt = 'login';
    if (message !== null) session.session_message = message;
  }
  if (scopes.length === 0 && !isForSession) return before;
  return { scopes, endpointIds: dataAccessEndpoints(scopes.join(' ')), sessionParameters: session, message };
}

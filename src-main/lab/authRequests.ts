import type { MiddlewareHandler } from 'hono';
import type { AuthEnv } from './authFront.ts';
import { type AskedScope, parseScopes, unknownScopes } from './authScopes.ts';
import type { AskedSignIn } from './loginFlow.ts';
import { problemPage, sendPage } from './loginPages.ts';
import { wordsFor } from './loginWords.ts';
import type { LabPerson, LabWorld } from './world.ts';

/** Parameters of /authorize beyond OpenID Connect's; `globus_scope` carries the whole scope string inside the lab. */
export const authorizeParameters = [
  'access_type',
  'globus_scope',
  'prefill_named_grant',
  'session_message',
  'session_required_identities',
  'session_required_single_domain',
  'session_required_policies',
  'session_required_mfa',
] as const;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const listOf = (value: unknown): string[] => (textOf(value) ?? '').split(',').filter((part) => part !== '');

/** `offline_access` is a way to ask for refresh tokens, not a scope of a token. */
const splitOffline = (scopes: readonly AskedScope[]) => ({
  scopes: scopes.filter(({ name }) => name !== 'offline_access'),
  isOffline: scopes.some(({ name }) => name === 'offline_access'),
});

/**
 * Looks at a request before the provider does. Scopes nobody knows end on a page, as at the real service: the app is
 * not told. Brackets would not pass the provider, so it sees the OpenID scopes only. A session requirement means a
 * fresh login.
 */
export function prepareAuthorize(world: LabWorld): MiddlewareHandler<AuthEnv> {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const asked = textOf(url.searchParams.get('scope'));
    const parsed = asked === undefined ? undefined : parseScopes(asked);
    const clientId = url.searchParams.get('client_id') ?? '';
    if (asked === undefined || parsed === undefined) {
      const says = 'The app asked for no scopes, or for scopes that cannot be read.';
      return sendPage(c, await problemPage('Missing or malformed scope', says, { client_id: clientId }), 400);
    }
    const { scopes } = splitOffline(parsed);
    const unknown = unknownScopes(scopes, world.endpoints);
    if (unknown.length > 0) {
      const says = `client_id=${clientId} requested unknown scopes: ${unknown.join(' ')}`;
      return sendPage(c, await problemPage('Unknown Scope', says, { 'Error code': 'UNKNOWN_SCOPE_ERROR' }), 400);
    }
    const openId = scopes.map(({ name }) => name).filter((name) => ['openid', 'profile', 'email'].includes(name));
    url.searchParams.set('scope', [...new Set(['openid', ...openId])].join(' '));
    url.searchParams.set('globus_scope', asked);
    if ([...url.searchParams.keys()].some((name) => name.startsWith('session_required_')))
      url.searchParams.set('prompt', 'login');
    c.env.incoming.url = `${url.pathname}${url.search}`;
    return next();
  };
}

function peopleFor(params: Readonly<Record<string, unknown>>, people: readonly LabPerson[]): readonly LabPerson[] {
  const identities = listOf(params.session_required_identities);
  const domains = listOf(params.session_required_single_domain);
  return people.filter(
    ({ id, username }) =>
      (identities.length === 0 || identities.includes(id) || identities.includes(username)) &&
      (domains.length === 0 || domains.some((domain) => username.endsWith(`@${domain}`))),
  );
}

/** What the parameters of an interaction ask. */
export function askedOf(params: Readonly<Record<string, unknown>>, world: LabWorld): AskedSignIn {
  const { scopes, isOffline } = splitOffline(parseScopes(textOf(params.globus_scope) ?? '') ?? []);
  const isOfflineAsked = isOffline || params.access_type === 'offline';
  const policies = listOf(params.session_required_policies);
  const reasons = [
    textOf(params.session_message),
    params.session_required_mfa?.toString().toLowerCase() === 'true'
      ? 'A second factor is asked for; the practice lab takes it as given.'
      : undefined,
    policies.length > 0 ? 'A site policy asks you to sign in again.' : undefined,
  ].filter((reason) => reason !== undefined);
  return {
    scopes,
    isOffline: isOfflineAsked,
    asks: wordsFor(scopes, isOfflineAsked, world.endpoints),
    message: reasons.length > 0 ? reasons.join(' ') : undefined,
    label: textOf(params.prefill_named_grant),
    people: peopleFor(params, world.people),
  };
}

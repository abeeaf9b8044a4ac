import { auth as sdk } from '@globus/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type GlobusAuth, startGlobusAuth } from '../../src-main/lab/authServer.ts';
import { researcher } from '../../src-main/lab/people.ts';
import { allowAs, newVerifier } from '../fakes/labSignIn.ts';
import { makeTestWorld, type TestWorld } from '../fakes/labWorld.ts';

/** The official JavaScript SDK, pointed at the lab by its environment variable, read at every call. */
const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';

let lab: TestWorld;
let auth: GlobusAuth;
beforeAll(async () => {
  lab = await makeTestWorld();
  auth = await startGlobusAuth({ world: lab.world, port: 0 });
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_AUTH', auth.url.replace(/\/$/, ''));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await auth.stop();
  await lab.remove();
});

const payload = <Fields extends Record<string, string>>(fields: Fields) => ({
  payload: { client_id: auth.clients.native.id, ...fields },
});

/** Signs in with the scopes as the SDK's browser part writes them. */
async function signedIn(scope: string) {
  const verifier = newVerifier();
  const back = await allowAs('Researcher', {
    endpoint: sdk.getAuthorizationEndpoint(),
    clientId: auth.clients.native.id,
    scope: `${scope} offline_access`,
    verifier,
  });
  const answer = await sdk.oauth2.token.exchange(
    payload({
      grant_type: 'authorization_code' as const,
      code: back.url.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: 'http://127.0.0.1:45678',
    }),
  );
  expect(answer.status).toBe(200);
  const tokens: unknown = await answer.json();
  if (!sdk.isGlobusAuthTokenResponse(tokens) || !sdk.isRefreshToken(tokens)) throw new Error('not a token response');
  return tokens;
}

test('exchange, refresh, validate and revoke', async () => {
  const tokens = await signedIn(`${transferAll} openid`);
  expect(tokens).toMatchObject({ resource_server: 'transfer.api.globus.org', scope: transferAll });
  const refresh = payload({ grant_type: 'refresh_token' as const, refresh_token: tokens.refresh_token });
  const refreshed: unknown = await (await sdk.oauth2.token.refresh(refresh)).json();
  expect(sdk.isGlobusAuthTokenResponse(refreshed)).toBe(true);
  expect(refreshed).toMatchObject({ refresh_token: tokens.refresh_token, other_tokens: [] });
  const validate = payload({ token: tokens.refresh_token });
  expect(await (await sdk.oauth2.token.validate(validate)).json()).toEqual({ active: true });
  expect(await (await sdk.oauth2.token.revoke(validate)).json()).toEqual({ active: false });
  expect(await (await sdk.oauth2.token.validate(validate)).json()).toEqual({ active: false });
  const refused = await sdk.oauth2.token.refresh(refresh);
  expect([refused.status, await refused.json()]).toEqual([401, { error: 'invalid_grant' }]);
});

test('userinfo, identities and consents', async () => {
  const tokens = await signedIn('openid profile email');
  const headers = { Authorization: `Bearer ${tokens.access_token}` };
  // Its declared options hold a `payload: never` that no caller can give.
  const options: object = { headers };
  type UserinfoOptions = Parameters<typeof sdk.oauth2.userinfo>[0];
  expect(await (await sdk.oauth2.userinfo(options as UserinfoOptions)).json()).toMatchObject({
    sub: researcher.id,
    preferred_username: researcher.username,
  });
  const found = await sdk.identities.getAll({ headers, query: { usernames: researcher.username } });
  expect(await found.json()).toMatchObject({ identities: [{ id: researcher.id, status: 'used' }] });
  const one = await sdk.identities.get(researcher.id, { headers });
  expect(await one.json()).toMatchObject({ identity: { username: researcher.username } });
  const consents = await sdk.identities.consents.getAll(researcher.id, { headers });
  const { consents: given } = (await consents.json()) as { consents: { scope_name: string }[] };
  expect(given.map((consent) => consent.scope_name)).toContain('openid');
  expect((await sdk.identities.getAll({ query: { usernames: researcher.username } })).status).toBe(401);
});

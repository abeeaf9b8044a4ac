import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GlobusAuth, startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { allowAs, basic, postForm } from '../../fakes/labSignIn.ts';
import { makeTestWorld, type TestWorld, testEndpoints } from '../../fakes/labWorld.ts';

/** The template of the official command line, and the scopes it asks at login. */
const templateId = '95fdeba8-fac2-42bd-a357-e068d82ff78e';
const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const loginScopes = [
  'openid',
  'profile',
  'email',
  'urn:globus:auth:scope:auth.globus.org:view_identity_set',
  transferAll,
  'urn:globus:auth:scope:groups.api.globus.org:all',
  'urn:globus:auth:scope:search.api.globus.org:all',
  `https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer[${transferAll}]`,
  'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all',
].join(' ');

interface Token {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly resource_server: string;
  readonly scope: string;
  readonly expires_in: number;
}

let lab: TestWorld;
let auth: GlobusAuth;
beforeEach(async () => {
  lab = await makeTestWorld();
  auth = await startGlobusAuth({ world: lab.world, port: 0 });
});
afterEach(async () => {
  await auth.stop();
  await lab.remove();
});

const post = (path: string, form: Record<string, string>, authorization?: string) =>
  postForm(`${auth.url}${path}`, form, authorization);

async function checkedIdToken(idToken: string): Promise<Record<string, unknown>> {
  const discovered = (await (await fetch(`${auth.url}.well-known/openid-configuration`)).json()) as {
    jwks_uri: string;
  };
  const { keys } = (await (await fetch(discovered.jwks_uri)).json()) as { keys: JsonWebKey[] };
  const [head = '', claims = '', signature = ''] = idToken.split('.');
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({ alg: 'RS512' });
  const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
  expect(verify('sha512', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

test('logs in, checks its tokens and logs out as the official command line does', async () => {
  const created = await fetch(`${auth.url}v2/api/clients`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client: { template_id: templateId, name: 'Globus CLI' } }),
  });
  expect(created.status).toBe(201);
  const { client, included } = (await created.json()) as {
    client: { id: string };
    included: { client_credential: { client: string; secret: string } };
  };
  expect(included.client_credential.client).toBe(client.id);
  const credentials = basic(client.id, included.client_credential.secret);

  const redirectUri = 'http://localhost:41234';
  const back = await allowAs('Researcher', {
    endpoint: `${auth.url}v2/oauth2/authorize`,
    clientId: client.id,
    scope: loginScopes,
    redirectUri,
    more: { state: '_default', access_type: 'offline', prompt: 'login' },
  });
  const code = back.url.searchParams.get('code') ?? '';
  const exchange = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  const wrongSecret = await post('v2/oauth2/token', exchange, basic(client.id, 'wrong'));
  expect([wrongSecret.status, wrongSecret.body]).toMatchObject([401, { error: 'invalid_client' }]);
  const exchanged = await post('v2/oauth2/token', exchange, credentials);
  expect(exchanged.status).toBe(200);
  const answer = exchanged.body as Token & { id_token: string; state: string; other_tokens: Token[] };
  expect(answer).toMatchObject({ resource_server: 'auth.globus.org', state: '_default', expires_in: 172_800 });
  expect(answer.other_tokens.map((token) => token.resource_server)).toEqual([
    'transfer.api.globus.org',
    'groups.api.globus.org',
    'search.api.globus.org',
    '524230d7-ea86-4a52-8312-86065a9e0417',
    'flows.globus.org',
  ]);
  const tokens = [answer, ...answer.other_tokens];
  expect(tokens.every(({ refresh_token, scope }) => refresh_token && !scope.includes('['))).toBe(true);
  expect(await checkedIdToken(answer.id_token)).toMatchObject({
    iss: auth.url.replace(/\/$/, ''),
    aud: client.id,
    sub: researcher.id,
  });

  for (const { refresh_token } of tokens) {
    const valid = await post('v2/oauth2/token/validate', { token: refresh_token }, credentials);
    expect([valid.status, valid.body]).toEqual([200, { active: true }]);
  }
  const refreshed = await post(
    'v2/oauth2/token',
    { grant_type: 'refresh_token', refresh_token: answer.other_tokens[0]?.refresh_token ?? '' },
    credentials,
  );
  expect(refreshed.body).toMatchObject({ resource_server: 'transfer.api.globus.org', other_tokens: [] });

  const userinfo = await fetch(`${auth.url}v2/oauth2/userinfo`, {
    headers: { authorization: `Bearer ${answer.access_token}` },
  });
  expect(await userinfo.json()).toMatchObject({
    sub: researcher.id,
    preferred_username: researcher.username,
    identity_set: [{ sub: researcher.id, username: researcher.username }],
  });
  for (const token of tokens.flatMap(({ access_token, refresh_token }) => [access_token, refresh_token])) {
    const revoked = await post('v2/oauth2/token/revoke', { token, client_id: templateId });
    expect([revoked.status, revoked.body]).toEqual([200, { active: false }]);
    expect((await post('v2/oauth2/token/validate', { token }, credentials)).body).toEqual({ active: false });
  }
});

test('client credentials give one token a service and the consent at once, as the first person', async () => {
  const { id, secret } = auth.clients.confidential;
  const ask = (scope: string) =>
    post('v2/oauth2/token', { grant_type: 'client_credentials', scope }, basic(id, secret));
  const plain = await ask(transferAll);
  expect(plain.body).toMatchObject({
    resource_server: 'transfer.api.globus.org',
    scope: transferAll,
    other_tokens: [],
  });
  expect(plain.body).not.toHaveProperty('refresh_token');
  const token = lab.world.tokens.find((plain.body as Token).access_token);
  expect(token).toMatchObject({ personId: labManager.id, clientId: id });

  expect(lab.world.consents.has(labManager.id, id, testEndpoints.scratch)).toBe(false);
  await ask(`${transferAll}[*https://auth.globus.org/scopes/${testEndpoints.scratch}/data_access]`);
  expect(lab.world.consents.has(labManager.id, id, testEndpoints.scratch)).toBe(true);

  const unknown = await ask(`${transferAll}[*https://auth.globus.org/scopes/${testEndpoints.laptop}/data_access]`);
  expect([unknown.status, unknown.body]).toMatchObject([
    400,
    { error: 'invalid_scope', error_description: 'Unknown Scope', errors: [{ code: 'UNKNOWN_SCOPE_ERROR' }] },
  ]);
  expect((await ask('')).status).toBe(400);
  const withOpenId = (await ask('openid')).body as Token & { id_token: string };
  expect(await checkedIdToken(withOpenId.id_token)).toMatchObject({ aud: id, sub: labManager.id });
});

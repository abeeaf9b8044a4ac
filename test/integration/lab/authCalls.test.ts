import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GlobusAuth, startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { allowAs, basic, newVerifier, postForm } from '../../fakes/labSignIn.ts';
import { makeTestWorld, type TestWorld, testEndpoints } from '../../fakes/labWorld.ts';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const dataAccess = `https://auth.globus.org/scopes/${testEndpoints.scratch}/data_access`;
const recorded = join(import.meta.dirname, '../../../../shared/fixtures/globus');

interface Token {
  readonly access_token: string;
  readonly refresh_token: string;
}

let lab: TestWorld;
let auth: GlobusAuth;
let authToken: Token;
let transferToken: Token;
beforeAll(async () => {
  lab = await makeTestWorld();
  auth = await startGlobusAuth({ world: lab.world, port: 0 });
  const verifier = newVerifier();
  const clientId = auth.clients.native.id;
  const back = await allowAs('Researcher', {
    endpoint: `${auth.url}v2/oauth2/authorize`,
    clientId,
    scope: `openid email ${transferAll}[*${dataAccess}]`,
    verifier,
    more: { access_type: 'offline' },
  });
  const { body } = await postForm(`${auth.url}v2/oauth2/token`, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code: back.url.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: 'http://127.0.0.1:45678',
  });
  const answer = body as Token & { other_tokens: Token[] };
  authToken = answer;
  transferToken = answer.other_tokens[0] ?? answer;
});
afterAll(async () => {
  await auth.stop();
  await lab.remove();
});

async function get(path: string, authorization?: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${auth.url}${path}`, authorization === undefined ? {} : { headers: { authorization } });
  return { status: response.status, body: await response.json() };
}
const bearer = (token: Token) => `Bearer ${token.access_token}`;
const confidential = () => basic(auth.clients.confidential.id, auth.clients.confidential.secret);

/** Names of the members of an answer and of what lies in it, values left out. */
const shapeOf = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.slice(0, 1).map(shapeOf)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort()
            .map(([name, member]) => [name, shapeOf(member)]),
        )
      : 'value';

describe.skipIf(!existsSync(recorded))('answers have the members of recorded ones', () => {
  const fixture = (name: string): { status: number; body: unknown } =>
    JSON.parse(readFileSync(join(recorded, `auth.${name}.json`), 'utf8'));

  test('discovery document', async () => {
    const { body } = await get('.well-known/openid-configuration');
    const real = fixture('GET.well_known_openid_configuration.200').body;
    expect(Object.keys(body as object).sort()).toEqual(Object.keys(real as object).sort());
  });

  test('unauthenticated calls', async () => {
    const real = fixture('GET.api_identities.401.unauthorized.unauthorized');
    for (const path of ['v2/api/identities?usernames=a', 'v2/oauth2/userinfo']) {
      const { status, body } = await get(path);
      expect(status).toBe(real.status);
      expect(shapeOf(body)).toEqual(shapeOf(real.body));
      expect(body).toMatchObject({ error: 'unauthorized', errors: [{ code: 'UNAUTHORIZED' }] });
    }
  });

  test('userinfo with the token of another service', async () => {
    const real = fixture('GET.oauth2_userinfo.403.unauthorized.forbidden');
    const { status, body } = await get('v2/oauth2/userinfo', bearer(transferToken));
    expect([status, shapeOf(body)]).toEqual([real.status, shapeOf(real.body)]);
  });

  test('identities', async () => {
    const real = fixture('GET.api_identities.200.globusid').body;
    const { body } = await get(`v2/api/identities?usernames=${labManager.username}`, bearer(authToken));
    expect(shapeOf(body)).toEqual(shapeOf(real));
  });

  test('consents', async () => {
    const real = fixture('GET.api_identities_ID_consents.200').body;
    const { body } = await get(`v2/api/identities/${researcher.id}/consents?all=False`, bearer(authToken));
    const withoutPath = (value: unknown) => JSON.stringify(shapeOf(value)).replace(/\["value"(,"value")*\]/g, '[]');
    expect(withoutPath(body)).toBe(withoutPath(real));
  });

  test('identity providers', async () => {
    const real = fixture('GET.api_identity_providers.200').body;
    const { body } = await get('v2/api/identity_providers?domains=practice.lab', bearer(authToken));
    expect(Object.keys((body as { identity_providers: object[] }).identity_providers[0] ?? {}).sort()).toEqual(
      Object.keys((real as { identity_providers: object[] }).identity_providers[0] ?? {}).sort(),
    );
  });

  test('invalid_grant and revoke', async () => {
    const real = fixture('POST.oauth2_token.401.invalid_grant.invalid_grant');
    const refused = await postForm(`${auth.url}v2/oauth2/token`, {
      grant_type: 'refresh_token',
      client_id: auth.clients.native.id,
      refresh_token: 'nonsense',
    });
    expect([refused.status, refused.body]).toEqual([real.status, real.body]);
    const revoked = await postForm(`${auth.url}v2/oauth2/token/revoke`, { token: 'nonsense' });
    expect([revoked.status, revoked.body]).toEqual([200, fixture('POST.oauth2_token_revoke.200').body]);
  });

  test('introspection', async () => {
    const real = fixture('POST.oauth2_token_introspect.200').body;
    const token = authToken.access_token;
    const { body } = await postForm(`${auth.url}v2/oauth2/token/introspect`, { token }, confidential());
    expect(shapeOf(body)).toEqual(shapeOf(real));
  });
});

test('userinfo tells what the scopes allow', async () => {
  const { body } = await get('v2/oauth2/userinfo', bearer(authToken));
  expect(body).toEqual({ sub: researcher.id, email: researcher.email });
});

test('identities: by usernames and ids, provisioned only when asked, by a person or a client', async () => {
  const list = async (query: string, authorization = bearer(authToken)) =>
    ((await get(`v2/api/identities?${query}`, authorization)).body as { identities: { id: string; status: string }[] })
      .identities;
  expect(await list(`ids=${researcher.id},${labManager.id}`)).toMatchObject([
    { username: researcher.username },
    { username: labManager.username },
  ]);
  expect(await list('usernames=new@practice.lab&provision=false')).toEqual([]);
  const [unused] = await list('usernames=New@practice.lab&provision=true');
  expect(unused).toMatchObject({ username: 'new@practice.lab', status: 'unused', name: null });
  expect(await list(`ids=${unused?.id}`, confidential())).toEqual([unused]);
  expect((await get('v2/api/identities', bearer(authToken))).status).toBe(400);
});

test('consents: only one’s own, one client’s or all', async () => {
  const names = async (all: string) => {
    const { body } = await get(`v2/api/identities/${researcher.id}/consents?all=${all}`, bearer(authToken));
    return (body as { consents: { scope_name: string; dependency_path: number[] }[] }).consents;
  };
  const own = await names('False');
  expect(own.map((consent) => consent.scope_name)).toEqual(['openid', 'email', transferAll, dataAccess]);
  expect(own[3]?.dependency_path).toHaveLength(2);
  expect(await names('True')).toHaveLength(4);
  expect((await get(`v2/api/identities/${labManager.id}/consents`, bearer(authToken))).status).toBe(403);
  expect((await get(`v2/api/identities/${researcher.id}/consents`)).status).toBe(401);
});

test('introspection and new clients are not for everybody', async () => {
  const introspect = (authorization?: string) =>
    postForm(`${auth.url}v2/oauth2/token/introspect`, { token: 'nonsense', include: 'session_info' }, authorization);
  expect((await introspect()).status).toBe(401);
  expect((await introspect(basic(auth.clients.confidential.id, 'wrong'))).status).toBe(401);
  expect((await introspect(basic(auth.clients.native.id, ''))).status).toBe(401);
  expect((await introspect(confidential())).body).toEqual({ active: false });
  const create = (body: string) => fetch(`${auth.url}v2/api/clients`, { method: 'POST', body });
  expect((await create(JSON.stringify({ client: { name: 'x' } }))).status).toBe(401);
  expect((await create('no json')).status).toBe(400);
});

test('refresh tokens belong to their client, live from use to use, and die after six months', async () => {
  const refresh = (clientId: string) =>
    postForm(`${auth.url}v2/oauth2/token`, {
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: authToken.refresh_token,
    });
  const { id, secret } = auth.clients.confidential;
  const foreign = await postForm(
    `${auth.url}v2/oauth2/token`,
    { grant_type: 'refresh_token', refresh_token: authToken.refresh_token },
    basic(id, secret),
  );
  expect([foreign.status, foreign.body]).toEqual([401, { error: 'invalid_grant' }]);
  const fiveMonthsMs = 150 * 86_400_000;
  for (const _ of [1, 2]) {
    lab.world.clock.hurry(fiveMonthsMs);
    expect((await refresh(auth.clients.native.id)).status).toBe(200);
  }
  lab.world.clock.hurry(fiveMonthsMs + 31 * 86_400_000);
  expect((await refresh(auth.clients.native.id)).body).toEqual({ error: 'invalid_grant' });
  lab.world.clock.reset();
});

test('grants that the token endpoint does not know, and unknown paths, are refused', async () => {
  const { status, body } = await postForm(`${auth.url}v2/oauth2/token`, {
    grant_type: 'password',
    client_id: auth.clients.native.id,
  });
  expect([status, body]).toMatchObject([400, { error: 'unsupported_grant_type', errors: [{ status: '400' }] }]);
  const wrongKind = await postForm(`${auth.url}v2/oauth2/token`, {
    grant_type: 'client_credentials',
    client_id: auth.clients.native.id,
    scope: transferAll,
  });
  expect(wrongKind.status).toBe(400);
  expect((await fetch(`${auth.url}v2/nothing`)).status).toBe(404);
});

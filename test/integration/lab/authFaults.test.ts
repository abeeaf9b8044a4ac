import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LabFaultName } from '../../../src-main/contract/lab.ts';
import { type GlobusAuth, startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { whoIsCalling } from '../../../src-main/lab/bearer.ts';
import { allowAs, basic, newVerifier, postForm } from '../../fakes/labSignIn.ts';
import { makeTestWorld, type TestWorld } from '../../fakes/labWorld.ts';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';

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

const fault = (name: LabFaultName, isOn = true) => lab.world.faults.switch({ name, isOn });
const askToken = (): Promise<Response> => {
  const { id, secret } = auth.clients.confidential;
  return fetch(`${auth.url}v2/oauth2/token`, {
    method: 'POST',
    headers: { authorization: basic(id, secret) },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: transferAll }),
  });
};

async function signedIn(): Promise<{ access_token: string; refresh_token: string }> {
  const verifier = newVerifier();
  const back = await allowAs('Researcher', {
    endpoint: `${auth.url}v2/oauth2/authorize`,
    clientId: auth.clients.native.id,
    scope: transferAll,
    verifier,
    more: { access_type: 'offline' },
  });
  const { body } = await postForm(`${auth.url}v2/oauth2/token`, {
    grant_type: 'authorization_code',
    client_id: auth.clients.native.id,
    code: back.url.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: 'http://127.0.0.1:45678',
  });
  return body as { access_token: string; refresh_token: string };
}
const refresh = (refreshToken: string) =>
  postForm(`${auth.url}v2/oauth2/token`, {
    grant_type: 'refresh_token',
    client_id: auth.clients.native.id,
    refresh_token: refreshToken,
  });
const isKnown = (token: string) =>
  whoIsCalling(lab.world, `Bearer ${token}`, 'transfer.api.globus.org').kind === 'caller';

describe('answers under a fault', () => {
  test('rate-limit: 429 with Retry-After', async () => {
    fault('rate-limit');
    const answer = await askToken();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
  });

  test('server-error: 500', async () => {
    fault('server-error');
    expect((await askToken()).status).toBe(500);
    fault('server-error', false);
    expect((await askToken()).status).toBe(200);
  });

  test('html-answer: 200 with a page', async () => {
    fault('html-answer');
    const answer = await askToken();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  test('cut-json: both the lab’s own answers and the provider’s', async () => {
    fault('cut-json');
    for (const answer of [await askToken(), await fetch(`${auth.url}.well-known/openid-configuration`)]) {
      const text = await answer.text();
      expect([answer.status, text[0]]).toEqual([200, '{']);
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
    }
  });

  test('slow: an answer on its way is given up when the lab stops', async () => {
    fault('slow');
    const answer = askToken().then(
      () => 'answered',
      () => 'ended',
    );
    await expect.poll(() => new Promise((resolve) => auth.server.getConnections((_, count) => resolve(count)))).toBe(1);
    await auth.stop();
    expect(await answer).toBe('ended');
  });

  test('pages for people stay up', async () => {
    fault('server-error');
    expect((await fetch(`${auth.url}v2/web/auth-code?code=x`)).status).toBe(200);
  });
});

describe('token faults', () => {
  test('token-expired: refused until refreshed', async () => {
    const tokens = await signedIn();
    fault('token-expired');
    expect(isKnown(tokens.access_token)).toBe(false);
    const { status, body } = await refresh(tokens.refresh_token);
    expect(status).toBe(200);
    expect(isKnown((body as { access_token: string }).access_token)).toBe(true);
  });

  test('token-revoked: refresh is invalid_grant; signing in again works', async () => {
    const tokens = await signedIn();
    fault('token-revoked');
    expect(isKnown(tokens.access_token)).toBe(false);
    const { status, body } = await refresh(tokens.refresh_token);
    expect([status, body]).toEqual([401, { error: 'invalid_grant' }]);
    expect(isKnown((await signedIn()).access_token)).toBe(true);
  });
});

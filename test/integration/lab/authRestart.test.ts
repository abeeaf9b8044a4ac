import { expect, test } from 'vitest';
import { startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { researcher } from '../../../src-main/lab/people.ts';
import { startRegistryIssuer } from '../../../src-main/lab/registryIssuer.ts';
import { createLabBrowser } from '../../fakes/labBrowser.ts';
import { allowAs, authorizeUrl, basic, newVerifier, postForm } from '../../fakes/labSignIn.ts';
import { makeTestWorld, testEndpoints } from '../../fakes/labWorld.ts';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const scope = `openid ${transferAll}[*https://auth.globus.org/scopes/${testEndpoints.scratch}/data_access]`;
const saved = (part: { snapshot(): unknown }): unknown => JSON.parse(JSON.stringify(part.snapshot()));

test('Globus Auth knows sessions, clients, tokens, codes and consents after a restart', async () => {
  const lab = await makeTestWorld();
  const first = await startGlobusAuth({ world: lab.world, port: 0 });
  const port = Number(new URL(first.url).port);
  const verifier = newVerifier();
  const browser = createLabBrowser();
  const endpoint = `${first.url}v2/oauth2/authorize`;
  const clientId = first.clients.native.id;
  const request = { endpoint, clientId, scope, verifier, more: { access_type: 'offline' } };
  const back = await allowAs('Researcher', request, browser);
  const created = await fetch(`${first.url}v2/api/clients`, {
    method: 'POST',
    body: JSON.stringify({ client: { template_id: '95fdeba8-fac2-42bd-a357-e068d82ff78e', name: 'Globus CLI' } }),
  });
  const { included } = (await created.json()) as {
    included: { client_credential: { client: string; secret: string } };
  };
  await first.stop();
  await expect(fetch(first.url)).rejects.toThrow();

  const world = lab.reopened();
  const second = await startGlobusAuth({ world, port, restored: saved(first) });
  try {
    expect(second.clients).toEqual(first.clients);
    const exchanged = await postForm(`${second.url}v2/oauth2/token`, {
      grant_type: 'authorization_code',
      client_id: clientId,
      code: back.url.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: 'http://127.0.0.1:45678',
    });
    expect(exchanged.status).toBe(200);
    expect(world.consents.has(researcher.id, clientId, testEndpoints.scratch)).toBe(true);
    const again = await browser.open(authorizeUrl(request));
    expect(again.url.searchParams.get('code')).toBeTruthy();
    const { client, secret } = included.client_credential;
    const templated = await postForm(
      `${second.url}v2/oauth2/token`,
      { grant_type: 'client_credentials', scope: transferAll },
      basic(client, secret),
    );
    expect(templated.status).toBe(200);
  } finally {
    await second.stop();
    await lab.remove();
  }
});

test('a refresh token given before a restart works after it', async () => {
  const lab = await makeTestWorld();
  const refreshToken = lab.world.tokens.issue(
    {
      kind: 'refresh',
      resourceServer: 'transfer.api.globus.org',
      scopes: [transferAll],
      personId: researcher.id,
      clientId: '3f6b1c52-8a7e-4d09-b1f3-5c2e9a40d7b6',
    },
    60,
  ).token;
  const auth = await startGlobusAuth({ world: lab.reopened(), port: 0 });
  try {
    const { status, body } = await postForm(`${auth.url}v2/oauth2/token`, {
      grant_type: 'refresh_token',
      client_id: auth.clients.native.id,
      refresh_token: refreshToken,
    });
    expect([status, body]).toMatchObject([200, { refresh_token: refreshToken, scope: transferAll }]);
  } finally {
    await auth.stop();
    await lab.remove();
  }
});

test('the registry’s provider keeps its refresh tokens over a restart', async () => {
  const lab = await makeTestWorld();
  const registryUrl = 'http://127.0.0.1:5000/';
  const first = await startRegistryIssuer({ world: lab.world, port: 0, registryUrl });
  const verifier = newVerifier();
  const redirectUri = 'http://127.0.0.1:45678/cb/registry';
  const back = await allowAs('Researcher', {
    endpoint: `${first.issuer}/auth`,
    clientId: 'portolan',
    scope: 'openid registry',
    redirectUri,
    verifier,
  });
  const { body } = await postForm(`${first.issuer}/token`, {
    grant_type: 'authorization_code',
    client_id: 'portolan',
    code: back.url.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
  const tokens = body as { access_token: string; refresh_token: string };
  await first.stop();
  await expect(fetch(first.url)).rejects.toThrow();
  const port = Number(new URL(first.url).port);
  const second = await startRegistryIssuer({ world: lab.reopened(), port, registryUrl, restored: saved(first) });
  try {
    expect(second.personOf(tokens.access_token)).toEqual(researcher);
    const refreshed = await postForm(`${second.issuer}/token`, {
      grant_type: 'refresh_token',
      client_id: 'portolan',
      refresh_token: tokens.refresh_token,
    });
    expect(refreshed.status).toBe(200);
  } finally {
    await second.stop();
    await lab.remove();
  }
});

import * as client from 'openid-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GlobusAuth, startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { whoIsCalling } from '../../../src-main/lab/bearer.ts';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { buttonsOf, createLabBrowser, visibleText } from '../../fakes/labBrowser.ts';
import { makeTestWorld, type TestWorld, testEndpoints } from '../../fakes/labWorld.ts';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const searchAll = 'urn:globus:auth:scope:search.api.globus.org:all';
const dataAccess = (id: string) => `https://auth.globus.org/scopes/${id}/data_access`;
const redirectUri = 'http://127.0.0.1:45678';

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

/** openid-client adds a `/` to a redirect without a path; Globus Auth wants it exactly as it was asked. */
async function configuration(): Promise<client.Configuration> {
  const issuer = new URL(auth.url);
  const found = await client.discovery(issuer, auth.clients.native.id, undefined, client.None(), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
  found[client.customFetch] = (url, { body, ...options }) => {
    if (body instanceof URLSearchParams && body.has('redirect_uri')) body.set('redirect_uri', redirectUri);
    return fetch(url, { ...options, body: body instanceof URLSearchParams ? body : null });
  };
  expect(found.serverMetadata().issuer).toBe(auth.url.replace(/\/$/, ''));
  return found;
}

async function startedSignIn(config: client.Configuration, scope: string, more: Record<string, string> = {}) {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    access_type: 'offline',
    ...more,
  });
  return { url: url.href, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

describe('a native app signs in with openid-client', () => {
  test('chooses a person, allows, gets one token a service, refreshes and revokes', async () => {
    const config = await configuration();
    const scope = `openid profile email ${transferAll}[*${dataAccess(testEndpoints.scratch)}] ${searchAll}`;
    const { url, checks } = await startedSignIn(config, scope);
    const browser = createLabBrowser();
    const choose = await browser.open(url);
    expect(visibleText(choose.html)).toContain('Sign in to Globus');
    expect(buttonsOf(choose.html)).toEqual(['Continue as Lab Manager', 'Continue as Researcher']);
    const ask = await browser.press(choose, 'Continue as Researcher');
    expect(visibleText(ask.html)).toContain('use the endpoint “Cluster scratch”');
    expect(buttonsOf(ask.html)).toEqual(['Allow', 'Deny']);
    const back = await browser.press(ask, 'Allow');
    expect(back.url.origin).toBe(redirectUri);

    const tokens = await client.authorizationCodeGrant(config, back.url, checks);
    expect(tokens.claims()).toMatchObject({
      sub: researcher.id,
      aud: auth.clients.native.id,
      preferred_username: researcher.username,
      name: researcher.name,
      email: researcher.email,
    });
    expect(tokens.expires_in).toBe(172_800);
    expect(tokens).toMatchObject({ resource_server: 'auth.globus.org', scope: 'openid profile email' });
    const [forTransfer, forSearch] = tokens.other_tokens as Record<string, string>[];
    expect(forTransfer).toMatchObject({ resource_server: 'transfer.api.globus.org', scope: transferAll });
    expect(forSearch).toMatchObject({ resource_server: 'search.api.globus.org', scope: searchAll });
    expect(whoIsCalling(lab.world, `Bearer ${forTransfer?.access_token}`, 'transfer.api.globus.org')).toMatchObject({
      person: researcher,
      clientId: auth.clients.native.id,
    });
    expect(lab.world.consents.has(researcher.id, auth.clients.native.id, testEndpoints.scratch)).toBe(true);
    expect(lab.world.consents.has(labManager.id, auth.clients.native.id, testEndpoints.scratch)).toBe(false);

    const refreshed = await client.refreshTokenGrant(config, forTransfer?.refresh_token ?? '');
    expect(refreshed).toMatchObject({
      resource_server: 'transfer.api.globus.org',
      refresh_token: forTransfer?.refresh_token,
      other_tokens: [],
    });
    expect(refreshed.access_token).not.toBe(forTransfer?.access_token);

    await client.tokenRevocation(config, forTransfer?.refresh_token ?? '');
    await expect(client.refreshTokenGrant(config, forTransfer?.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
      status: 401,
    });
  });

  test('Deny goes back to the app with access_denied and gives nothing', async () => {
    const config = await configuration();
    const { url, checks } = await startedSignIn(config, `openid ${transferAll}[*${dataAccess(testEndpoints.scratch)}]`);
    const browser = createLabBrowser();
    const ask = await browser.press(await browser.open(url), 'Continue as Lab Manager');
    const back = await browser.press(ask, 'Deny');
    expect(back.url.searchParams.get('state')).toBe(checks.expectedState);
    await expect(client.authorizationCodeGrant(config, back.url, checks)).rejects.toMatchObject({
      error: 'access_denied',
    });
    expect(lab.world.consents.of(labManager.id)).toEqual([]);
  });

  test('a second presentation of a code is refused and takes back what the first one gave', async () => {
    const config = await configuration();
    const { url, checks } = await startedSignIn(config, `openid ${transferAll}`);
    const browser = createLabBrowser();
    const ask = await browser.press(await browser.open(url), 'Continue as Lab Manager');
    const back = await browser.press(ask, 'Allow');
    const tokens = await client.authorizationCodeGrant(config, back.url, checks);
    expect(lab.world.tokens.find(tokens.access_token)).toBeDefined();
    await expect(client.authorizationCodeGrant(config, back.url, checks)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect(lab.world.tokens.find(tokens.access_token)).toBeUndefined();
  });

  test('a wrong verifier gets nothing', async () => {
    const config = await configuration();
    const { url, checks } = await startedSignIn(config, 'openid');
    const browser = createLabBrowser();
    const ask = await browser.press(await browser.open(url), 'Continue as Lab Manager');
    const back = await browser.press(ask, 'Allow');
    const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
    await expect(client.authorizationCodeGrant(config, back.url, wrong)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('the browser remembers', () => {
  test('the person and what was allowed; asks for what is new; prompt=login asks again who it is', async () => {
    const config = await configuration();
    const browser = createLabBrowser();
    const signIn = async (scope: string, more: Record<string, string> = {}) =>
      browser.open((await startedSignIn(config, scope, more)).url);

    const first = await browser.press(await signIn(`openid ${transferAll}`), 'Continue as Researcher');
    await browser.press(first, 'Allow');
    expect((await signIn(`openid ${transferAll}`)).url.origin).toBe(redirectUri);

    const more = await signIn(`openid ${transferAll}[*${dataAccess(testEndpoints.archive)}]`);
    expect(visibleText(more.html)).toMatch(/Allow Portolan\?.*“Archive”.*signed in as Researcher/);
    expect((await signIn('openid', { prompt: 'consent' })).html).toContain('Allow Portolan?');

    const again = await signIn(`openid ${transferAll}`, { prompt: 'login' });
    expect(buttonsOf(again.html)).toContain('Continue as Lab Manager');
    const other = await browser.press(again, 'Continue as Lab Manager');
    expect(visibleText(other.html)).toContain('signed in as Lab Manager');
    expect((await browser.press(other, 'Allow')).url.searchParams.get('code')).toBeTruthy();
    expect(visibleText((await signIn(`openid ${searchAll}`)).html)).toContain('signed in as Lab Manager');

    const out = await browser.open(
      `${auth.url}v2/web/logout?client_id=x&redirect_uri=https://example.org/&redirect_name=here`,
    );
    expect(visibleText(out.html)).toMatch(/You are signed out.*Back to here/);
    expect(buttonsOf((await signIn('openid')).html)).toContain('Continue as Researcher');
  });

  test('a consent that was taken back is asked again', async () => {
    const config = await configuration();
    const browser = createLabBrowser();
    const scope = `openid ${transferAll}[*${dataAccess(testEndpoints.scratch)}]`;
    const open = async () => browser.open((await startedSignIn(config, scope)).url);
    await browser.press(await browser.press(await open(), 'Continue as Researcher'), 'Allow');
    lab.world.faults.switch({ name: 'consent-revoked', isOn: true });
    expect(lab.world.consents.has(researcher.id, auth.clients.native.id, testEndpoints.scratch)).toBe(false);
    await browser.press(await open(), 'Allow');
    expect(lab.world.consents.has(researcher.id, auth.clients.native.id, testEndpoints.scratch)).toBe(true);
  });

  test('session requirements: message, required identity, required domain', async () => {
    const config = await configuration();
    const browser = createLabBrowser();
    const open = async (more: Record<string, string>) =>
      browser.open((await startedSignIn(config, 'openid', more)).url);
    await browser.press(await browser.press(await open({}), 'Continue as Lab Manager'), 'Allow');
    const page = await open({
      session_message: 'Use <your> cluster account',
      session_required_identities: researcher.id,
    });
    expect(visibleText(page.html)).toContain('Use <your> cluster account');
    expect(page.html).not.toContain('<your>');
    expect(buttonsOf(page.html)).toEqual(['Continue as Researcher']);
    const nobody = await open({ session_required_single_domain: 'elsewhere.example' });
    expect(buttonsOf(nobody.html)).toEqual(['Back to Portolan']);
    const back = await browser.press(nobody, 'Back to Portolan');
    expect(back.url.searchParams.get('error')).toBe('access_denied');
  });
});

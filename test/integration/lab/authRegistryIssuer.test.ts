import * as client from 'openid-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { type RegistryIssuer, startRegistryIssuer } from '../../../src-main/lab/registryIssuer.ts';
import { buttonsOf, createLabBrowser, type LabBrowser, visibleText } from '../../fakes/labBrowser.ts';
import { makeTestWorld, type TestWorld } from '../../fakes/labWorld.ts';

const appRedirect = 'http://127.0.0.1:51234/cb/registry';

let lab: TestWorld;
let registry: RegistryIssuer;
let config: client.Configuration;
beforeEach(async () => {
  lab = await makeTestWorld();
  registry = await startRegistryIssuer({ world: lab.world, port: 0, registryUrl: 'http://127.0.0.1:5000/' });
  config = await client.discovery(new URL(registry.issuer), 'portolan', undefined, client.None(), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
});
afterEach(async () => {
  await registry.stop();
  await lab.remove();
});

async function started(redirectUri = appRedirect, scope = 'openid profile offline_access registry') {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

async function signIn(person: string, browser: LabBrowser = createLabBrowser(), scope?: string) {
  const { url, checks } = await started(appRedirect, scope);
  const ask = await browser.press(await browser.open(url, appRedirect), `Continue as ${person}`, appRedirect);
  const back = ask.html === '' ? ask : await browser.press(ask, 'Allow', appRedirect);
  return client.authorizationCodeGrant(config, back.url, checks);
}

test('signs a person in on pages of its own', async () => {
  const { url } = await started();
  const browser = createLabBrowser();
  const choose = await browser.open(url);
  expect(visibleText(choose.html)).toContain('Sign in to the registry 127.0.0.1:5000');
  const ask = await browser.press(choose, 'Continue as Researcher');
  expect(visibleText(ask.html)).toMatch(/see who you are.*find and fetch every image.*stay signed in/);
  expect(buttonsOf(ask.html)).toEqual(['Allow', 'Deny']);
  const tokens = await signIn('Researcher');
  expect(tokens.claims()).toMatchObject({ sub: researcher.id, aud: 'portolan' });
  const about = await client.fetchUserInfo(config, tokens.access_token, researcher.id);
  expect(about).toMatchObject({ name: researcher.name, preferred_username: researcher.username });
});

test('knows whose access token it is; rotates refresh tokens; revokes all of a sign-in', async () => {
  const tokens = await signIn('Lab Manager');
  expect(registry.personOf(tokens.access_token)).toEqual(labManager);
  expect(registry.personOf('nonsense')).toBeUndefined();
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  expect(registry.personOf(refreshed.access_token)).toEqual(labManager);
  await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  expect(registry.personOf(refreshed.access_token)).toBeUndefined();

  const again = await signIn('Lab Manager');
  await client.tokenRevocation(config, again.refresh_token ?? '');
  expect(registry.personOf(again.access_token)).toBeUndefined();
  await expect(client.refreshTokenGrant(config, again.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('a token without the scope registry, or past its hour, stands for nobody', async () => {
  expect(registry.personOf((await signIn('Researcher', undefined, 'openid')).access_token)).toBeUndefined();
  const tokens = await signIn('Researcher');
  lab.world.clock.hurry(3601_000);
  expect(registry.personOf(tokens.access_token)).toBeUndefined();
});

test('token faults: expired until refreshed, revoked for good', async () => {
  const tokens = await signIn('Researcher');
  lab.world.faults.switch({ name: 'token-expired', isOn: true });
  expect(registry.personOf(tokens.access_token)).toBeUndefined();
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  expect(registry.personOf(refreshed.access_token)).toEqual(researcher);
  lab.world.faults.switch({ name: 'token-revoked', isOn: true });
  expect(registry.personOf(refreshed.access_token)).toBeUndefined();
  await expect(client.refreshTokenGrant(config, refreshed.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('refuses other redirects and requests without PKCE; shows a code to paste', async () => {
  const browser = createLabBrowser();
  for (const redirect of ['http://127.0.0.1:51234', 'http://localhost:51234/cb/registry', 'https://example.org/cb'])
    expect((await browser.open((await started(redirect)).url)).status).toBe(400);
  const bare = new URL((await started()).url);
  bare.searchParams.delete('code_challenge');
  bare.searchParams.delete('code_challenge_method');
  expect((await browser.open(bare.href, appRedirect)).url.searchParams.get('error')).toBe('invalid_request');
  const { url } = await started(`${registry.issuer}/auth-code`);
  const ask = await browser.press(await browser.open(url), 'Continue as Researcher');
  const shown = await browser.press(ask, 'Allow');
  expect(visibleText(shown.html)).toContain('Your sign-in code');
});

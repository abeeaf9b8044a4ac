import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GlobusAuth, startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { createLabBrowser, type Visit, visibleText } from '../../fakes/labBrowser.ts';
import { allowAs, authorizeUrl, newVerifier, postForm } from '../../fakes/labSignIn.ts';
import { makeTestWorld, type TestWorld, testEndpoints } from '../../fakes/labWorld.ts';

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

const request = (changes: Partial<Parameters<typeof authorizeUrl>[0]> = {}) => ({
  endpoint: `${auth.url}v2/oauth2/authorize`,
  clientId: auth.clients.native.id,
  scope: 'openid',
  verifier: newVerifier(),
  ...changes,
});
const open = (changes: Parameters<typeof request>[0]): Promise<Visit> =>
  createLabBrowser().open(authorizeUrl(request(changes)), changes?.redirectUri);

describe('loopback redirects of a native app', () => {
  test.each(['http://127.0.0.1:1234', 'http://127.0.0.1:65000', 'http://localhost:4000'])(
    '%s is let by',
    async (uri) => {
      const back = await allowAs('Researcher', request({ redirectUri: uri }));
      expect(back.url.origin).toBe(uri);
      expect(back.url.searchParams.get('state')).toBe('some state');
    },
  );

  test.each([
    'http://127.0.0.1:1234/',
    'http://127.0.0.1:1234/callback',
    'http://[::1]:1234',
    'http://example.org',
    'https://127.0.0.1:1234',
  ])('%s is refused on a page, without a redirect', async (uri) => {
    const visit = await open({ redirectUri: uri });
    expect(visit.status).toBe(400);
    expect(visibleText(visit.html)).toContain('This sign-in cannot go on');
    expect(visibleText(visit.html)).toContain('redirect_uri');
  });
});

describe('what is asked', () => {
  test('without PKCE goes back as an error', async () => {
    const { verifier: _, ...plain } = request();
    const back = await createLabBrowser().open(authorizeUrl(plain));
    expect(back.url.searchParams.get('error')).toBe('invalid_request');
  });

  test.each([
    [
      'data_access of a guest collection',
      `${transferAll}[*https://auth.globus.org/scopes/${testEndpoints.shared}/data_access]`,
    ],
    [
      'data_access of a personal endpoint',
      `${transferAll}[*https://auth.globus.org/scopes/${testEndpoints.laptop}/data_access]`,
    ],
    ['data_access of no endpoint', `https://auth.globus.org/scopes/c0000001-0000-4000-8000-000000000009/data_access`],
    ['a scope of no service', 'urn:globus:auth:scope:transfer.api.globus.org:<b>everything'],
  ])('%s ends on the page “Unknown Scope”', async (_, scope) => {
    const visit = await open({ scope });
    expect(visit.status).toBe(400);
    expect(visibleText(visit.html)).toMatch(/Unknown Scope.*requested unknown scopes.*UNKNOWN_SCOPE_ERROR/);
    expect(visit.html).not.toContain('<b>everything');
  });

  test.each(['', 'openid a[b'])('“%s” is no scope', async (scope) => {
    const visit = await open({ scope });
    expect([visit.status, visibleText(visit.html).includes('Missing or malformed scope')]).toEqual([400, true]);
  });

  test('by an unknown client ends on a page', async () => {
    const visit = await open({ clientId: 'c0000001-0000-4000-8000-000000000001' });
    expect([visit.status, visibleText(visit.html).includes('invalid_client')]).toEqual([400, true]);
  });

  test('a client’s own globus_scope is overruled', async () => {
    const asked = request({ more: { globus_scope: transferAll } });
    const back = await allowAs('Researcher', asked);
    const { body } = await postForm(`${auth.url}v2/oauth2/token`, {
      grant_type: 'authorization_code',
      client_id: asked.clientId,
      code: back.url.searchParams.get('code') ?? '',
      code_verifier: asked.verifier,
      redirect_uri: 'http://127.0.0.1:45678',
    });
    expect(body).toMatchObject({ scope: 'openid', other_tokens: [], state: 'some state' });
    expect(body).not.toHaveProperty('refresh_token');
  });

  test('offline_access, as the JavaScript SDK asks, gives refresh tokens and no id_token where openid was not asked', async () => {
    const asked = request({ scope: `${transferAll} offline_access` });
    const back = await allowAs('Researcher', asked);
    const { body } = await postForm(`${auth.url}v2/oauth2/token`, {
      grant_type: 'authorization_code',
      client_id: asked.clientId,
      code: back.url.searchParams.get('code') ?? '',
      code_verifier: asked.verifier,
      redirect_uri: 'http://127.0.0.1:45678',
    });
    expect(body).toMatchObject({ scope: transferAll, refresh_token: expect.any(String), other_tokens: [] });
    expect(body).not.toHaveProperty('id_token');
  });
});

describe('the page with a code to paste', () => {
  test('shows a code that can be exchanged', async () => {
    const redirectUri = `${auth.url}v2/web/auth-code`;
    const asked = request({ redirectUri });
    const browser = createLabBrowser();
    const left = await allowAs('Researcher', asked, browser);
    const shown = await browser.open(left.url.href);
    const code = /<code class="code">([^<]+)</.exec(shown.html)?.[1] ?? '';
    expect(visibleText(shown.html)).toContain('Copy code');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    const { status } = await postForm(`${auth.url}v2/oauth2/token`, {
      grant_type: 'authorization_code',
      client_id: asked.clientId,
      code,
      code_verifier: asked.verifier,
      redirect_uri: redirectUri,
    });
    expect(status).toBe(200);
  });

  test('escapes whatever it is given, and says when there is no code', async () => {
    const evil = await fetch(`${auth.url}v2/web/auth-code?code=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(await evil.text()).not.toContain('<script>alert');
    const none = await fetch(`${auth.url}v2/web/auth-code?error=access_denied`);
    expect(none.status).toBe(400);
    expect(await none.text()).toContain('access_denied');
  });
});

test('a sign-in that the browser does not know has ended', async () => {
  const visit = await createLabBrowser().open(`${auth.url}login/nothing`);
  expect([visit.status, visibleText(visit.html).includes('This sign-in has ended')]).toEqual([400, true]);
  const post = await fetch(`${auth.url}login/nothing`, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'allow' }),
  });
  expect(post.status).toBe(400);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { type EndpointId, endpointIdSchema } from '../../../src-main/contract/ids.ts';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';
import { type Bench, createBench, globus, type Lab, startSignInLab } from './signInBench.ts';
import { createWebBrowser } from './webBrowser.ts';

const [scratch, archive] = [testEndpoints.scratch, testEndpoints.archive].map((id) => endpointIdSchema.parse(id)) as [
  EndpointId,
  EndpointId,
];

let lab: Lab;
let bench: Bench;
beforeAll(async () => {
  lab = await startSignInLab();
});
afterAll(() => lab.stop());
beforeEach(() => {
  bench = createBench(lab);
});
afterEach(() => bench.stop());

describe('signing in at Globus with the browser', () => {
  it('goes through every state, opens the browser and knows the person', async () => {
    const signedIn = await bench.signInAs(researcher);
    expect(signedIn).toMatchObject({
      kind: 'signedIn',
      account: { id: researcher.id, username: researcher.username, name: 'Researcher' },
    });
    expect(bench.states().map(({ kind }) => kind)).toEqual([
      'waitingForBrowser',
      'waitingForBrowser',
      'exchangingCode',
      'signedIn',
    ]);
    expect(bench.browser.opened).toHaveLength(1);
    expect(bench.signIn.globusTokens.identityId()).toBe(researcher.id);
  });

  it('asks with PKCE, state and nonce, offline, at a redirect without a path', async () => {
    const { sent, redirectUri } = await bench.begin();
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sent.get('code_challenge_method')).toBe('S256');
    expect(sent.get('access_type')).toBe('offline');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(sent.get(name)).toMatch(/^[\w-]{43}$/);
    await bench.signIn.cancel(globus);
  });

  it('holds one access token for each service, each accepted there', async () => {
    await bench.signInAs(researcher);
    for (const [resource, server] of [
      ['auth', 'auth.globus.org'],
      ['transfer', 'transfer.api.globus.org'],
      ['search', 'search.api.globus.org'],
      ['timers', '524230d7-ea86-4a52-8312-86065a9e0417'],
    ] as const) {
      const token = await bench.signIn.globusTokens.accessToken(resource);
      expect(lab.world.tokens.find(token)).toMatchObject({ kind: 'access', resourceServer: server });
    }
    expect(bench.tokenRequests()).toHaveLength(0);
  });

  it('shows a page that may be closed and forgets nothing to show', async () => {
    const { state } = await bench.begin();
    const { page } = await bench.web.signIn(state.kind === 'waitingForBrowser' ? state.authorizeUrl : '', researcher);
    expect(page).toContain('You can close this tab');
    expect(page).not.toMatch(/code=|state=/);
    await bench.until('signedIn');
  });

  it('tells that the person said no', async () => {
    const ownLab = await startSignInLab(); // one that was never allowed anything, so that it asks
    const own = createBench(ownLab);
    const { state } = await own.begin();
    const { page } = await own.web.signIn(state.authorizeUrl, researcher, { decision: 'deny' });
    expect(page).toContain('not completed');
    expect(await own.until('failed')).toMatchObject({
      problem: { code: 'signIn.denied', facts: { error: 'access_denied' } },
    });
    expect(own.vault.secrets.size).toBe(0);
    await own.stop();
    await ownLab.stop();
  });

  it('ends after five minutes and lets go of the port', async () => {
    const { redirectUri } = await bench.begin();
    await bench.clock.advance(5 * 60_000);
    expect(await bench.until('failed')).toMatchObject({ problem: { code: 'signIn.timedOut' } });
    await expect(fetch(redirectUri)).rejects.toThrow();
  });

  it('can be cancelled, and then begun anew', async () => {
    const { redirectUri } = await bench.begin();
    expect(await bench.signIn.cancel(globus)).toEqual({ kind: 'signedOut' });
    await expect(fetch(redirectUri)).rejects.toThrow();
    expect((await bench.signInAs(researcher)).kind).toBe('signedIn');
  });

  it('a second start takes the place of the first', async () => {
    const first = await bench.begin();
    const second = await bench.begin();
    expect(second.redirectUri).not.toBe(first.redirectUri);
    await expect(fetch(first.redirectUri)).rejects.toThrow();
    await bench.web.signIn(second.state.authorizeUrl, researcher);
    await bench.until('signedIn');
  });

  it('takes a fixed port, and says which one is not free', async () => {
    const { redirectUri } = await bench.begin();
    const port = Number(new URL(redirectUri).port);
    const other = createBench(lab);
    expect(await other.signIn.start({ provider: globus, way: 'browser', port })).toMatchObject({
      kind: 'failed',
      problem: { code: 'signIn.configuration', facts: { port } },
    });
    await other.stop();
    await bench.signIn.cancel(globus);
    expect((await bench.begin({ port })).redirectUri).toBe(`http://127.0.0.1:${port}`);
  });

  it('survives a provider that is away when the sign-in begins', async () => {
    const away = createBench(lab, {
      globus: { authUrl: 'http://127.0.0.1:1/', clientId: 'x', environmentAllowsLoopbackHttp: true },
    });
    const started = away.signIn.start({ provider: globus, way: 'browser' });
    await expect.poll(() => away.clock.sleepers).toBe(1);
    await away.clock.advance(400);
    await expect.poll(() => away.clock.sleepers).toBe(1);
    await away.clock.advance(1600);
    expect(await started).toMatchObject({ kind: 'failed', problem: { code: 'network.unreachable' } });
    await away.stop();
  });

  it('refuses plain http unless the setup allows it, and then only to a loopback address', async () => {
    for (const [authUrl, environmentAllowsLoopbackHttp] of [
      [lab.auth.url, false],
      [lab.auth.url.replace('127.0.0.1', 'localhost'), true],
      ['http://auth.example.org/', true],
    ] as const) {
      const strict = createBench(lab, { globus: { authUrl, clientId: 'x', environmentAllowsLoopbackHttp } });
      expect(await strict.signIn.start({ provider: globus, way: 'browser' })).toMatchObject({
        problem: { code: 'signIn.configuration' },
      });
      expect(strict.requests).toEqual([]);
      await strict.stop();
    }
  });
});

describe('what is held between runs', () => {
  it('is signed in again after a restart, and refreshes before the first use', async () => {
    await bench.signInAs(researcher);
    const before = await bench.signIn.globusTokens.accessToken('transfer');
    const next = bench.create();
    await next.restore();
    expect(next.state(globus)).toMatchObject({ kind: 'signedIn', account: { username: researcher.username } });
    const after = await next.globusTokens.accessToken('transfer');
    expect(after).not.toBe(before);
    expect(lab.world.tokens.find(after)).toBeDefined();
    await next.stop();
  });

  it('keeps no access token in the vault', async () => {
    await bench.signInAs(researcher);
    const stored = [...bench.vault.secrets.values()].join('\n');
    for (const resource of ['auth', 'transfer', 'search', 'timers'] as const) {
      expect(stored).not.toContain(await bench.signIn.globusTokens.accessToken(resource));
    }
  });

  it('a damaged or foreign record means signed out, not a crash', async () => {
    await bench.signInAs(researcher);
    const [name = ''] = [...bench.vault.secrets.keys()].filter((key) => key.startsWith('globus'));
    for (const text of ['', '{', '[]', '{"version":2}', 'null']) {
      bench.vault.secrets.set(name, text);
      const next = bench.create();
      await next.restore();
      expect(next.state(globus)).toEqual({ kind: 'signedOut' });
      await expect(next.globusTokens.accessToken('transfer')).rejects.toMatchObject({ code: 'signIn.needed' });
      await next.stop();
    }
  });

  it('a vault that cannot be written fails the sign-in and revokes what was given', async () => {
    const { state } = await bench.begin();
    bench.vault.failWith = new Error('locked');
    await bench.web.signIn(state.authorizeUrl, researcher);
    expect(await bench.until('failed')).toMatchObject({ problem: { code: 'vault.unavailable' } });
    expect(bench.requests.filter(({ url }) => url.pathname.endsWith('/revoke'))).toHaveLength(4);
  });

  it('refreshes what has not been used for a week', async () => {
    await bench.signInAs(researcher);
    const next = bench.create();
    await next.restore();
    await bench.clock.advance(6 * 24 * 3600_000);
    expect(bench.tokenRequests()).toHaveLength(0);
    await bench.clock.advance(24 * 3600_000);
    await expect.poll(() => bench.tokenRequests().length).toBe(4);
    await next.stop();
  });
});

describe('signing out', () => {
  it('revokes every token at the provider and forgets it', async () => {
    await bench.signInAs(researcher);
    const token = await bench.signIn.globusTokens.accessToken('transfer');
    expect(await bench.signIn.signOut(globus)).toEqual({ kind: 'signedOut' });
    expect(lab.world.tokens.find(token)).toBeUndefined();
    expect(bench.requests.filter(({ url }) => url.pathname.endsWith('/revoke'))).toHaveLength(8);
    expect([...bench.vault.secrets.values()]).toEqual(['[]']);
    await expect(bench.signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({ code: 'signIn.needed' });
    expect(bench.signIn.globusTokens.identityId()).toBeNull();
  });

  it('works without a network, and says that the tokens live on', async () => {
    await bench.signInAs(researcher);
    bench.line.divert = () => new URL('http://127.0.0.1:1/');
    expect(await bench.signIn.signOut(globus)).toMatchObject({
      kind: 'signedOut',
      problem: { code: 'network.unreachable' },
    });
    expect([...bench.vault.secrets.values()]).toEqual(['[]']);
  });

  it('lets another person in afterwards', async () => {
    await bench.signInAs(researcher);
    await bench.signIn.signOut(globus);
    const { state } = await bench.begin();
    await createWebBrowser().signIn(state.authorizeUrl, labManager);
    expect(await bench.until('signedIn')).toMatchObject({ account: { id: labManager.id } });
  });
});

describe('consents, sessions and accounts', () => {
  const dataAccess = (id: string) => `https://auth.globus.org/scopes/${id}/data_access`;

  it('asks the consent of named endpoints, in transfer and in timers, and later again with the next one', async () => {
    await bench.signInAs(researcher, { consentFor: [scratch] });
    expect(lab.world.consents.has(researcher.id, lab.auth.clients.native.id, testEndpoints.scratch)).toBe(true);
    const { sent, state } = await bench.begin({ consentFor: [archive] });
    const scope = sent.get('scope') ?? '';
    for (const id of [testEndpoints.scratch, testEndpoints.archive]) {
      expect(scope.split(`*${dataAccess(id)}`)).toHaveLength(3);
    }
    await bench.web.signIn(state.authorizeUrl, researcher);
    await bench.until('signedIn');
    expect(lab.world.consents.has(researcher.id, lab.auth.clients.native.id, testEndpoints.archive)).toBe(true);
  });

  it('brings what services asked for with the next sign-in, once', async () => {
    await bench.signInAs(researcher);
    const required = `urn:globus:auth:scope:transfer.api.globus.org:all[*${dataAccess(testEndpoints.scratch)}]`;
    bench.signIn.globusTokens.repairNeeded(new AppError('consent.needed', { facts: { requiredScopes: [required] } }));
    bench.signIn.globusTokens.repairNeeded(
      new AppError('session.needed', {
        facts: {
          sessionRequiredSingleDomain: ['practice.lab'],
          sessionMessage: 'Site policy',
          sessionRequiredMfa: true,
        },
      }),
    );
    expect(bench.signIn.globusRepair()).toMatchObject({ endpointIds: [testEndpoints.scratch] });
    const { sent, state } = await bench.begin();
    expect(sent.get('scope')).toContain(`*${dataAccess(testEndpoints.scratch)}`);
    expect(Object.fromEntries(sent)).toMatchObject({
      session_required_single_domain: 'practice.lab',
      session_required_mfa: 'true',
      session_message: 'Site policy',
      prompt: 'login',
    });
    await bench.web.signIn(state.authorizeUrl, researcher);
    await bench.until('signedIn');
    expect(bench.signIn.globusRepair()).toBeNull();
    const after = await bench.begin();
    expect(after.sent.get('session_required_mfa')).toBeNull();
  });

  it('refuses another account, keeps the first and revokes what the other was given', async () => {
    await bench.signInAs(researcher);
    const token = await bench.signIn.globusTokens.accessToken('transfer');
    const before = new Map(bench.vault.secrets);
    const { state } = await bench.begin();
    await createWebBrowser().signIn(state.authorizeUrl, labManager);
    expect(await bench.until('failed')).toMatchObject({
      problem: {
        code: 'signIn.otherAccount',
        facts: { expected: researcher.username, signedIn: labManager.username },
      },
    });
    expect(bench.vault.secrets).toEqual(before);
    expect(await bench.signIn.globusTokens.accessToken('transfer')).toBe(token);
    expect(bench.signIn.globusTokens.identityId()).toBe(researcher.id);
    expect(bench.requests.filter(({ url }) => url.pathname.endsWith('/revoke'))).toHaveLength(4);
    expect(await bench.signIn.cancel(globus)).toMatchObject({ kind: 'signedIn', account: { id: researcher.id } });
  });

  it('asks only what is asked now after an attempt that led nowhere', async () => {
    await bench.signInAs(researcher, { consentFor: [scratch] });
    await bench.begin();
    await bench.signIn.cancel(globus);
    const { sent } = await bench.begin();
    expect(sent.get('scope')).not.toContain('data_access');
  });
});

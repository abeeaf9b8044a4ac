import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labManager, researcher } from '../../../src-main/lab/people.ts';
import { type Bench, createBench, globus, type Lab, registry, registryId, startSignInLab } from './signInBench.ts';
import { createWebBrowser } from './webBrowser.ts';

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

const credential = () => bench.signIn.registryCredentials.credential(registryId);

describe('signing in at a registry', () => {
  it('gives a token the registry knows, at a redirect of its own', async () => {
    const { redirectUri, state } = await bench.begin({ provider: registry });
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cb\/registry$/);
    await bench.web.signIn(state.authorizeUrl, researcher);
    expect(await bench.until('signedIn', registry)).toMatchObject({ account: { username: researcher.username } });
    const given = await credential();
    expect(given.kind === 'oidc' && lab.issuer.personOf(given.accessToken)?.id).toBe(researcher.id);
    expect(bench.signIn.state(globus)).toEqual({ kind: 'signedOut' });
  });

  it('asks a refused token anew once, and only when it is still the current one', async () => {
    await bench.signInAs(researcher, { provider: registry });
    const first = await credential();
    const refused = first.kind === 'oidc' ? first.accessToken : '';
    const [one, two] = await Promise.all([
      bench.signIn.registryCredentials.renewed(registryId, refused),
      bench.signIn.registryCredentials.renewed(registryId, refused),
    ]);
    expect(one).toEqual(two);
    expect(one).not.toEqual(first);
    expect(await bench.signIn.registryCredentials.renewed(registryId, refused)).toEqual(one);
    expect(bench.tokenRequests()).toHaveLength(1);
  });

  it('ends with the provider, and leaves the pasted token', async () => {
    const { registryCredentials } = bench.signIn;
    await registryCredentials.setToken(registryId, researcher.registryToken);
    await bench.signInAs(researcher, { provider: registry });
    const [signedIn, record] = [await credential(), bench.vault.secrets.get(`registry ${registryId}`) ?? ''];
    const refreshToken = (JSON.parse(record) as { tokens: { registry: { refreshToken: string } } }).tokens.registry;
    await fetch(new URL('/token/revocation', lab.issuer.issuer), {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'portolan', token: refreshToken.refreshToken }),
    });
    const after = await registryCredentials.renewed(registryId, signedIn.kind === 'oidc' ? signedIn.accessToken : '');
    expect(after).toEqual({ kind: 'token', token: researcher.registryToken });
    expect(bench.signIn.state(registry)).toMatchObject({ kind: 'failed', problem: { code: 'signIn.needed' } });
  });

  it('is remembered over a restart, and revoked when signed out', async () => {
    await bench.signInAs(researcher, { provider: registry });
    const next = bench.create();
    await next.restore();
    expect(next.state(registry)).toMatchObject({ kind: 'signedIn' });
    const given = await next.registryCredentials.credential(registryId);
    expect(await next.signOut(registry)).toEqual({ kind: 'signedOut' });
    expect(given.kind === 'oidc' && lab.issuer.personOf(given.accessToken)).toBeUndefined();
    expect(await next.registryCredentials.credential(registryId)).toEqual({ kind: 'none' });
    await next.stop();
  });

  it('keeps to the account that signed in first', async () => {
    await bench.signInAs(researcher, { provider: registry });
    const { state } = await bench.begin({ provider: registry });
    await createWebBrowser().signIn(state.authorizeUrl, labManager);
    expect(await bench.until('failed', registry)).toMatchObject({ problem: { code: 'signIn.otherAccount' } });
  });

  it('says so when the registry offers no sign-in', async () => {
    const plain = createBench(lab, { registrySignInOffer: async () => null });
    expect(await plain.signIn.start({ provider: registry, way: 'browser' })).toMatchObject({
      kind: 'failed',
      problem: { code: 'signIn.configuration' },
    });
    await plain.stop();
  });

  it('refuses an issuer whose endpoints lie elsewhere', async () => {
    const metadata = (origin: string) => ({
      issuer: origin,
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: 'https://collector.example.org/token',
      jwks_uri: `${origin}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(metadata(`http://${request.headers.host}`)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const led = createBench(lab, {
      registrySignInOffer: async () => ({ issuer, clientId: 'x', scopes: [], registryName: 'Led' }),
    });
    expect(await led.signIn.start({ provider: registry, way: 'browser' })).toMatchObject({
      problem: { code: 'signIn.configuration', facts: { endpoint: 'token_endpoint' } },
    });
    expect(led.browser.opened).toEqual([]);
    await led.stop();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a pasted registry token', () => {
  it('is kept in the vault, used, and forgotten on demand', async () => {
    const { registryCredentials } = bench.signIn;
    expect(await credential()).toEqual({ kind: 'none' });
    await registryCredentials.setToken(registryId, researcher.registryToken);
    expect(await credential()).toEqual({ kind: 'token', token: researcher.registryToken });
    const next = bench.create();
    expect(await next.registryCredentials.credential(registryId)).toMatchObject({ kind: 'token' });
    await next.stop();
    expect(await registryCredentials.renewed(registryId, researcher.registryToken)).toEqual({ kind: 'none' });
    await registryCredentials.setToken(registryId, null);
    expect(await credential()).toEqual({ kind: 'none' });
    expect([...bench.vault.secrets.values()].join()).not.toContain(researcher.registryToken);
  });
});

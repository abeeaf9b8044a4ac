import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { researcher } from '../../../src-main/lab/people.ts';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';
import { brokenAnswers, startBrokenTokenEndpoint } from './brokenTokenEndpoint.ts';
import { type Bench, createBench, globus, type Lab, registry, registryId, startSignInLab } from './signInBench.ts';

/** Access tokens of the lab live 48 hours. */
const lifetimeMs = 172_800_000;

let lab: Lab;
let bench: Bench;
let broken: Awaited<ReturnType<typeof startBrokenTokenEndpoint>>;
beforeAll(async () => {
  lab = await startSignInLab();
  broken = await startBrokenTokenEndpoint();
});
afterAll(async () => {
  await broken.stop();
  await lab.stop();
});
beforeEach(() => {
  bench = createBench(lab);
});
afterEach(() => bench.stop());

const isRefresh = ({ form }: { readonly form?: Readonly<Record<string, string>> }) =>
  form?.grant_type === 'refresh_token';

describe('refreshing', () => {
  it('uses a token until four fifths of its life, then gets a new one', async () => {
    await bench.signInAs(researcher);
    const { globusTokens } = bench.signIn;
    const first = await globusTokens.accessToken('transfer');
    await bench.clock.advance(lifetimeMs * 0.8 - 1);
    expect(await globusTokens.accessToken('transfer')).toBe(first);
    await bench.clock.advance(1);
    const second = await globusTokens.accessToken('transfer');
    expect(second).not.toBe(first);
    expect(bench.tokenRequests()).toHaveLength(1);
  });

  it('notices a laptop that slept and a clock that was set back', async () => {
    await bench.signInAs(researcher);
    const first = await bench.signIn.globusTokens.accessToken('transfer');
    bench.clock.jumpWall(-3 * 3600_000);
    expect(await bench.signIn.globusTokens.accessToken('transfer')).toBe(first);
    bench.clock.jumpWall(40 * 24 * 3600_000);
    expect(await bench.signIn.globusTokens.accessToken('transfer')).not.toBe(first);
  });

  it('asks once for a hundred callers, and answers them all', async () => {
    await bench.signInAs(researcher);
    await bench.clock.advance(lifetimeMs);
    const tokens = await Promise.all(
      Array.from({ length: 100 }, () => bench.signIn.globusTokens.accessToken('transfer')),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(bench.tokenRequests()).toHaveLength(1);
  });

  it('asks once for a hundred refused requests, early and late', async () => {
    await bench.signInAs(researcher);
    const { globusTokens } = bench.signIn;
    const refused = await globusTokens.accessToken('transfer');
    const renewed = await Promise.all(
      Array.from({ length: 100 }, () => globusTokens.renewedAccessToken('transfer', refused)),
    );
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(refused);
    expect(await globusTokens.renewedAccessToken('transfer', refused)).toBe(renewed[0]);
    expect(bench.tokenRequests()).toHaveLength(1);
  });

  it('refreshes each service by its own token', async () => {
    await bench.signInAs(researcher);
    await bench.clock.advance(lifetimeMs);
    await Promise.all((['transfer', 'search'] as const).map((name) => bench.signIn.globusTokens.accessToken(name)));
    const used = bench.tokenRequests().map(({ form }) => form?.refresh_token);
    expect(new Set(used).size).toBe(2);
  });
});

describe('a provider in trouble', () => {
  it.each(brokenAnswers)('never signs out: %s', async (answer) => {
    const wire = createGotHttp();
    const impatient = createBench(lab, {
      http: { send: (request) => wire.send(isRefresh(request) ? divert(request) : request) },
    });
    let isBroken = true;
    // Short only here: the real limit is 15 s.
    const divert = <T extends object>(request: T) =>
      isBroken ? { ...request, url: broken.at(answer), timeoutMs: 100 } : request;
    await impatient.signInAs(researcher);
    const before = new Map(impatient.vault.secrets);
    await impatient.clock.advance(lifetimeMs);
    const failure = await impatient.signIn.globusTokens.accessToken('transfer').catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'AppError', code: expect.stringMatching(/^(network|answer|service)\./) });
    expect(impatient.signIn.state(globus).kind).toBe('signedIn');
    expect(impatient.vault.secrets).toEqual(before);
    isBroken = false;
    await impatient.clock.advance(10_000);
    expect(lab.world.tokens.find(await impatient.signIn.globusTokens.accessToken('transfer'))).toBeDefined();
    await impatient.stop();
    wire.close();
  });

  it('goes on with the token that is still good', async () => {
    await bench.signInAs(researcher);
    const token = await bench.signIn.globusTokens.accessToken('transfer');
    bench.line.divert = () => broken.at('html500');
    await bench.clock.advance(lifetimeMs * 0.9);
    expect(await bench.signIn.globusTokens.accessToken('transfer')).toBe(token);
    await bench.clock.advance(lifetimeMs * 0.1);
    await expect(bench.signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({
      code: 'service.unavailable',
    });
  });

  it('is left in peace for as long as it asks', async () => {
    await bench.signInAs(researcher);
    await bench.clock.advance(lifetimeMs);
    bench.line.divert = (request) => (isRefresh(request) ? broken.at('rateLimited') : null);
    const ask = () => bench.signIn.globusTokens.accessToken('transfer').catch(({ code }: { code: string }) => code);
    expect(await ask()).toBe('service.rateLimited');
    await bench.clock.advance(6_999);
    expect(await ask()).toBe('service.rateLimited');
    expect(bench.tokenRequests()).toHaveLength(1);
    bench.line.divert = null;
    await bench.clock.advance(1);
    expect(lab.world.tokens.find(await ask())).toBeDefined();
    expect(bench.tokenRequests()).toHaveLength(2);
  });

  it('survives the faults of the lab, one after the other', async () => {
    await bench.signInAs(researcher);
    for (const name of ['rate-limit', 'server-error', 'html-answer', 'cut-json'] as const) {
      await bench.clock.advance(lifetimeMs);
      lab.world.faults.switch({ name, isOn: true });
      await expect(bench.signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({ name: 'AppError' });
      lab.world.faults.reset();
      expect(bench.signIn.state(globus).kind).toBe('signedIn');
    }
    await bench.clock.advance(60_000);
    await bench.signIn.globusTokens.accessToken('transfer');
  });
});

describe('a refresh token that the provider does not know any more', () => {
  it('means: sign in again. It is asked once, the account is remembered', async () => {
    await bench.signInAs(researcher);
    lab.world.tokens.revokeAll();
    await bench.clock.advance(lifetimeMs);
    const failures = await Promise.allSettled(
      Array.from({ length: 20 }, () => bench.signIn.globusTokens.accessToken('transfer')),
    );
    for (const failure of failures) expect(failure).toMatchObject({ reason: { code: 'signIn.needed' } });
    for (let more = 0; more < 5; more += 1) {
      await bench.clock.advance(3600_000);
      await expect(bench.signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({ code: 'signIn.needed' });
    }
    expect(bench.tokenRequests()).toHaveLength(1);
    expect(bench.signIn.state(globus)).toMatchObject({ kind: 'failed', problem: { code: 'signIn.needed' } });
    const next = bench.create();
    await next.restore();
    expect(next.state(globus)).toMatchObject({ kind: 'failed', problem: { code: 'signIn.needed' } });
    await next.stop();
    await bench.signInAs(researcher);
    await bench.signIn.globusTokens.accessToken('transfer');
  });
});

describe('the way it says so', () => {
  it('is the error in the body, whatever challenge comes with it', async () => {
    await bench.signInAs(researcher);
    await bench.clock.advance(lifetimeMs);
    bench.line.divert = (request) => (isRefresh(request) ? broken.at('ended') : null);
    await expect(bench.signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({ code: 'signIn.needed' });
    expect(bench.signIn.state(globus)).toMatchObject({ kind: 'failed', problem: { code: 'signIn.needed' } });
  });
});

describe('a provider that rotates its refresh tokens', () => {
  const ask = () => bench.signIn.registryCredentials.credential(registryId);
  const kept = () => bench.vault.secrets.get(`registry ${registryId}`) ?? '';

  it('has the new one committed before the access token is used', async () => {
    await bench.signInAs(researcher, { provider: registry });
    const before = kept();
    await bench.clock.advance(3600_000);
    const credential = await ask();
    expect(credential.kind).toBe('oidc');
    expect(kept()).not.toBe(before);
    expect(kept()).not.toContain(credential.kind === 'oidc' ? credential.accessToken : 'x');
  });

  it('hands out nothing while the new one cannot be committed, and goes on when it can', async () => {
    await bench.signInAs(researcher, { provider: registry });
    await bench.clock.advance(3600_000);
    bench.vault.failWith = new Error('disk full');
    await expect(ask()).rejects.toMatchObject({ code: 'vault.unavailable' });
    bench.vault.failWith = null;
    await bench.clock.advance(5_000);
    expect(await ask()).toMatchObject({ kind: 'oidc' });
    const next = bench.create();
    await next.restore();
    expect(await next.registryCredentials.credential(registryId)).toMatchObject({ kind: 'oidc' });
    await next.stop();
  });

  it('is never asked twice at once, over many rounds', async () => {
    await bench.signInAs(researcher, { provider: registry });
    for (let round = 0; round < 5; round += 1) {
      await bench.clock.advance(3600_000);
      const answers = await Promise.all(Array.from({ length: 30 }, ask));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    }
    expect(bench.tokenRequests()).toHaveLength(5);
    expect(bench.signIn.state(registry).kind).toBe('signedIn');
  });
});

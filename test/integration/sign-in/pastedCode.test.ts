import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { researcher } from '../../../src-main/lab/people.ts';
import { type Bench, createBench, globus, type Lab, registry, startSignInLab } from './signInBench.ts';

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

describe.each([
  ['Globus', globus, /\/v2\/web\/auth-code$/],
  ['a registry', registry, /\/auth-code$/],
] as const)('a code from the page of %s', (_name, provider, page) => {
  it('is taken bare, with spaces around it', async () => {
    const { state, redirectUri } = await bench.begin({ provider, way: 'code' });
    expect(state.way).toBe('code');
    expect(redirectUri).toMatch(page);
    const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher, { visits: false });
    const code = redirect.searchParams.get('code') ?? '';
    expect(await bench.signIn.submitCode(provider, `  ${code}\n`)).toMatchObject({ kind: 'signedIn' });
  });

  it('is taken as the whole address of the page', async () => {
    const { state } = await bench.begin({ provider, way: 'code' });
    const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher, { visits: false });
    expect(await bench.signIn.submitCode(provider, redirect.href)).toMatchObject({ kind: 'signedIn' });
  });
});

describe('pasting', () => {
  it('takes the loopback address that the browser on another computer could not open', async () => {
    const { state } = await bench.begin();
    const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher, { visits: false });
    expect(await bench.signIn.submitCode(globus, redirect.href)).toMatchObject({ kind: 'signedIn' });
    await expect(fetch(redirect)).rejects.toThrow();
  });

  it('refuses an address of another sign-in, and goes on', async () => {
    const { state } = await bench.begin();
    const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher, { visits: false });
    const foreign = new URL(redirect);
    foreign.searchParams.set('state', 'somebody-elses-state');
    await expect(bench.signIn.submitCode(globus, foreign.href)).rejects.toMatchObject({ code: 'signIn.refused' });
    const withoutState = new URL(redirect);
    withoutState.searchParams.delete('state');
    for (const text of [
      withoutState.href,
      'https://evil.test/?code=a&state=b',
      'two words',
      '',
      'javascript:alert(1)',
    ]) {
      await expect(bench.signIn.submitCode(globus, text)).rejects.toMatchObject({ code: 'input.invalid' });
    }
    expect(bench.signIn.state(globus).kind).toBe('waitingForBrowser');
    expect(await bench.signIn.submitCode(globus, redirect.href)).toMatchObject({ kind: 'signedIn' });
  });

  it('a mistyped code can be typed again', async () => {
    const { state } = await bench.begin({ way: 'code' });
    const { redirect } = await bench.web.signIn(state.authorizeUrl, researcher, { visits: false });
    const code = redirect.searchParams.get('code') ?? '';
    await expect(bench.signIn.submitCode(globus, `${code.slice(0, -2)}zz`)).rejects.toMatchObject({
      code: 'signIn.refused',
      facts: { error: 'invalid_grant' },
    });
    expect(bench.signIn.state(globus)).toEqual(state);
    expect(await bench.signIn.submitCode(globus, code)).toMatchObject({ kind: 'signedIn' });
  });

  it('without a sign-in under way there is nothing to paste for', async () => {
    await expect(bench.signIn.submitCode(globus, 'some-code')).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('an error in the pasted address ends the attempt with its words', async () => {
    const { redirectUri, sent } = await bench.begin();
    const pasted = `${redirectUri}/?error=access_denied&state=${sent.get('state')}`;
    await expect(bench.signIn.submitCode(globus, pasted)).rejects.toMatchObject({ code: 'signIn.denied' });
    expect(await bench.until('failed')).toMatchObject({ problem: { code: 'signIn.denied' } });
  });
});

describe('a session on another computer', () => {
  it('opens no browser and shows the way with a code', async () => {
    const remote = createBench(lab, { isRemoteSession: true });
    const { state } = await remote.begin();
    expect(state).toMatchObject({ way: 'code', browserOpened: false });
    expect(remote.browser.opened).toEqual([]);
    await remote.stop();
  });

  it('listens on a given port for a forwarded browser', async () => {
    const probe = await bench.begin();
    const port = Number(new URL(probe.redirectUri).port);
    await bench.signIn.cancel(globus);
    const remote = createBench(lab, { isRemoteSession: true });
    const { state } = await remote.begin({ port });
    expect(state).toMatchObject({ way: 'browser', browserOpened: false });
    await remote.web.signIn(state.authorizeUrl, researcher);
    await remote.until('signedIn');
    expect(remote.browser.opened).toEqual([]);
    await remote.stop();
  });
});

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { globusServicesFrom } from '../../../src-main/app/globusServices.ts';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { SignInDependencies } from '../../../src-main/sign-in/signInService.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';
import { createBench, globus, type Lab, startSignInLab } from './signInBench.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startSignInLab();
});
afterAll(() => lab.stop());

const dataAccess = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${testEndpoints.scratch}/data_access]`;
const consentNeeded = () => new AppError('consent.needed', { facts: { requiredScopes: [dataAccess] } });

function arrange(change: Partial<SignInDependencies['globus']> = {}) {
  const { id, secret } = lab.auth.clients.confidential;
  const bench = createBench(lab);
  const { url: authUrl } = lab.auth;
  const signIn = bench.create({
    globus: { authUrl, clientId: id, clientSecret: secret, environmentAllowsLoopbackHttp: true, ...change },
  });
  const tokenRequests = () => bench.requests.filter(({ url }) => url.pathname === '/v2/oauth2/token');
  return { ...bench, signIn, tokenRequests, id, secret };
}

describe('a service account', () => {
  it('is signed in without anybody, as its own identity, and holds nothing in the vault', async () => {
    const { signIn, tokenRequests, vault, id, secret, logger, events } = arrange();
    await signIn.restore();
    await vi.waitFor(() =>
      expect(signIn.state(globus)).toMatchObject({
        kind: 'signedIn',
        account: { id, username: `${id}@clients.auth.globus.org` },
      }),
    );
    expect(signIn.globusTokens.identityId()).toBe(id);
    const tokens = await Promise.all(
      (['transfer', 'timers', 'search', 'auth'] as const).map((resource) => signIn.globusTokens.accessToken(resource)),
    );
    expect(new Set(tokens).size).toBe(4);
    expect(tokenRequests()).toHaveLength(1);
    expect(tokenRequests()[0]?.form?.scope ?? '').not.toMatch(/openid|email|profile/);
    expect([...vault.secrets]).toEqual([]);
    expect(JSON.stringify([logger.lines, events])).not.toContain(secret);
    await signIn.stop();
  });

  it('renews once however many ask, and only for the token that was refused', async () => {
    const { signIn, tokenRequests } = arrange();
    await signIn.restore();
    const first = await signIn.globusTokens.accessToken('transfer');
    const renewed = await Promise.all(
      Array.from({ length: 8 }, () => signIn.globusTokens.renewedAccessToken('transfer', first)),
    );
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(first);
    expect(tokenRequests()).toHaveLength(2);
    await signIn.stop();
  });

  it('gives itself a consent that is missing, by exactly that scope, and only once', async () => {
    const { signIn, tokenRequests, states } = arrange();
    await signIn.restore();
    await signIn.globusTokens.accessToken('transfer');
    const before = states().length;
    signIn.globusTokens.repairNeeded(consentNeeded());
    await vi.waitFor(() => expect(states().length).toBe(before + 1));
    expect(states().at(-1)?.kind).toBe('signedIn');
    expect(tokenRequests()).toHaveLength(2);
    expect(new URLSearchParams(tokenRequests()[1]?.form).get('scope')).toContain(
      `all[*https://auth.globus.org/scopes/${testEndpoints.scratch}/data_access]`,
    );
    signIn.globusTokens.repairNeeded(consentNeeded());
    await signIn.globusTokens.accessToken('transfer');
    expect(tokenRequests()).toHaveLength(2);
    await signIn.stop();
  });

  it('with a wrong secret says that it is not set up, and tries again when asked', async () => {
    const { signIn } = arrange({ clientSecret: 'wrong' });
    await signIn.restore();
    await vi.waitFor(() =>
      expect(signIn.state(globus)).toMatchObject({ kind: 'failed', problem: { code: 'signIn.configuration' } }),
    );
    await expect(signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({ code: 'signIn.configuration' });
    expect(await signIn.start({ provider: globus, way: 'browser' })).toMatchObject({ kind: 'failed' });
    await signIn.stop();
  });

  it('goes on by itself when the provider is there again', async () => {
    const { signIn, line, clock } = arrange();
    line.divert = () => new URL('http://127.0.0.1:1/');
    await signIn.restore();
    await vi.waitFor(async () => {
      await clock.advance(1000);
      expect(signIn.state(globus)).toMatchObject({ kind: 'failed', problem: { code: 'network.unreachable' } });
    });
    line.divert = null;
    expect(await signIn.globusTokens.accessToken('transfer')).not.toBe('');
    expect(signIn.state(globus).kind).toBe('signedIn');
    await signIn.stop();
  });

  it('cannot be signed out from the screen: its secret would sign it in again', async () => {
    const { signIn } = arrange();
    await expect(signIn.signOut(globus)).rejects.toMatchObject({
      code: 'signIn.configuration',
      facts: { reason: 'serviceAccount' },
    });
    await signIn.stop();
  });
});

describe('its credentials', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-client-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const at = async (text: string, mode = 0o600) => {
    const file = join(folder, 'client.json');
    await writeFile(file, text);
    await chmod(file, mode);
    return () => globusServicesFrom({ PORTOLAN_GLOBUS_CLIENT_FILE: file });
  };

  it('come from the environment or from a file', async () => {
    const both = { PORTOLAN_GLOBUS_CLIENT_ID: 'a', PORTOLAN_GLOBUS_CLIENT_SECRET: 'b' };
    expect(globusServicesFrom(both)).toMatchObject({ clientId: 'a', clientSecret: 'b' });
    expect(globusServicesFrom({ PORTOLAN_GLOBUS_CLIENT_ID: 'a' })).not.toHaveProperty('clientSecret');
    expect((await at('{"client_id":"c","client_secret":"d"}'))()).toMatchObject({ clientId: 'c', clientSecret: 'd' });
    expect((await at('{"id":"e","secret":"f"}'))()).toMatchObject({ clientId: 'e', clientSecret: 'f' });
  });

  it.each([
    ['{"id":"e","secret":"f"}', 0o640, 'fileIsReadByOthers'],
    ['{"id":"e"}', 0o600, 'fileHoldsNoCredentials'],
    ['top secret', 0o600, 'fileIsNotJson'],
  ])('%s with mode %o is refused, and nothing of it is told', async (text, mode, reason) => {
    const read = await at(text, mode);
    expect(read).toThrow(expect.objectContaining({ code: 'signIn.configuration' }));
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({ facts: { reason } });
      expect(JSON.stringify(error)).not.toContain('top secret');
    }
  });

  it('a file that is not there', () => {
    expect(() => globusServicesFrom({ PORTOLAN_GLOBUS_CLIENT_FILE: join(folder, 'nothing') })).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ reason: 'fileCannotBeRead' }) }),
    );
  });
});

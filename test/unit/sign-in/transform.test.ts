import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  claimsOf,
  globusTokensOf,
  hasNames,
  registryTokensOf,
} from '../../../src-main/sign-in/transform.ts';

const fixtures = join(import.meta.dirname, '../../../../shared/fixtures/globus');

const answer = {
  access_token: 'a1',
  refresh_token: 'r1',
  expires_in: 172800,
  scope: 'openid email',
  resource_server: 'auth.globus.org',
  state: '_default',
  other_tokens: [
    { access_token: 'a2', refresh_token: 'r2', expires_in: 60, scope: 's', resource_server: 'transfer.api.globus.org' },
    { access_token: 'a3', expires_in: 60, scope: '', resource_server: 'groups.api.globus.org' },
    { access_token: 'a4', refresh_token: null, resource_server: 'search.api.globus.org' },
  ],
};

describe('token answers', () => {
  it('has one token a service, from both places, without those of no use', () => {
    expect(globusTokensOf(answer)).toEqual([
      {
        resource: 'auth',
        accessToken: 'a1',
        refreshToken: 'r1',
        scopes: ['openid', 'email'],
        expiresInSeconds: 172800,
      },
      { resource: 'transfer', accessToken: 'a2', refreshToken: 'r2', scopes: ['s'], expiresInSeconds: 60 },
      { resource: 'search', accessToken: 'a4', refreshToken: null, scopes: [], expiresInSeconds: 3600 },
    ]);
  });

  it.each([
    [{}],
    [null],
    ['text'],
    [{ ...answer, access_token: '' }],
    [{ ...answer, expires_in: -1 }],
    [{ ...answer, other_tokens: {} }],
    [{ ...answer, resource_server: undefined, other_tokens: [] }],
  ])('refuses %j without quoting it', (body) => {
    expect(() => globusTokensOf(body)).toThrow(expect.objectContaining({ code: 'answer.unexpected' }));
    try {
      globusTokensOf(body);
    } catch (error) {
      expect(JSON.stringify({ ...(error as object) })).not.toContain('a2');
    }
  });

  it("takes a registry's answer whole", () => {
    expect(registryTokensOf({ access_token: 'a', expires_in: 5 })).toMatchObject([
      { resource: 'registry', accessToken: 'a', refreshToken: null, expiresInSeconds: 5 },
    ]);
  });

  it.skipIf(!existsSync(fixtures))('reads every recorded answer of the token endpoint', () => {
    const names = readdirSync(fixtures).filter((name) => /^auth\.POST\.oauth2_token\.200/.test(name));
    expect(names.length).toBeGreaterThan(5);
    const read = names.map((name) => {
      const { body } = JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as { body: { resource_server: string } };
      try {
        return globusTokensOf(body).length > 0;
      } catch {
        return body.resource_server;
      }
    });
    // Only answers for services that the app does not use may be refused.
    for (const outcome of read)
      expect(outcome === true || !/^(auth|transfer|search)\./.test(String(outcome))).toBe(true);
    expect(read).toContain(true);
  });
});

describe('claims', () => {
  it('makes an account with clean names', () => {
    const claims = claimsOf({
      sub: 'id',
      preferred_username: 'researcher\u0007@uni.example',
      name: 'A\u202e Researcher',
      organization: null,
    });
    expect(accountOf(claims)).toEqual({
      id: 'id',
      username: 'researcher@uni.example',
      name: 'A Researcher',
      organization: null,
    });
    expect(hasNames(claims)).toBe(true);
  });
  it('falls back to what there is', () => {
    expect(accountOf(claimsOf({ sub: 'id', email: 'a@b' })).username).toBe('a@b');
    expect(accountOf(claimsOf({ sub: 'id' }))).toMatchObject({ username: 'id', name: null });
    expect(hasNames(claimsOf({ sub: 'id' }))).toBe(false);
    expect(() => claimsOf({ name: 'nobody' })).toThrow(expect.objectContaining({ code: 'answer.unexpected' }));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataAccessEndpoints, globusResourceOf, globusScopes } from '../../../src-main/sign-in/globusScopes.ts';
import { mergeScopes, parseScopes, printScopes, scopeNames } from '../../../src-main/sign-in/scopeTree.ts';

const transfer = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const timer = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
const one = '11111111-1111-4111-8111-111111111111';
const two = '22222222-2222-4222-8222-222222222222';
const dataAccess = (id: string) => `https://auth.globus.org/scopes/${id}/data_access`;
const base =
  `openid profile email urn:globus:auth:scope:auth.globus.org:view_identity_set ${transfer} ` +
  `urn:globus:auth:scope:search.api.globus.org:all ${timer}[${transfer}]`;

describe('scope strings', () => {
  it.each(['a', 'a b', 'a[b]', 'a[b *c[d e]] f', '*a', 'a[*b[*c[*d]]]', ''])('reads and writes %j', (text) => {
    expect(printScopes(parseScopes(text))).toBe(text);
  });

  it.each([
    ['a a', 'a'],
    ['a[b] a[c]', 'a[b c]'],
    ['*a a', 'a'],
    ['a[*b] a[b[c]]', 'a[b[c]]'],
    ['  a\n [ b ] ', 'a[b]'],
    ['a[b', 'a[b]'],
    ['a]b', 'a'],
    ['[a]', 'a'],
    ['*', ''],
  ])('makes of %j %j', (text, expected) => {
    expect(printScopes(parseScopes(text))).toBe(expected);
  });

  const scope = fc.letrec<{ text: string }>((tie) => ({
    text: fc
      .tuple(fc.constantFrom('a', '*b', 'c'), fc.option(fc.array(tie('text'), { maxLength: 3 }), { maxDepth: 3 }))
      .map(([name, inner]) => (inner?.length ? `${name}[${inner.join(' ')}]` : name)),
  })).text;

  it('merging loses no name and settles', () => {
    fc.assert(
      fc.property(scope, scope, (left, right) => {
        const merged = mergeScopes(parseScopes(left), parseScopes(right));
        const names = new Set([...scopeNames(parseScopes(left)), ...scopeNames(parseScopes(right))]);
        expect(new Set(scopeNames(merged))).toEqual(names);
        expect(printScopes(mergeScopes(merged, parseScopes(right)))).toBe(printScopes(merged));
      }),
    );
  });
});

describe('globusScopes', () => {
  it('asks the base and nothing else without endpoints', () => {
    expect(globusScopes([])).toBe(base);
  });

  it('puts consents under transfer, at the top and within timers, each revocable on its own', () => {
    const inner = `[*${dataAccess(one)} *${dataAccess(two)}]`;
    const asked = globusScopes([one, two]);
    expect(asked).toContain(` ${transfer}${inner} `);
    expect(asked).toContain(`${timer}[${transfer}${inner}]`);
    expect(dataAccessEndpoints(asked)).toEqual([one, two]);
  });

  it('joins what a service required with what is asked anyway', () => {
    const required = [`${transfer}[*${dataAccess(one)}]`, `https://auth.globus.org/scopes/${two}/https`];
    expect(globusScopes([one], required)).toBe(`${globusScopes([one])} https://auth.globus.org/scopes/${two}/https`);
  });

  it('knows the resource servers of its tokens', () => {
    const servers = ['auth.globus.org', 'transfer.api.globus.org', 'search.api.globus.org', timer.split('/')[4] ?? ''];
    expect(servers.map(globusResourceOf)).toEqual(['auth', 'transfer', 'search', 'timers']);
    expect(globusResourceOf('groups.api.globus.org')).toBeNull();
    expect(globusResourceOf('')).toBeNull();
  });
});

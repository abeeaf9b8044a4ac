import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted, readRedirect } from '../../../src-main/sign-in/redirectAnswer.ts';

const state = 'Zx0123456789abcdefABCDEF_-0123456789abcdefg';
const expected = { state, issuer: null };
const naming = { state, issuer: 'https://issuer.example.org' };
const read = (query: string, wanted: typeof expected | typeof naming = expected) =>
  readRedirect(new URLSearchParams(query), wanted);

describe('readRedirect', () => {
  it('takes a code or an error with the right state', () => {
    expect(read(`code=abc&state=${state}`)).toEqual({ kind: 'code', code: 'abc' });
    expect(read(`state=${state}&error=access_denied&error_description=No`)).toEqual({
      kind: 'error',
      error: 'access_denied',
      description: 'No',
    });
  });

  it.each([
    '',
    'code=abc',
    'code=abc&state=',
    `code=abc&state=${state}x`,
    `code=abc&state=${state.toLowerCase()}`,
    `code=abc&state=${state}&state=${state}`,
    `code=&state=${state}`,
    `code=abc&code=abc&state=${state}`,
    `code=abc&error=no&state=${state}`,
    `error=&state=${state}`,
    `state=${state}`,
  ])('refuses %j', (query) => {
    expect(read(query)).toBeNull();
  });

  it('wants the issuer by name when it names itself', () => {
    expect(read(`code=abc&state=${state}&iss=https%3A%2F%2Fissuer.example.org`, naming)).not.toBeNull();
    expect(read(`code=abc&state=${state}`, naming)).toBeNull();
    expect(read(`code=abc&state=${state}&iss=https%3A%2F%2Fevil.test`, naming)).toBeNull();
    expect(read(`code=abc&state=${state}&iss=https%3A%2F%2Fissuer.example.org&iss=x`, naming)).toBeNull();
  });

  it('takes nothing that does not hold the state', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('code', 'state', 'error', 'iss'), fc.string())), (pairs) => {
        expect(readRedirect(new URLSearchParams(pairs), expected)).toBeNull();
      }),
    );
  });
});

describe('readPasted', () => {
  const redirect = 'http://127.0.0.1:45671';
  const paste = (text: string) => readPasted(text, redirect, expected);

  it.each(['abcDEF-123_45', ' abcDEF-123_45\n', 'a.b~c+d/e=='])('takes the code %j', (text) => {
    expect(paste(text)).toEqual({ kind: 'answer', answer: { kind: 'code', code: text.trim() } });
  });

  it('takes the whole address, with or without the slash that browsers add', () => {
    for (const path of ['', '/']) {
      expect(paste(`${redirect}${path}?code=abc&state=${state}`)).toMatchObject({ kind: 'answer' });
    }
  });

  it('tells a wrong state from what it cannot read', () => {
    expect(paste(`${redirect}/?code=abc&state=other`)).toEqual({ kind: 'wrongState' });
    for (const text of [
      '',
      'abc',
      'two words',
      `${redirect}/?code=abc`,
      `http://127.0.0.1:45672/?code=abc&state=${state}`,
      `${redirect}/other?code=abc&state=${state}`,
      `https://evil.test/?code=abc&state=${state}`,
      'javascript:alert(1)',
      'x'.repeat(5000),
    ]) {
      expect(paste(text)).toEqual({ kind: 'unreadable' });
    }
  });
});

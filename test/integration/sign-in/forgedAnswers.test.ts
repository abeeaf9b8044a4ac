import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { researcher } from '../../../src-main/lab/people.ts';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';
import type { HttpRequest } from '../../../src-main/ports/http.ts';
import { type Bench, createBench, globus, type Lab, startSignInLab } from './signInBench.ts';

interface TokenBody {
  id_token?: string;
  [name: string]: unknown;
}

let lab: Lab;
let bench: Bench;
const wire = createGotHttp();
/** Changes a code exchange on its way out, or its answer on its way in. */
let change: { request?: (form: Record<string, string>) => void; answer?: (body: TokenBody) => void } = {};
let lastIdToken = '';

async function send(request: HttpRequest) {
  if (request.form?.grant_type !== 'authorization_code') return wire.send(request);
  const form = { ...request.form };
  change.request?.(form);
  const answer = await wire.send({ ...request, form });
  if (answer.status !== 200) return answer;
  const body = JSON.parse(new TextDecoder().decode(answer.body)) as TokenBody;
  const given = body.id_token ?? '';
  change.answer?.(body);
  lastIdToken = given;
  return { ...answer, body: new TextEncoder().encode(JSON.stringify(body)) };
}

beforeAll(async () => {
  lab = await startSignInLab();
});
afterAll(async () => {
  await lab.stop();
  wire.close();
});
beforeEach(() => {
  change = {};
  bench = createBench(lab, { http: { send } });
});
afterEach(() => bench.stop());

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = (token: string) => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  return { header, payload, signature, claims };
};

function signedBySomebodyElse(token: string): string {
  const { header, payload } = parts(token);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `${header}.${payload}.${createSign('RSA-SHA512').update(`${header}.${payload}`).sign(privateKey, 'base64url')}`;
}

const forgeries: readonly [name: string, code: string, change: () => typeof change][] = [
  [
    'no id_token',
    'signIn.refused',
    () => ({
      answer: (body) => {
        delete body.id_token;
      },
    }),
  ],
  [
    'another person in the claims',
    'signIn.refused',
    () => ({
      answer: (body) => {
        const { header, claims, signature } = parts(body.id_token ?? '');
        body.id_token = `${header}.${base64url({ ...claims, sub: 'somebody-else' })}.${signature}`;
      },
    }),
  ],
  [
    'a signature by another key',
    'signIn.refused',
    () => ({
      answer: (body) => {
        body.id_token = signedBySomebodyElse(body.id_token ?? '');
      },
    }),
  ],
  [
    'no signature at all',
    'signIn.refused',
    () => ({
      answer: (body) => {
        body.id_token = `${base64url({ alg: 'none' })}.${parts(body.id_token ?? '').payload}.`;
      },
    }),
  ],
  [
    'the id_token of an earlier sign-in',
    'signIn.refused',
    () => {
      const earlier = lastIdToken;
      return {
        answer: (body) => {
          body.id_token = earlier;
        },
      };
    },
  ],
  [
    'another PKCE verifier',
    'signIn.refused',
    () => ({
      request: (form) => {
        form.code_verifier = 'x'.repeat(43);
      },
    }),
  ],
  [
    'another redirect',
    'signIn.refused',
    () => ({
      request: (form) => {
        form.redirect_uri = 'http://127.0.0.1:1';
      },
    }),
  ],
];

describe('answers that do not prove whose they are', () => {
  it.each(forgeries)('%s: refused, nothing stored, and the next sign-in works', async (_name, code, forge) => {
    await bench.signInAs(researcher);
    await bench.signIn.signOut(globus);
    change = forge();
    const { state } = await bench.begin();
    await bench.web.signIn(state.authorizeUrl, researcher);
    expect(await bench.until('failed')).toMatchObject({ problem: { code } });
    expect([...bench.vault.secrets.values()]).toEqual(['[]']);
    await expect(bench.signIn.globusTokens.accessToken('transfer')).rejects.toMatchObject({ code: 'signIn.needed' });
    change = {};
    await bench.signInAs(researcher);
  });
});

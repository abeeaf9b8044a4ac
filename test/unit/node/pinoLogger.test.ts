import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { createPinoLogger, logFileName } from '../../../src-main/node/pinoLogger.ts';
import { redact, redactText } from '../../../src-main/node/redact.ts';

const secrets = [
  'Bearer abcdefgh12345678',
  'Token 7d40b9c6e1f5832a9d7306bc58e4f2170a6c9b3e',
  '7d40b9c6e1f5832a9d7306bc58e4f2170a6c9b3e',
  'AgXkWv7mQ2pLr9Tn4Bz6Yc8Hd1Jf3Gs5KaEoUiNwPqRtMbVx',
  'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
  'code=SplxlOBeZQQYbYS6WxSbIA',
  'refresh_token=abc',
];
const plain = [
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'md5:d41d8cd98f00b204e9800998ecf8427e',
  '8e4c2a97-1f60-4d3b-b5a8-63c90e7d2f42',
  '/images/lab/torch_2.4_2026-03-01.sif',
  'https://auth.globus.org/v2/oauth2/token',
  'answer.notJson',
];

describe('redactText', () => {
  it.each(secrets)('hides %s', (secret) => {
    const value = secret.replace(/^.*[ =]/, '');
    expect(redactText(`before ${secret} after`)).not.toContain(value);
    expect(redactText(`before ${secret} after`)).toMatch(/^before .* after$/);
  });
  it.each(plain)('leaves %s', (text) => {
    expect(redactText(`before ${text} after`)).toBe(`before ${text} after`);
  });
  it('leaves no control characters', () => {
    expect(redactText('a\u001b[31mb\u0007c\u202ed\u0000')).toBe('a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD');
  });
});

describe('redact', () => {
  it('hides by name, whatever the value', () => {
    expect(
      redact({ accessToken: 'x', password: 'y', cookie: ['z'], headers: { authorization: 'w' }, token: null }),
    ).toEqual({
      accessToken: '[hidden]',
      password: '[hidden]',
      cookie: '[hidden]',
      headers: { authorization: '[hidden]' },
      token: null,
    });
  });
  it('tells an error without what a library hung on it', () => {
    const cause = Object.assign(new Error(`sent ${secrets[0]}`), { options: { body: 'secret-body' } });
    const text = JSON.stringify(redact(new AppError('network.timeout', { cause, facts: { host: 'example.org' } })));
    expect(text).toContain('network.timeout');
    expect(text).toContain('example.org');
    expect(text).not.toContain('secret-body');
    expect(text).not.toContain('abcdefgh12345678');
  });
  it('ends with what has no end', () => {
    const loop: Record<string, unknown> = {};
    loop.again = loop;
    expect(JSON.stringify(redact(loop))).toContain('[deep]');
    expect(redact({ call: () => 1, big: 10n, bytes: new Uint8Array(3) })).toEqual({ big: '10', bytes: '[3 bytes]' });
  });
});

describe('createPinoLogger', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'portolan-log-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('writes JSON lines of its level to a file of the owner alone', async () => {
    const log = createPinoLogger({ dir, level: 'info' });
    log.debug('too fine');
    log.info('signed in', { provider: 'globus', refreshToken: 'abc' });
    log.error('failed', { error: new AppError('network.timeout') });
    const path = join(dir, logFileName);
    const lines = (await readFile(path, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ msg: 'signed in', provider: 'globus', refreshToken: '[hidden]' });
    expect(lines[1]).toMatchObject({ error: { name: 'AppError', code: 'network.timeout' } });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('begins a new file when the old one has grown', async () => {
    await writeFile(join(dir, logFileName), 'x'.repeat(6 * 1024 ** 2));
    createPinoLogger({ dir }).info('anew');
    expect((await readdir(dir)).sort()).toEqual([logFileName, `${logFileName}.1`]);
    expect((await stat(join(dir, logFileName))).size).toBeLessThan(1000);
  });

  it('writes to a stream', () => {
    const lines: string[] = [];
    createPinoLogger({ stream: { write: (line) => void lines.push(line) }, level: 'debug' }).debug('hello', {
      count: 1,
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'hello', count: 1, level: 20 });
  });
});

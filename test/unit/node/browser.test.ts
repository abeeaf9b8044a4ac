import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemBrowser, isRemoteSession } from '../../../src-main/node/systemBrowser.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan-browser-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A stand-in program that notes its arguments, one a line, and ends with the status. */
async function program(name: string, status: number): Promise<{ path: string; seen(): Promise<string[]> }> {
  const path = join(dir, name);
  const notes = join(dir, `${name}.seen`);
  await writeFile(path, `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word" >> '${notes}'; done\nexit ${status}\n`);
  await chmod(path, 0o755);
  const seen = async () => {
    const text = await readFile(notes, 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  };
  return { path, seen };
}

const withBrowser = (BROWSER: string) => createSystemBrowser({ platform: 'linux', env: { BROWSER, PATH: dir } });

describe('createSystemBrowser', () => {
  it('gives the address as one plain argument, never to a shell', async () => {
    const browser = await program('browser', 0);
    const url = 'https://auth.example.org/authorize?a=b&c=$(touch%20x);d#e';
    expect(await withBrowser(browser.path).open(url)).toBe(true);
    expect(await browser.seen()).toEqual([url]);
  });

  it('puts the address where BROWSER says, and takes its next program when one fails', async () => {
    const [bad, good] = [await program('bad', 3), await program('good', 0)];
    const list = `/not/there:${bad.path}:${good.path} --new-tab %s`;
    expect(await withBrowser(list).open('https://example.org/')).toBe(true);
    expect(await good.seen()).toEqual(['--new-tab', 'https://example.org/']);
  });

  it('uses the system opener where there is a screen', async () => {
    const opener = await program('xdg-open', 0);
    const env = { PATH: dir, DISPLAY: ':0' };
    const before = process.env.PATH;
    process.env.PATH = `${dir}:${before}`;
    try {
      expect(await createSystemBrowser({ platform: 'linux', env }).open('https://example.org/')).toBe(true);
      expect(await createSystemBrowser({ platform: 'linux', env: { PATH: dir } }).open('https://example.org/')).toBe(
        false,
      );
    } finally {
      process.env.PATH = before;
    }
    expect(await opener.seen()).toEqual(['https://example.org/']);
  });

  it('says false when there is none', async () => {
    expect(await withBrowser('/not/there').open('https://example.org/')).toBe(false);
    expect(await withBrowser('').open('https://example.org/')).toBe(false);
  });

  it.each([
    'http://example.org/',
    'http://127.0.0.1.evil.test/',
    'http://192.168.1.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'mailto:a@b',
    'https://user:secret@example.org/',
    '--help',
    '',
  ])('opens no %j', async (url) => {
    const browser = await program('browser', 0);
    expect(await withBrowser(browser.path).open(url)).toBe(false);
    expect(await browser.seen()).toEqual([]);
  });

  it.each(['http://127.0.0.1:8080/x', 'http://localhost:8080/'])('opens %s', async (url) => {
    const browser = await program('browser', 0);
    expect(await withBrowser(browser.path).open(url)).toBe(true);
    expect(await browser.seen()).toEqual([url]);
  });
});

describe('isRemoteSession', () => {
  it.each([
    [{}, false],
    [{ DISPLAY: ':0' }, false],
    [{ DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, true],
    [{ SSH_TTY: '/dev/ttys1' }, true],
  ])('with %j: %s', (env, expected) => {
    expect(isRemoteSession(env)).toBe(expected);
  });
});

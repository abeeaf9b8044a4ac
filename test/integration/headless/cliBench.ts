import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import { startLab } from '../../../src-main/lab/startLab.ts';
import { createLabBrowser } from '../../fakes/labBrowser.ts';

const root = join(import.meta.dirname, '../../..');
const program = join(root, 'src-main/headless/cli/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  out(): string;
  err(): string;
  /** Resolves once it wrote this on standard error. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

/** Starts a program of the project as a person would, and hears all that it says. */
export function startProgram(words: readonly string[], environment: Environment = {}): Running {
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', BROWSER: 'true', PORTOLAN_VAULT: 'plain', TZ: 'UTC', ...environment },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  const said = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(err);
        if (match !== null) resolve(match);
      };
      look();
      child.stderr.on('data', look);
      void ended.then(({ code }) => reject(new Error(`ended with ${code} and never said ${pattern}:\n${err}`)));
    });
  return { child, pid: child.pid ?? 0, out: () => out, err: () => err, said, ended };
}

export interface Cli {
  readonly dataFolder: string;
  start(...words: string[]): Running;
  /** Runs a command to its end. */
  run(...words: string[]): Promise<Ended>;
  /** The same with `--json`: what it printed must be exactly one JSON document. */
  json(...words: string[]): Promise<{ readonly code: number | null; readonly document: unknown; readonly err: string }>;
}

export function commandLine(dataFolder: string, environment: Environment = {}): Cli {
  const start = (...words: string[]) => startProgram([program, '--data', dataFolder, ...words], environment);
  const run = (...words: string[]) => {
    const running = start(...words);
    running.child.stdin?.end();
    return running.ended;
  };
  return {
    dataFolder,
    start,
    run,
    json: async (...words) => {
      const { code, out, err } = await run(...words, '--json');
      if (!/^[^\n]+\n$/.test(out)) throw new Error(`not one JSON document:\n${out}\n${err}`);
      return { code, document: JSON.parse(out), err };
    },
  };
}

export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'portolan-cli-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Seeds the app's lab with small images and quick transfers, which it keeps when the app starts it again. */
export async function seedLab(dataFolder: string, transferBytesPerSecond = 1e9): Promise<LabInfo> {
  const lab = await startLab({
    dataDir: join(dataFolder, 'lab'),
    log: () => undefined,
    scale: 'small',
    transferBytesPerSecond,
  });
  await lab.stop();
  return lab.info;
}

/** Plays the person in the browser: allows what is asked and comes back to the app. Resolves with the app's page. */
async function allowInBrowser(authorizeUrl: string, person = 'Lab Manager'): Promise<string> {
  const stopAt = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
  const browser = createLabBrowser();
  let visit = await browser.open(authorizeUrl, stopAt);
  if (visit.html.includes('Continue as')) visit = await browser.press(visit, `Continue as ${person}`, stopAt);
  if (visit.html.includes('>Allow<')) visit = await browser.press(visit, 'Allow', stopAt);
  return (await fetch(visit.url)).text();
}

/** `portolan login` with the person's part played. */
export async function signIn(cli: Cli, ...words: string[]): Promise<Ended> {
  const login = cli.start('login', '--json', ...words);
  const [authorizeUrl = ''] = await login.said(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
  await allowInBrowser(authorizeUrl);
  return login.ended;
}

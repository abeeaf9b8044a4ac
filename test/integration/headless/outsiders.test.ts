import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import { startLab } from '../../../src-main/lab/startLab.ts';
import { commandLine, type Running, seedLab, signIn, startProgram, temporaryFolder } from './cliBench.ts';
import * as shapes from './cliShapes.ts';

// Each command is a process; on a busy machine some take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** What programs of others hold on to: ready files, signals, the environment. */
const root = join(import.meta.dirname, '../../..');
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  mkdirSync(join(folder.path, 'tmp'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await folder.remove();
});

const baseUrl = z.url().endsWith('/');
const labShape = z.strictObject({
  auth: baseUrl,
  transfer: baseUrl,
  search: baseUrl,
  timers: baseUrl,
  registry: z.strictObject({
    url: baseUrl,
    issuer: z.url(),
    imagesDir: z.string(),
    tokens: z.record(z.email(), z.string().regex(/^[0-9a-f]{40}$/)),
  }),
  clients: z.strictObject({
    native: z.strictObject({ id: z.guid() }),
    confidential: z.strictObject({ id: z.guid(), secret: z.string().min(8) }),
  }),
  people: z.array(z.strictObject({ name: z.string(), username: z.email(), id: z.guid() })).min(2),
  endpoints: z
    .array(
      z.strictObject({
        id: z.guid(),
        name: z.string(),
        kind: z.enum(['personal', 'mapped', 'guest']),
        owner: z.email(),
        root: z.string(),
        basePath: z.string().regex(/^\/(.*\/)?$/),
      }),
    )
    .length(6),
  control: baseUrl,
});
const readyShape = z.strictObject({ url: baseUrl, startUrl: z.url(), pid: z.number().int(), lab: labShape.nullable() });

const ready = async (file: string): Promise<unknown> => {
  await expect.poll(() => existsSync(file), { timeout: 25_000 }).toBe(true);
  return JSON.parse(readFileSync(file, 'utf8'));
};

/** The promise to whoever ends us: five seconds after SIGTERM there is no process any more. */
const endsInTime = (ended: Promise<unknown>) => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('still there five seconds after the signal')), 5_000);
  return Promise.race([ended, promise]).finally(() => clearTimeout(timer));
};

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('npm run -s lab', () => {
  it('writes a ready file of exactly these keys, prints nothing on standard output, and ends on SIGTERM', async () => {
    const file = join(folder.path, 'ready.json');
    const words = ['run', '-s', 'lab', '--', '--small', '--ready-file', file];
    const child = spawn('npm', words, { cwd: root, env: { ...process.env, TMPDIR: join(folder.path, 'tmp') } });
    children.push(child);
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const info = labShape.parse(await ready(file));
    expect(statSync(info.registry.imagesDir).isDirectory()).toBe(true);
    expect(
      info.endpoints.map(({ owner }) => owner).every((owner) => info.people.some(({ username }) => username === owner)),
    ).toBe(true);
    expect((await fetch(info.control)).status).toBe(404);
    child.kill('SIGTERM');
    await endsInTime(ended);
    // npm keeps a cache of its own there.
    const left = readdirSync(join(folder.path, 'tmp')).filter((name) => name !== 'node-compile-cache');
    expect([out, left]).toEqual(['', []]);
    await expect(fetch(`${info.control}info`)).rejects.toThrow();
  });
});

const hasScreens = existsSync(join(root, 'out/renderer/index.html'));
if (!hasScreens) console.warn('skipped: the app with --ready-file needs the built screens (npm run build)');

describe.skipIf(!hasScreens)('the app', () => {
  const serve = (program: string, ...words: string[]): Running => {
    const file = join(folder.path, 'ready.json');
    const all = [join(root, program), ...words, '--data', join(folder.path, 'data'), '--ready-file', file, '--no-open'];
    const started = startProgram(all, { TMPDIR: join(folder.path, 'tmp') });
    children.push(started.child);
    return started;
  };

  it.each([
    ['src-main/headless/main.ts', '--headless', '--lab'],
    ['src-main/headless/cli/main.ts', 'serve', '--lab'],
  ])('%s %s tells where it is, and SIGTERM leaves neither process nor temporary file', async (program, ...words) => {
    await seedLab(join(folder.path, 'data'));
    const running = serve(program, ...words);
    const told = readyShape.parse(await ready(join(folder.path, 'ready.json')));
    expect(told.pid).toBe(running.pid);
    expect(told.startUrl.startsWith(`${told.url}start?code=`)).toBe(true);
    expect(statSync(join(folder.path, 'ready.json')).mode & 0o777).toBe(0o600);
    expect((await fetch(told.startUrl, { redirect: 'manual' })).status).toBe(303);
    const cli = commandLine(join(folder.path, 'data'));
    expect((await cli.json('lab', 'push', 'tools/x:1', '--size', '1000000')).code).toBe(0);
    running.child.kill('SIGTERM');
    await endsInTime(running.ended);
    expect((await running.ended).code).toBe(0);
    expect(isThere(running.pid)).toBe(false);
    expect(readdirSync(join(folder.path, 'tmp'))).toEqual([]);
    const left = readdirSync(join(folder.path, 'data'), { recursive: true }).map(String);
    expect(left.filter((name) => /\.(tmp|part)$|connection\.json/.test(name))).toEqual([]);
  });

  it('on a folder that is taken names who has it, with 1', async () => {
    const first = serve('src-main/headless/main.ts');
    const { url } = readyShape.parse(await ready(join(folder.path, 'ready.json')));
    const cli = commandLine(join(folder.path, 'data'));
    const { code, document } = await cli.json('serve', '--no-open');
    expect([code, shapes.failureShape.parse(document).error]).toMatchObject([
      1,
      { code: 'state.inUse', facts: { url } },
    ]);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });

  it('serve --json prints one document once it is usable', async () => {
    const running = startProgram([
      join(root, 'src-main/headless/cli/main.ts'),
      '--data',
      folder.path,
      'serve',
      '--json',
    ]);
    children.push(running.child);
    await expect.poll(() => running.out(), { timeout: 20_000 }).toMatch(/\n$/);
    expect(readyShape.parse(JSON.parse(running.out()))).toMatchObject({ pid: running.pid, lab: null });
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(0);
  });
});

describe('the environment', () => {
  const environmentOf = (info: LabInfo) => ({
    PORTOLAN_GLOBUS_AUTH_URL: info.auth,
    PORTOLAN_GLOBUS_TRANSFER_URL: info.transfer,
    PORTOLAN_GLOBUS_SEARCH_URL: info.search,
    PORTOLAN_GLOBUS_TIMERS_URL: info.timers,
    PORTOLAN_GLOBUS_CLIENT_ID: info.clients.native.id,
  });

  it('points an app of its own at a lab that runs alone; a registry by token is sent from to its end', async () => {
    const lab = await startLab({
      dataDir: join(folder.path, 'lab'),
      log: () => undefined,
      scale: 'small',
      transferBytesPerSecond: 1e9,
    });
    const { registry, endpoints } = lab.info;
    const harbour = endpoints.find(({ root: served }) => registry.imagesDir.startsWith(served));
    const cli = commandLine(join(folder.path, 'own'), environmentOf(lab.info));
    const place = [
      '--images',
      registry.imagesDir,
      '--endpoint',
      harbour?.id ?? '',
      '--base-path',
      harbour?.basePath ?? '',
    ];
    const token = registry.tokens['manager@practice.lab'] ?? '';
    const added = await cli.json('registries', 'add', registry.url, '--token', token, ...place);
    expect(added.code).toBe(0);
    expect(shapes.registryShape.parse(added.document)).toMatchObject({
      access: { state: 'token', username: 'manager' },
    });
    expect((await signIn(cli)).code).toBe(0);

    // Every command carries the app anew here: nothing but the folder lives from one to the next.
    const sent = await cli.json('send', 'tools/curl:8.9', '--to', 'Partner share');
    const [activity] = shapes.sendShape.parse(sent.document).activities;
    expect([sent.code, activity?.state]).toEqual([0, 'done']);
    const partner = endpoints.find(({ name }) => name === 'Partner share');
    const copy = join(partner?.root ?? '', activity?.images[0]?.destinationPath ?? '');
    const list = await cli.json('containers');
    const image = shapes.containersShape.parse(list.document).images.find(({ id }) => id.endsWith('/tools/curl:8.9'));
    expect(readFileSync(copy)).toEqual(readFileSync(join(registry.imagesDir, image?.relativePath ?? '')));

    const fresh = await cli.json('subscriptions', 'add', 'tools/busybox', '--to', 'Partner share');
    expect(fresh.code).toBe(0);
    const synced = await cli.json('sync', '--once');
    expect([synced.code, shapes.syncShape.parse(synced.document).subscriptions[0]?.counts.upToDate]).toEqual([0, 1]);
    const where = await cli.json('where', 'tools/busybox:1.36');
    const places = shapes.whereShape.parse(where.document).images[0]?.places ?? [];
    expect(places.find(({ endpointName }) => endpointName === 'Partner share')?.state).toBe('upToDate');
    expect(JSON.stringify([added, sent, list, synced, where])).not.toContain(token);
    await lab.stop();
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import { openSession, type Portolan } from '../../../src-main/headless/cli/connect.ts';
import { type Cli, commandLine, type Running, seedLab, signIn, temporaryFolder } from './cliBench.ts';
import * as shapes from './cliShapes.ts';

// Each command is a process; on a busy machine some take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let cli: Cli;
let lab: LabInfo;
let app: Running;
const partner = 'Partner share';

async function answer<T>(shape: z.ZodType<T>, ...words: string[]): Promise<T> {
  const { code, document, err } = await cli.json(...words);
  expect(`${code} ${err}`).toMatch(/^0 /);
  return shape.parse(document);
}

async function refusal(...words: string[]) {
  const { code, document } = await cli.json(...words);
  return { exit: code, ...shapes.failureShape.parse(document).error };
}

/** What the screens would do. */
async function asTheScreens<T>(work: (portolan: Portolan) => Promise<T>): Promise<T> {
  const session = await openSession({
    ...{ dataFolder: folder.path, lab: false, shares: false },
    ...{ signal: new AbortController().signal, tell: () => undefined },
  });
  try {
    return await work(session.portolan);
  } finally {
    await session.end();
  }
}

const fullPreview = shapes.previewShape.extend({
  room: z.array(z.strictObject({ endpointId: z.guid(), images: z.number(), bytes: z.number() })),
  skipped: z.array(z.strictObject({ imageId: z.string(), reason: z.string() })),
  needsConfirmation: z.boolean(),
});
const runShape = shapes.subscriptionShape.extend({
  runsAt: z.enum(['here', 'globus']),
  timers: z.array(
    z.object({ endpointId: z.guid(), jobId: z.string(), intervalSeconds: z.number(), state: z.string() }),
  ),
});
const report = z.strictObject({
  created: z.array(z.string()),
  updated: z.array(z.string()),
  unchanged: z.array(z.string()),
  faults: z.array(
    z.strictObject({
      line: z.number(),
      column: z.number(),
      code: z.string(),
      facts: z.record(z.string(), z.unknown()),
      what: z.string().min(3),
    }),
  ),
});

beforeAll(async () => {
  folder = await temporaryFolder();
  lab = await seedLab(folder.path);
  cli = commandLine(folder.path);
  app = cli.start('--lab', 'sync', '--watch', '--json');
  await app.said(/Watching/);
  expect((await signIn(cli)).code).toBe(0);
});
afterAll(async () => {
  app.child.kill('SIGTERM');
  await app.ended;
  await folder.remove();
});

describe('before anything is sent', () => {
  it('a preview tells copies, what is left out and why, bytes and the room they need', async () => {
    const words = ['tools/*', '--to', partner, '--max-size', '1MB'];
    const preview = await answer(fullPreview, 'subscriptions', 'add', ...words, '--dry-run');
    const sends = preview.copies.filter(({ outcome }) => outcome === 'send');
    const id = lab.endpoints.find(({ name }) => name === partner)?.id;
    const bytes = sends.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
    expect(preview.room).toEqual([{ endpointId: id, images: sends.length, bytes }]);
    expect(preview.totalBytes).toBe(bytes);
    expect(await answer(fullPreview, 'subscriptions', 'preview', ...words)).toEqual(preview);
    expect((await answer(shapes.subscriptionsShape, 'subscriptions')).subscriptions).toEqual([]);
    const { out } = await cli.run('subscriptions', 'preview', ...words);
    expect(out).toMatch(/needs .* for \d+ images\.\n\d+ copies to send/);
  });

  it('nothing passes as signed: no signature is checked yet', async () => {
    const words = ['tools/*', '--to', partner, '--signed'];
    const { copies, skipped } = await answer(fullPreview, 'subscriptions', 'preview', ...words);
    expect([copies, new Set(skipped.map(({ reason }) => reason))]).toEqual([[], new Set(['notSigned'])]);
    const { out } = await cli.run('subscriptions', 'preview', ...words);
    expect(out).toContain('no signature of it was checked');
  });

  it('more than the limit needs a yes', async () => {
    const limit = (confirmAboveBytes: number) =>
      asTheScreens((portolan) => portolan.settings.update.mutate({ transfers: { confirmAboveBytes } }));
    await limit(1000);
    const words = ['tools/curl:8.9', '--to', partner];
    expect(await refusal('send', ...words)).toMatchObject({ exit: 2, advice: expect.stringContaining('--yes') });
    expect(await refusal('subscriptions', 'add', ...words)).toMatchObject({ exit: 2 });
    const sent = await answer(shapes.sendShape, 'send', ...words, '--yes', '--folder', '/incoming/yes');
    expect(sent.activities).toMatchObject([{ state: 'done' }]);
    await limit(50e9);
    const there = z.strictObject({ endpointId: z.guid(), images: z.array(z.record(z.string(), z.unknown())) });
    const { images } = await answer(there, 'endpoints', 'images', partner);
    expect(images).toEqual([
      {
        path: '/incoming/yes/tools/curl_8.9.sif',
        digest: expect.stringMatching(/^(sha256|md5):/),
        image: 'tools/curl:8.9',
        registry: lab.registry.url,
        since: expect.any(String),
        state: 'upToDate',
        verified: expect.stringMatching(/digest|checksum/),
      },
    ]);
  });
});

describe('subscriptions as a file', () => {
  it('export and import again: unchanged, changed, new, and faults at their lines', async () => {
    const words = ['tools/curl', '--to', partner, '--keep-last', '3', '--no-notify', '--signed', '--name', 'curl'];
    await answer(shapes.subscriptionShape, 'subscriptions', 'add', ...words);
    const file = join(folder.path, 'subscriptions.yml');
    expect(await answer(z.object({ file: z.string() }), 'subscriptions', 'export', '--output', file)).toEqual({ file });
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/name: curl\n.*signedOnly: true\n.*keepLast: 3/s);
    expect((await answer(z.object({ text: z.string() }), 'subscriptions', 'export')).text).toBe(text);
    expect(await answer(report, 'subscriptions', 'import', file)).toMatchObject({ unchanged: ['curl'], updated: [] });

    writeFileSync(file, text.replace('keepLast: 3', 'keepLast: 2'));
    const dry = await answer(report, 'subscriptions', 'import', file, '--dry-run');
    expect(dry).toMatchObject({ updated: ['curl'], unchanged: [] });
    expect(await answer(report, 'subscriptions', 'import', file)).toEqual(dry);

    writeFileSync(file, text.replace('keepLast: 3', 'keepLast: many'));
    const { code, document } = await cli.json('subscriptions', 'import', file);
    const line = text.split('\n').findIndex((one) => one.includes('keepLast')) + 1;
    expect([code, report.parse(document).faults[0]?.line]).toEqual([2, line]);
    expect(await refusal('subscriptions', 'import', join(folder.path, 'nothing'))).toMatchObject({
      exit: 2,
      advice: expect.stringContaining('ENOENT'),
    });
    await cli.run('subscriptions', 'remove', 'curl');
  });
});

describe('where it runs', () => {
  it('what a timer cannot express is refused with the reasons; the rest goes to Globus and comes back', async () => {
    const add = (...words: string[]) => answer(shapes.subscriptionShape, 'subscriptions', 'add', ...words);
    await add('tools/curl', '--to', partner, '--name', 'ours');
    const refused = await refusal('subscriptions', 'hand-over', 'ours');
    expect(refused).toMatchObject({ exit: 1, code: 'subscription.notForTimer' });
    expect(JSON.stringify(refused.facts)).toContain('naming');
    await add('tools/curl', '--to', partner, '--name', 'timed', '--naming', 'registry', '--folder', '/incoming/timed');
    const login = await signIn(cli);
    expect(login.code).toBe(0);
    const handed = await answer(runShape, 'subscriptions', 'hand-over', 'timed', '--every', '10m');
    expect(handed).toMatchObject({ runsAt: 'globus', timers: [{ intervalSeconds: 600 }] });
    expect((await cli.run('subscriptions')).out).toMatch(/timed +Up to date \(at Globus\)|timed +\S.*\(at Globus\)/);
    const synced = await cli.json('sync', '--once');
    expect([synced.code, shapes.syncShape.parse(synced.document).subscriptions.length]).toEqual([0, 2]);
    expect(await answer(runShape, 'subscriptions', 'take-back', 'timed')).toMatchObject({ runsAt: 'here', timers: [] });
    expect(await refusal('subscriptions', 'hand-over', 'timed', '--every', 'soon')).toMatchObject({ exit: 2 });
    for (const name of ['ours', 'timed']) await cli.run('subscriptions', 'remove', name);
  });

  it('the secret of webhooks is shown, and made anew when asked', async () => {
    const shape = z.strictObject({ secret: z.string().min(32) });
    const first = await answer(shape, 'subscriptions', 'webhook-secret');
    expect(await answer(shape, 'subscriptions', 'webhook-secret')).toEqual(first);
    const renewed = await answer(shape, 'subscriptions', 'webhook-secret', '--renew');
    expect(renewed).not.toEqual(first);
    expect(await answer(shape, 'subscriptions', 'webhook-secret')).toEqual(renewed);
  });
});

describe('registries update', () => {
  const shape = shapes.registryShape.extend({ privateNames: z.array(z.string()).optional() });

  it('changes the name, names private images and forgets them', async () => {
    const named = await answer(shape, 'registries', 'update', 'Practice registry', '--name', 'ours');
    expect(named.name).toBe('ours');
    const words = ['registries', 'update', 'ours'];
    expect((await answer(shape, ...words, '--private', 'secret/model:1')).privateNames).toEqual(['secret/model:1']);
    const more = await answer(shape, ...words, '--private', 'secret/model:1', 'secret/model:2');
    expect(more.privateNames).toEqual(['secret/model:1', 'secret/model:2']);
    expect((await answer(shape, ...words, '--no-private')).privateNames ?? []).toEqual([]);
  });

  it('refuses what is no change and what is no name, with 2', async () => {
    const words = ['registries', 'update', 'ours'];
    expect(await refusal(...words)).toMatchObject({ exit: 2, title: 'Nothing to change' });
    expect(await refusal(...words, '--private', 'nonsense')).toMatchObject({ exit: 2 });
  });
});

describe('--timeout', () => {
  it('ends a command that lasts in good order, with its answer and 124', async () => {
    const watched = await cli.json('sync', '--watch', '--timeout', '1s');
    expect([watched.code, watched.document]).toEqual([124, { arrived: expect.any(Number), problems: 0 }]);
    const pace = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await fetch(`${lab.control}rate`, { ...pace, body: JSON.stringify({ bytesPerSecond: 10_000 }) });
    const words = ['lab/torch:2.4', '--to', partner, '--folder', '/incoming/slow', '--timeout', '4s'];
    const { code, document } = await cli.json('send', ...words);
    expect([code, shapes.sendShape.parse(document).activities.length]).toEqual([124, 1]);
    expect(await refusal('sync', '--watch', '--timeout', 'long')).toMatchObject({ exit: 2 });
  });
});

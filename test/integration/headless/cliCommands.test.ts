import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import { startLab } from '../../../src-main/lab/startLab.ts';
import { type Cli, commandLine, type Running, seedLab, signIn, temporaryFolder } from './cliBench.ts';
import * as shapes from './cliShapes.ts';

// Each command is a process; on a busy machine some take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Every command, in the order a person comes to them, against one app that runs all the time. */
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let cli: Cli;
let lab: LabInfo;
let app: Running;

const endpointId = (name: string) => lab.endpoints.find((endpoint) => endpoint.name === name)?.id ?? '';
const partner = 'Partner share';

async function answer<T>(shape: z.ZodType<T>, ...words: string[]): Promise<T> {
  const { code, document, err } = await cli.json(...words);
  expect(`${code} ${err}`).toMatch(/^0 /);
  return shape.parse(document);
}

async function refusal(...words: string[]) {
  const { code, document, err } = await cli.json(...words);
  const { error } = shapes.failureShape.parse(document);
  // Words on standard error too, for whoever reads along.
  expect(err).toMatch(/\S/);
  return { exit: code, ...error };
}

beforeAll(async () => {
  folder = await temporaryFolder();
  lab = await seedLab(folder.path);
  cli = commandLine(folder.path);
  app = cli.start('--lab', 'sync', '--watch', '--json');
  await app.said(/Watching/);
});
afterAll(async () => {
  app.child.kill('SIGTERM');
  const { code, out } = await app.ended;
  await folder.remove();
  expect(code).toBe(0);
  expect(z.strictObject({ arrived: z.number().min(2), problems: z.number() }).parse(JSON.parse(out))).toBeTruthy();
});

describe('before the sign-in', () => {
  it('endpoints, send and doctor say that a sign-in is needed, and end with 3', async () => {
    const [examined, ...others] = await Promise.all([
      cli.json('doctor'),
      cli.json('endpoints'),
      cli.json('send', 'tools/curl:8.9', '--to', partner),
    ]);
    for (const { code, document, err } of others) {
      expect([code, JSON.stringify(document)]).toEqual([3, expect.stringContaining('signIn.needed')]);
      expect(err).toContain('The sign-in has ended');
    }
    const { code, document } = examined;
    const findings = shapes.doctorShape.parse(document);
    expect([code, findings.isHealthy, findings.globus.kind]).toEqual([3, false, 'signedOut']);
    expect(findings.registries).toMatchObject([{ isReachable: true, folder: { state: 'watching' } }]);
  });

  it('containers and registries list what is public', async () => {
    const { images, problems } = await answer(shapes.containersShape, 'containers');
    expect([images.length >= 16, problems]).toEqual([true, []]);
    const { registries } = await answer(shapes.registriesShape, 'registries', 'list');
    expect(registries).toMatchObject([{ name: 'Practice registry', kind: 'sregistry' }]);
  });
});

describe('signing in', () => {
  it('login tells the address on standard error and the account at the end', async () => {
    const { code, out } = await signIn(cli);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: 'signedIn', account: { username: 'manager@practice.lab' } });
  });

  it('a code that nobody pastes cancels the sign-in and leaves the old one', async () => {
    expect(await refusal('login', '--code')).toMatchObject({ exit: 1, code: 'signIn.cancelled' });
    expect((await answer(shapes.endpointsShape, 'endpoints')).endpoints.length).toBe(6);
  });
});

describe('endpoints', () => {
  it('are listed, found, added and set', async () => {
    const { endpoints } = await answer(shapes.endpointsShape, 'endpoints');
    expect(endpoints.map(({ name }) => name).toSorted()).toEqual(lab.endpoints.map(({ name }) => name).toSorted());
    const found = await answer(z.object({ endpoints: z.array(shapes.endpointShape) }), 'endpoints', 'find', 'archive');
    expect(found.endpoints.length).toBeGreaterThan(0);
    const id = endpointId(partner);
    expect(await answer(z.strictObject({ added: z.guid() }), 'endpoints', 'add', id)).toEqual({ added: id });
    const set = await answer(shapes.endpointShape, 'endpoints', 'set', partner, '--folder', '/incoming/images');
    expect(set).toMatchObject({ id, folder: '/incoming/images/' });
  });

  it('refuse what makes no sense, with 2', async () => {
    const refused = await Promise.all([
      refusal('endpoints', 'find', 'x'),
      refusal('endpoints', 'set', partner),
      refusal('endpoints', 'add', 'not-an-id'),
    ]);
    expect(refused).toMatchObject([
      { exit: 2, title: 'Too short to search for' },
      { exit: 2, title: 'Nothing to set' },
      { exit: 2, code: 'input.invalid' },
    ]);
  });
});

describe('lab', () => {
  it('push, faults, fault and reset', async () => {
    const pushed = await answer(shapes.pushedShape, 'lab', 'push', 'tools/fresh:1', '--size', '1MB');
    expect(pushed).toMatchObject({ name: 'tools/fresh:1', sizeBytes: 1_000_000 });
    const bytes = readFileSync(join(lab.registry.imagesDir, pushed.relativePath));
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(pushed.digest);
    const on = await answer(shapes.faultsShape, 'lab', 'fault', 'disk-full', 'on', '--endpoint', endpointId(partner));
    expect(on.faults.filter(({ isOn }) => isOn)).toMatchObject([{ endpointIds: [endpointId(partner)] }]);
    expect(await answer(z.strictObject({ reset: z.literal(true) }), 'lab', 'reset')).toEqual({ reset: true });
    expect((await answer(shapes.faultsShape, 'lab', 'faults')).faults.some(({ isOn }) => isOn)).toBe(false);
  });

  it('refuses a frozen tag and tells why', async () => {
    const { images } = await answer(shapes.containersShape, 'containers', '--cached');
    const frozen = images.find(({ isFrozen }) => isFrozen);
    const name = `${frozen?.containerCollection}/${frozen?.container}:${frozen?.tag}`;
    expect(await refusal('lab', 'push', name)).toMatchObject({ exit: 2, advice: expect.stringContaining('is frozen') });
  });
});

describe('send', () => {
  it('--dry-run shows what would be copied and copies nothing', async () => {
    const preview = await answer(shapes.previewShape, 'send', 'tools/fresh:1', '--to', partner, '--dry-run');
    expect(preview.copies).toMatchObject([{ outcome: 'send', sizeBytes: 1_000_000 }]);
    expect((await answer(shapes.activityPageShape, 'activity')).total).toBe(0);
  });

  it('waits until it arrived; where, activity and events tell of it', async () => {
    const sent = await answer(
      shapes.sendShape,
      'send',
      'tools/fresh:1',
      '--to',
      partner,
      '--folder',
      '/incoming/by-hand',
    );
    expect(sent.activities).toMatchObject([{ state: 'done', filesTotal: 1, destinationName: partner }]);
    const [activity] = sent.activities;
    const { images } = await answer(shapes.whereShape, 'where', 'tools/fresh:1');
    const place = images[0]?.places.find(({ endpointName }) => endpointName === partner);
    expect(place).toMatchObject({ state: 'upToDate', path: '/incoming/by-hand/tools/fresh_1.sif' });
    const page = await answer(shapes.activityPageShape, 'activity', '--tab', 'history', '--limit', '5');
    expect(page.activities[0]?.id).toBe(activity?.id);
    const { events } = await answer(shapes.eventsShape, 'activity', 'events', activity?.id.slice(0, 8) ?? '');
    expect(events.map(({ code }) => code)).toContain('SUCCEEDED');
    const again = await answer(
      shapes.sendShape,
      'send',
      'tools/fresh:1',
      '--to',
      partner,
      '--folder',
      '/incoming/by-hand',
    );
    expect(again).toMatchObject({ activities: [], copies: [{ outcome: 'alreadyThere' }] });
  });

  it('ends with 3 where a consent is missing, and goes on once it was given', async () => {
    const asked = await cli.json('send', 'tools/curl:8.9', '--to', 'Cluster scratch');
    expect(asked.code).toBe(3);
    expect(asked.err).toMatch(/needs your permission once/);
    expect((await signIn(cli, '--consent', 'Cluster scratch')).code).toBe(0);
    const sent = await answer(shapes.sendShape, 'send', 'tools/hello-world:1.0', '--to', 'Cluster scratch');
    expect(sent.activities).toMatchObject([{ state: 'done' }]);
  });

  it('ends with 4 when only some arrived', async () => {
    const { code, document, err } = await cli.json('send', 'tools/curl:8.9', '--to', partner, 'Archive');
    const { copies, activities } = shapes.sendShape.parse(document);
    expect([code, copies.length, activities.some(({ state }) => state === 'done')]).toEqual([4, 2, true]);
    expect(err).not.toBe('');
  });

  it('names what it does not find, with 2', async () => {
    expect(await refusal('send', 'no/such:1', '--to', partner)).toMatchObject({
      exit: 2,
      facts: { image: 'no/such:1' },
    });
    expect(await refusal('send', 'tools/curl:8.9', '--to', 'Nowhere')).toMatchObject({
      exit: 2,
      title: 'There is no endpoint "Nowhere"',
    });
    expect(await refusal('where', 'no/such:1')).toMatchObject({ exit: 2 });
  });
});

describe('activity', () => {
  it('cancel stops a running transfer; retry brings the rest', async () => {
    const slow = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await fetch(`${lab.control}rate`, { ...slow, body: JSON.stringify({ bytesPerSecond: 10_000 }) });
    const started = await answer(shapes.sendShape, 'send', 'lab/torch:2.4', '--to', partner, '--no-wait');
    const id = started.activities[0]?.id ?? '';
    expect(await refusal('activity', 'retry', id)).toMatchObject({ exit: 2, title: 'This transfer has not ended' });
    expect(await answer(shapes.activityShape, 'activity', 'cancel', id)).toMatchObject({ id, state: 'stopped' });
    await fetch(`${lab.control}rate`, { ...slow, body: JSON.stringify({ bytesPerSecond: 1e9 }) });
    const { activities } = await answer(shapes.retryShape, 'activity', 'retry', id);
    expect(activities).toMatchObject([{ state: 'done' }]);
    const late = await cli.json('activity', 'cancel', activities[0]?.id ?? '');
    expect([late.code, shapes.activityShape.parse(late.document).state]).toEqual([1, 'done']);
  });

  it('refuses an id of nothing, with 2, and one that was never given, with 1', async () => {
    const refused = await Promise.all([
      refusal('activity', 'events', 'zzzz'),
      refusal('activity', 'cancel', '00000000-0000-4000-8000-000000000000'),
      refusal('activity', '--limit', '0'),
    ]);
    expect(refused).toMatchObject([{ exit: 2 }, { exit: 1, code: 'task.notFound' }, { exit: 2 }]);
  });
});

describe('subscriptions and sync', () => {
  it('preview, add, sync --once, pause, resume, run, remove', async () => {
    const source = ['tools/*:*', '--to', partner, '--max-size', '20MB'];
    const preview = await answer(shapes.previewShape, 'subscriptions', 'preview', ...source);
    expect(preview.copies.length).toBeGreaterThan(3);
    const made = await answer(shapes.subscriptionShape, 'subscriptions', 'add', ...source, '--name', 'tools');
    expect(made).toMatchObject({ name: 'tools', counts: { problems: 0 } });
    const synced = await answer(shapes.syncShape, 'sync', '--once');
    const [subscription] = synced.subscriptions;
    expect(subscription?.counts).toEqual({ upToDate: preview.copies.length, onTheirWay: 0, problems: 0 });

    const paused = await answer(shapes.subscriptionShape, 'subscriptions', 'pause', 'tools');
    expect(paused.state).toBe('paused');
    expect(await refusal('subscriptions', 'run', 'tools')).toMatchObject({ exit: 2 });
    await answer(shapes.pushedShape, 'lab', 'push', 'tools/late:1');
    expect((await answer(shapes.subscriptionShape, 'subscriptions', 'resume', made.id)).state).toBe('running');
    const ran = await answer(shapes.syncShape, 'subscriptions', 'run', 'tools');
    expect(ran.subscriptions[0]?.counts.upToDate).toBe(preview.copies.length + 1);
    expect((await answer(shapes.subscriptionsShape, 'subscriptions')).subscriptions).toHaveLength(1);
    expect(await answer(z.object({ removed: z.guid() }), 'subscriptions', 'remove', 'tools')).toEqual({
      removed: made.id,
    });
    expect(await refusal('subscriptions', 'remove', 'tools')).toMatchObject({ exit: 2 });
  });

  it('nothing is handed over while all is paused: 3, and what was sent meanwhile goes on with resume', async () => {
    const state = z.strictObject({ isPaused: z.boolean() });
    expect(await answer(state, 'subscriptions', 'pause', '--all')).toEqual({ isPaused: true });
    const words = ['tools/curl:*', '--name', 'kept', '--to', partner, '--folder', '/kept/'];
    await answer(shapes.subscriptionShape, 'subscriptions', 'add', ...words);
    const { code, document } = await cli.json('sync', '--once');
    expect([code, shapes.syncShape.parse(document).heldBy?.code]).toEqual([3, 'transfer.allPaused']);
    expect(await refusal('subscriptions', 'pause', 'kept', '--all')).toMatchObject({ exit: 2 });
    expect(await refusal('subscriptions', 'resume')).toMatchObject({ exit: 2 });
    expect(await answer(state, 'subscriptions', 'resume', '--all')).toEqual({ isPaused: false });
    const { subscriptions } = await answer(shapes.syncShape, 'sync', '--once');
    expect(subscriptions[0]?.counts.upToDate).toBeGreaterThan(0);
    await answer(z.object({ removed: z.guid() }), 'subscriptions', 'remove', 'kept');
  });

  it('outside its hours a subscription waits: 4; run does not', async () => {
    // One minute, twelve hours from now: far from it whenever this runs.
    const far = new Date(Date.now() + 12 * 3_600_000);
    const at = (date: Date) => date.toTimeString().slice(0, 5);
    const hours = `${at(far)}-${at(new Date(far.getTime() + 60_000))}`;
    const words = ['tools/curl:*', '--name', 'nightly', '--to', partner, '--folder', '/nightly/'];
    expect(await refusal('subscriptions', 'add', ...words, '--hours', '20-7')).toMatchObject({ exit: 2 });
    await answer(shapes.subscriptionShape, 'subscriptions', 'add', ...words, '--hours', hours);
    const { code, document } = await cli.json('sync', '--once');
    expect([code, shapes.syncShape.parse(document).heldBy?.code]).toEqual([4, 'subscription.outsideHours']);
    const ran = await answer(shapes.syncShape, 'subscriptions', 'run', 'nightly');
    expect(ran.subscriptions[0]?.counts.upToDate).toBeGreaterThan(0);
    await answer(z.object({ removed: z.guid() }), 'subscriptions', 'remove', 'nightly');
  });

  it('sync --once ends with 4 when some of it cannot arrive', async () => {
    const words = ['tools/curl:*', '--name', 'half', '--to', partner, 'Full disk'];
    await answer(shapes.subscriptionShape, 'subscriptions', 'add', ...words);
    const { code, document } = await cli.json('sync', '--once');
    expect([code, shapes.syncShape.parse(document).subscriptions[0]?.state]).toEqual([4, 'problem']);
    await answer(z.object({ removed: z.guid() }), 'subscriptions', 'remove', 'half');
  });

  it('sync wants to know how long', async () => {
    const refused = await Promise.all([refusal('sync'), refusal('sync', '--once', '--watch')]);
    expect(refused).toMatchObject([{ exit: 2 }, { exit: 2 }]);
  });
});

describe('doctor', () => {
  it('tells each light in the words of the screens', async () => {
    const { code, document } = await cli.json('doctor');
    const { endpoints, problems, vault } = shapes.doctorShape.parse(document);
    expect([code, vault.kind]).toEqual([1, 'plainFile']);
    const lightsOf = (name: string) => endpoints.find((one) => one.name === name)?.lights.map(({ words }) => words);
    expect(lightsOf(partner)).toEqual(['Online', 'Consent given', 'Folder writable']);
    expect(lightsOf('My laptop')?.[0]).toBe('My laptop is asleep');
    expect(problems.map((one) => one.code)).toContain('endpoint.asleep');
  });

  it('looks only where it is asked to', async () => {
    const { code, document } = await cli.json('doctor', partner);
    expect([code, shapes.doctorShape.parse(document).endpoints.map(({ name }) => name)]).toEqual([0, [partner]]);
  });

  it('ends with 5 when a registry cannot be reached; containers then shows the others and ends with 4', async () => {
    const other = await startLab({ dataDir: join(folder.path, 'other'), log: () => undefined, scale: 'small' });
    await answer(shapes.registryShape, 'registries', 'add', other.info.registry.url, '--name', 'gone soon');
    await other.stop();
    const [examined, listed] = await Promise.all([cli.json('doctor', partner), cli.json('containers')]);
    const { registries } = shapes.doctorShape.parse(examined.document);
    expect([examined.code, registries.map(({ isReachable }) => isReachable)]).toEqual([5, [true, false]]);
    const { images, problems } = shapes.containersShape.parse(listed.document);
    expect([listed.code, images.length > 0, problems.length]).toEqual([4, true, 1]);
    await answer(z.object({ removed: z.string() }), 'registries', 'remove', 'gone soon');
  });
});

describe('registries', () => {
  it('add refuses what is no registry; remove forgets', async () => {
    const refused = await Promise.all([
      refusal('registries', 'add', 'http://127.0.0.1:9/'),
      refusal('registries', 'add', 'nonsense'),
      refusal('registries', 'add', lab.registry.url, '--base-path', '/x'),
    ]);
    expect(refused).toMatchObject([{ exit: 5 }, { exit: 2 }, { exit: 2 }]);
    const removed = z.strictObject({ removed: z.string() });
    expect(await answer(removed, 'registries', 'remove', 'Practice registry')).toBeTruthy();
    expect(await refusal('registries', 'remove', 'Practice registry')).toMatchObject({ exit: 2 });
    const token = lab.registry.tokens['manager@practice.lab'] ?? '';
    const words = ['--token', token, '--images', lab.registry.imagesDir, '--name', 'again'];
    const added = await answer(shapes.registryShape, 'registries', 'add', lab.registry.url, ...words);
    expect(added).toMatchObject({ name: 'again', access: { state: 'token', username: 'manager' } });
    const { images } = await answer(shapes.containersShape, 'containers');
    expect(images.some(({ isPrivate }) => isPrivate)).toBe(true);
  });
});

describe('tables', () => {
  it('are for people: sizes, states and times in words', async () => {
    const { out, code } = await cli.run('activity', '--limit', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/^STATE +IMAGES +TO +SIZE +ASKED +ID\n/);
    expect(out).toMatch(/Arrived|Problem: /);
    expect((await cli.run('containers', '--cached')).out).toMatch(
      /tools\/fresh:1 +1\.0 MB +sha256:[0-9a-f]{8}… +amd64/,
    );
  });
});

describe('logout', () => {
  it('signs out', async () => {
    expect(await answer(z.object({ kind: z.literal('signedOut') }), 'logout')).toEqual({ kind: 'signedOut' });
    expect((await cli.json('endpoints')).code).toBe(3);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';

const program = join(import.meta.dirname, '../../../src-main/lab/main.ts');
let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-main-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(...flags: string[]) {
  const child = spawn(process.execPath, [program, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder, NODE_OPTIONS: '' },
  });
  children.push(child);
  const spoken = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    spoken.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    spoken.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, spoken, ended };
}

async function readyInfo(path: string): Promise<LabInfo> {
  await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(true);
  return JSON.parse(await readFile(path, 'utf8'));
}

/** Globus Transfer, called as the lab's confidential client. */
async function transferCall({ clients, auth, transfer }: LabInfo, path: string, body?: object) {
  const { id, secret } = clients.confidential;
  const granted = await fetch(`${auth}v2/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'urn:globus:auth:scope:transfer.api.globus.org:all',
    }),
  });
  const { access_token: token }: { access_token: string } = await granted.json();
  const response = await fetch(`${transfer}v0.10/${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const document: Record<string, unknown> = await response.json();
  return document;
}

describe('the lab as a program', () => {
  it('writes the ready file when everything answers, and ends well on SIGTERM', async () => {
    const ready = join(folder, 'ready.json');
    await writeFile(ready, '{"control":"of an earlier run"}');
    const { child, spoken, ended } = run('--data', join(folder, 'lab'), '--ready-file', ready);
    await expect.poll(() => readFile(ready, 'utf8').catch(() => ''), { timeout: 20_000 }).toMatch(/"control": "http:/);
    const info = await readyInfo(ready);
    expect(Object.keys(info)).toEqual([
      ...['auth', 'transfer', 'search', 'timers', 'registry', 'clients', 'people', 'endpoints', 'control'],
    ]);
    const listing = await fetch(`${info.registry.url}api/containers/?limit=100`);
    const { count }: { count: number } = await listing.json();
    expect(count).toBe(21);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(spoken.out).toBe('');
    expect(spoken.err).toContain(info.control);
    for (const token of Object.values(info.registry.tokens)) expect(spoken.err).not.toContain(token);
    expect((await readdir(folder)).sort()).toEqual(['lab', 'ready.json']);
    await expect(fetch(info.registry.url)).rejects.toThrow();
  });

  it('goes on from its last state after it was killed', async () => {
    const data = join(folder, 'lab');
    const first = run('--small', '--data', data, '--ready-file', join(folder, 'first.json'));
    const before = await readyInfo(join(folder, 'first.json'));
    const pushed = await fetch(`${before.control}push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'lab/kept:1' }),
    });
    expect(pushed.status).toBe(200);
    await expect.poll(() => readFile(join(data, 'lab-state.json'), 'utf8')).toContain('lab/kept:1@');
    first.child.kill('SIGKILL');
    await first.ended;
    run('--small', '--data', data, '--ready-file', join(folder, 'second.json'));
    expect(await readyInfo(join(folder, 'second.json'))).toEqual(before);
    expect((await fetch(`${before.registry.url}api/container/lab/kept:1`)).status).toBe(200);
  });

  it('knows every task it accepted, killed the moment after it answered', async () => {
    const data = join(folder, 'lab');
    let round = run('--small', '--data', data, '--ready-file', join(folder, 'first.json'));
    const info = await readyInfo(join(folder, 'first.json'));
    const [image = ''] = await readdir(join(info.registry.imagesDir, 'lab'));
    const accepted: { order: object; taskId: unknown }[] = [];
    for (const ready of ['second', 'third', 'fourth']) {
      const { value } = await transferCall(info, 'submission_id');
      const order = {
        DATA_TYPE: 'transfer',
        submission_id: value,
        source_endpoint: labEndpointIds.registryImages,
        destination_endpoint: labEndpointIds.partnerShare,
        DATA: [
          { DATA_TYPE: 'transfer_item', source_path: `/images/lab/${image}`, destination_path: `/images/${ready}.sif` },
        ],
      };
      const answer = await transferCall(info, 'transfer', order);
      round.child.kill('SIGKILL');
      expect(answer.code).toBe('Accepted');
      accepted.push({ order, taskId: answer.task_id });
      await round.ended;
      round = run('--small', '--data', data, '--ready-file', join(folder, `${ready}.json`));
      await readyInfo(join(folder, `${ready}.json`));
    }
    for (const { order, taskId } of accepted) {
      expect(await transferCall(info, 'transfer', order)).toMatchObject({ code: 'Duplicate', task_id: taskId });
      const status = async () => (await transferCall(info, `task/${taskId}`)).status;
      await expect.poll(status, { timeout: 20_000 }).toBe('SUCCEEDED');
    }
    expect((await transferCall(info, 'task_list')).DATA).toHaveLength(3);
    await expect.poll(() => readdir(data)).not.toContain('lab-submissions.ndjson');
  });

  it('removes its own folder at the end when it was given none', async () => {
    const ready = join(folder, 'ready.json');
    const { child, ended } = run('--small', '--ready-file', ready);
    const { registry } = await readyInfo(ready);
    expect(registry.imagesDir.startsWith(folder)).toBe(true);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(await readdir(folder)).toEqual(['ready.json']);
  });

  it.each([[['--bogus']], [['left', 'over']], [['--rate', 'fast']]])(
    'says how to use it on %j and ends with 2',
    async (flags) => {
      const { spoken, ended } = run(...flags);
      expect(await ended).toBe(2);
      expect(spoken.err).toContain('Usage: lab');
    },
  );

  it('fails with words when its folder cannot be used', async () => {
    const { spoken, ended } = run('--data', '/dev/null/lab');
    expect(await ended).toBe(1);
    expect(spoken.err).toContain('The lab failed');
  });
});

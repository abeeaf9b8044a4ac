import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabFaultState, LabInfo } from '../../../src-main/contract/lab.ts';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';
import { type Lab, startLab } from '../../../src-main/lab/startLab.ts';

let dataDir: string;
let running: Lab[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'portolan-lab-'));
  running = [];
});
afterEach(async () => {
  for (const lab of running) await lab.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Lab> {
  const lab = await startLab({ dataDir, log: () => {}, scale: 'small', transferBytesPerSecond: 1e9 });
  running.push(lab);
  return lab;
}

async function stop(lab: Lab): Promise<void> {
  running = running.filter((other) => other !== lab);
  await lab.stop();
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** A sign-in without a browser, as a confidential client does it. */
async function clientToken({ info }: Lab): Promise<string> {
  const { id, secret } = info.clients.confidential;
  const response = await fetch(`${info.auth}v2/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'urn:globus:auth:scope:transfer.api.globus.org:all',
    }),
  });
  expect(response.status).toBe(200);
  const { access_token: token }: { access_token: string } = await response.json();
  return token;
}

describe('a started lab', () => {
  it('answers at every address it tells, each on its own port of 127.0.0.1', async () => {
    const { info } = await start();
    const addresses = [
      `${info.auth}.well-known/openid-configuration`,
      `${info.registry.issuer}/.well-known/openid-configuration`,
      `${info.registry.url}api/registry/identity`,
      `${info.control}info`,
    ];
    for (const address of addresses) expect([address, (await fetch(address)).status]).toEqual([address, 200]);
    for (const guarded of [`${info.transfer}v0.10/task_list`, `${info.search}v1/index_list`, `${info.timers}jobs/`]) {
      const response = await fetch(guarded);
      expect([guarded, response.status]).toEqual([guarded, 401]);
      expect(response.headers.get('content-type')).toContain('json');
    }
    const bases = [info.auth, info.transfer, info.search, info.timers, info.registry.url, info.control];
    for (const base of bases) {
      expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      expect((await fetch(base)).status).toBeLessThan(500);
    }
    expect(new Set([...bases, `${info.registry.issuer}/`]).size).toBe(7);
  });

  it('tells its sign-in provider where the registry is asked for it', async () => {
    const { info } = await start();
    const response = await fetch(`${info.registry.url}.well-known/oauth-protected-resource`);
    const { issuer }: { issuer: string } = await (
      await fetch(`${info.registry.issuer}/.well-known/openid-configuration`)
    ).json();
    expect(await response.json()).toMatchObject({ resource: info.registry.url, authorization_servers: [issuer] });
  });

  it('has six endpoints on real folders, the registry server among them', async () => {
    const lab = await start();
    expect(lab.info.endpoints.map(({ name, kind }) => [name, kind])).toEqual([
      ['Lab registry images', 'guest'],
      ['My laptop', 'personal'],
      ['Cluster scratch', 'mapped'],
      ['Partner share', 'guest'],
      ['Archive', 'guest'],
      ['Full disk', 'guest'],
    ]);
    for (const { root, basePath } of lab.info.endpoints)
      expect((await stat(join(root, basePath))).isDirectory()).toBe(true);
    const [registry] = lab.info.endpoints;
    expect(resolvePath(`${registry?.root}${registry?.basePath}`)).toBe(lab.info.registry.imagesDir);
    expect(lab.world.endpoints.get(labEndpointIds.laptop)?.isConnected).toBe(false);
    const archived = await readdir(join(dataDir, 'endpoints/archive/images'), { recursive: true });
    expect(archived.filter((name) => name.endsWith('.sif')).length).toBeGreaterThan(0);
  });

  it('lists the images of its registry over Globus Transfer', async () => {
    const lab = await start();
    const authorization = `Bearer ${await clientToken(lab)}`;
    const listing = `${lab.info.transfer}v0.10/operation/endpoint/${labEndpointIds.registryImages}/ls?path=/images/lab/`;
    const response = await fetch(listing, { headers: { authorization } });
    expect(response.status).toBe(200);
    const { DATA: files }: { DATA: { name: string }[] } = await response.json();
    expect(files.map(({ name }) => name).sort()).toEqual(
      (await readdir(join(lab.info.registry.imagesDir, 'lab'))).sort(),
    );
  });

  it('gives every person a token that the registry knows', async () => {
    const { info } = await start();
    for (const { username } of info.people) {
      const authorization = `Bearer ${info.registry.tokens[username]}`;
      const response = await fetch(`${info.registry.url}v1/token-status`, { headers: { authorization } });
      expect(response.status).toBe(200);
    }
  });

  it('gives image files to whoever knows their path, in ranges, and no file outside the image root', async () => {
    const { info } = await start();
    const [name = ''] = await readdir(join(info.registry.imagesDir, 'tools'));
    const address = `${info.registry.url}images/tools/${encodeURIComponent(name)}`;
    const whole = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect(whole).toEqual(await readFile(join(info.registry.imagesDir, 'tools', name)));
    const part = await fetch(address, { headers: { range: 'bytes=4096-4099' } });
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, whole.subarray(4096, 4100)]);
    expect((await fetch(`${info.registry.url}images/..%2f..%2flab-state.json`)).status).toBe(404);
    expect((await fetch(`${info.registry.url}images/tools`)).status).toBe(403);
  });

  it('refuses a second lab on its folder', async () => {
    await start();
    await expect(startLab({ dataDir, log: () => {}, scale: 'small' })).rejects.toThrow(/runs on this folder/);
  });
});

describe('transfers between the endpoints of a lab', () => {
  const transferApi = async (lab: Lab, path: string, body?: object) => {
    const authorization = `Bearer ${await clientToken(lab)}`;
    const sent = { headers: { authorization, 'content-type': 'application/json' } };
    const response = await fetch(`${lab.info.transfer}v0.10/${path}`, {
      ...sent,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const document: Record<string, unknown> = await response.json();
    return { status: response.status, document };
  };

  async function send(lab: Lab, destination: string, relativePath: string): Promise<string> {
    const { document } = await transferApi(lab, 'submission_id');
    const path = `/images/${relativePath}`;
    const submitted = await transferApi(lab, 'transfer', {
      DATA_TYPE: 'transfer',
      submission_id: document.value,
      source_endpoint: labEndpointIds.registryImages,
      destination_endpoint: destination,
      verify_checksum: true,
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: path, destination_path: path }],
    });
    expect(submitted.status).toBe(202);
    return String(submitted.document.task_id);
  }

  it('brings an image, byte for byte, to a folder that somebody shared', async () => {
    const lab = await start();
    const { relativePath } = await lab.push({ name: 'lab/sent:1', sizeBytes: 300_000 });
    const taskId = await send(lab, labEndpointIds.partnerShare, relativePath);
    const status = async () => (await transferApi(lab, `task/${taskId}`)).document.status;
    await expect.poll(status, { timeout: 20_000 }).toBe('SUCCEEDED');
    const root = lab.world.endpoints.get(labEndpointIds.partnerShare)?.root ?? '';
    expect(await readFile(join(root, 'images', relativePath))).toEqual(
      await readFile(join(lab.info.registry.imagesDir, relativePath)),
    );
  });

  it('finds no room on the full disk, and nobody at the sleeping laptop', async () => {
    const lab = await start();
    const { relativePath } = await lab.push({ name: 'lab/sent:1', sizeBytes: 300_000 });
    for (const destination of [labEndpointIds.fullDisk, labEndpointIds.laptop]) {
      const taskId = await send(lab, destination, relativePath);
      const faults = async () => (await transferApi(lab, `task/${taskId}`)).document.faults;
      await expect.poll(faults, { timeout: 20_000 }).toBeGreaterThan(0);
      expect((await transferApi(lab, `task/${taskId}`)).document.status).not.toBe('SUCCEEDED');
    }
  });
});

describe('a lab that starts again', () => {
  it('has the same addresses, images, tokens and settings', async () => {
    const first = await start();
    const pushed = await first.push({ name: 'lab/thing:1' });
    const token = await clientToken(first);
    const laptop = `${first.info.control}endpoints/${labEndpointIds.laptop}`;
    expect((await post(laptop, { isConnected: true })).status).toBe(200);
    await post(`${first.info.control}clock`, { hurryMs: 60_000 });
    await post(`${first.info.control}faults`, { name: 'disk-full', isOn: true, endpointId: labEndpointIds.scratch });
    await stop(first);
    expect(await readdir(dataDir)).toEqual(expect.not.arrayContaining([expect.stringMatching(/\.part$/)]));

    const second = await start();
    expect(second.info).toEqual(first.info);
    expect(second.world.endpoints.get(labEndpointIds.laptop)?.isConnected).toBe(true);
    expect(second.world.faults.isOn('disk-full', labEndpointIds.scratch)).toBe(true);
    expect(second.world.faults.isOn('disk-full')).toBe(false);
    expect(second.world.clock.now() - Date.now()).toBeGreaterThan(50_000);
    expect(second.world.tokens.find(token)).toBeDefined();
    const detail = await fetch(`${second.info.registry.url}api/container/lab/thing:1`);
    expect(detail.status).toBe(200);
    expect((await stat(join(second.info.registry.imagesDir, pushed.relativePath))).size).toBe(pushed.sizeBytes);
  });

  it('keeps a change within a moment, without being stopped', async () => {
    const lab = await start();
    await lab.push({ name: 'lab/thing:7' });
    const kept = () => readFile(join(dataDir, 'lab-state.json'), 'utf8');
    await expect.poll(kept, { timeout: 5000 }).toContain('lab/thing:7@');
  });

  it('takes another port when its own is taken, and tells it', async () => {
    const first = await start();
    await stop(first);
    const port = Number(new URL(first.info.registry.url).port);
    const squatter = createServer();
    await new Promise<void>((resolve) => {
      squatter.listen(port, '127.0.0.1', resolve);
    });
    const second = await start();
    squatter.close();
    expect(second.info.registry.url).not.toBe(first.info.registry.url);
    expect(second.info.auth).toBe(first.info.auth);
    expect((await fetch(`${second.info.registry.url}v1/`)).status).toBe(200);
  });

  it('fails with words on a state it cannot read, and throws nothing away', async () => {
    const first = await start();
    await stop(first);
    const statePath = join(dataDir, 'lab-state.json');
    const text = await readFile(statePath, 'utf8');
    await writeFile(statePath, text.slice(0, 100));
    await expect(start()).rejects.toThrow();
    expect(await readFile(statePath, 'utf8')).toBe(text.slice(0, 100));
  });
});

describe('the control service', () => {
  it('pushes, and says why not', async () => {
    const { info } = await start();
    const pushed = await post(`${info.control}push`, { name: 'lab/thing:2', sizeBytes: 50_000 });
    expect(pushed.status).toBe(200);
    expect(await pushed.json()).toMatchObject({ name: 'lab/thing:2', sizeBytes: 50_000 });
    expect((await post(`${info.control}push`, { name: 'genomics/samtools:1.19' })).status).toBe(409);
    expect((await post(`${info.control}push`, { name: '../etc/passwd' })).status).toBe(400);
    expect((await post(`${info.control}push`, 'nonsense')).status).toBe(400);
    expect((await fetch(`${info.control}nothing`)).status).toBe(404);
    expect((await post(`${info.control}endpoints/nobody`, { isPaused: true })).status).toBe(404);
  });

  it('hears nobody who calls it by another name, and no web page', async () => {
    const { info } = await start();
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(`${info.control}info`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await statusFor(new URL(info.control).host)).toBe(200);
    expect(await statusFor('rebound.example')).toBe(403);
    expect(await statusFor(`localhost:${new URL(info.control).port}`)).toBe(403);
    expect((await post(`${info.control}reset`, {}, { origin: 'http://evil.example' })).status).toBe(403);
    const plain = await fetch(`${info.control}reset`, { method: 'POST', body: '{}' });
    expect(plain.status).toBe(415);
  });

  it('resets faults, clock, endpoints and rate', async () => {
    const { info, world } = await start();
    await post(`${info.control}faults`, { name: 'server-error', isOn: true });
    await post(`${info.control}clock`, { hurryMs: 3_600_000 });
    await post(`${info.control}rate`, { bytesPerSecond: 5 });
    await post(`${info.control}endpoints/${labEndpointIds.laptop}`, { isConnected: true });
    await post(`${info.control}endpoints/${labEndpointIds.scratch}`, { isPaused: true });
    expect(world.transferRate.bytesPerSecond).toBe(5);
    expect((await post(`${info.control}reset`, {})).status).toBe(200);
    const faults: LabFaultState[] = await (await fetch(`${info.control}faults`)).json();
    expect(faults.filter(({ isOn }) => isOn)).toEqual([]);
    expect(Math.abs(world.clock.now() - Date.now())).toBeLessThan(1000);
    expect(world.transferRate.bytesPerSecond).toBe(1e9);
    expect(world.endpoints.get(labEndpointIds.laptop)?.isConnected).toBe(false);
    expect(world.endpoints.get(labEndpointIds.scratch)?.isPaused).toBe(false);
  });

  it('tells what the lab tells', async () => {
    const { info } = await start();
    const told: LabInfo = await (await fetch(`${info.control}info`)).json();
    expect(told).toEqual(info);
  });
});

describe('faults of the registry', () => {
  it.each([
    ['rate-limit', 429, 'application/json'],
    ['server-error', 500, 'text/html; charset=utf-8'],
    ['html-answer', 200, 'text/html; charset=utf-8'],
  ] as const)('shows %s as status %i', async (name, status, contentType) => {
    const { info, world } = await start();
    const list = () => fetch(`${info.registry.url}api/containers/`);
    world.faults.switch({ name, isOn: true });
    const response = await list();
    expect([response.status, response.headers.get('content-type')]).toEqual([status, contentType]);
    world.faults.switch({ name, isOn: false });
    expect((await list()).status).toBe(200);
  });

  it('cuts JSON in the middle', async () => {
    const { info, world } = await start();
    world.faults.switch({ name: 'cut-json', isOn: true });
    const response = await fetch(`${info.registry.url}api/containers/`);
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest, ImageId } from '../../src-main/contract/ids.ts';
import type { Registry } from '../../src-main/contract/registry.ts';
import { labManager } from '../../src-main/lab/people.ts';
import { type Lab, startLab } from '../../src-main/lab/startLab.ts';
import { createGotHttp } from '../../src-main/node/gotHttp.ts';
import { createNodeFiles } from '../../src-main/node/nodeFiles.ts';
import { createSystemClock } from '../../src-main/node/systemClock.ts';
import type { Http } from '../../src-main/ports/http.ts';
import { createRegistryService, type RegistryService } from '../../src-main/registry/registryService.ts';
import { createFakeRegistryCredentials } from '../fakes/fakeRegistryCredentials.ts';
import { createMemorySettings } from '../fakes/memorySettings.ts';
import { createRecordingLogger } from '../fakes/recordingLogger.ts';

describe('a registry against the lab', () => {
  let dataDir = '';
  let lab: Lab;
  let service: RegistryService;
  let registry: Registry;
  const http = createGotHttp();
  const answered: number[] = [];
  const noting: Http = {
    async send(request) {
      const answer = await http.send(request);
      answered.push(answer.status);
      return answer;
    },
  };
  const files = createNodeFiles();
  const logger = createRecordingLogger();

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'portolan-registry-'));
    lab = await startLab({ dataDir, log: () => undefined, scale: 'small' });
    service = createRegistryService({
      ...{ http: noting, files, logger, clock: createSystemClock(), random: Math.random, publish: () => undefined },
      ...{ credentials: createFakeRegistryCredentials(), settings: createMemorySettings() },
    });
    registry = await service.registries.add({
      url: lab.info.registry.url,
      token: labManager.registryToken,
      imagesDir: lab.info.registry.imagesDir,
    });
  });
  afterAll(async () => {
    service.stop();
    http.close();
    await files.close();
    await lab.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is found, with its name, its lists and its own sign-in', async () => {
    expect(registry).toMatchObject({
      kind: 'sregistry',
      access: { state: 'token', username: labManager.registryUsername, signInOffered: true },
    });
    expect(registry.problem).toBeNull();
    const probe = await service.registries.probe(lab.info.registry.url);
    expect(probe.images).toBe(registry.imageCount);
    expect(probe.containerCollections).toBe(3);
    expect(await service.signInOffer(registry.id)).toMatchObject({
      issuer: lab.info.registry.issuer,
      clientId: 'portolan',
    });
  });

  it('shows a pushed image with the digest of its bytes', async () => {
    const pushed = await lab.push({ name: 'lab/fresh:7', sizeBytes: 60_000 });
    const listed = async () => {
      await service.images.refresh(registry.id);
      return service.images.image(`${registry.id}/lab/fresh:7` as ImageId);
    };
    // The registry computes the sha256 only after the push; until then it tells the md5.
    await expect.poll(async () => (await listed())?.digest, { timeout: 20_000 }).toBe(pushed.digest);
    expect(await listed()).toMatchObject({ relativePath: null, isPrivate: false });
    service.images.folderRead(registry.id, [
      {
        ...{ relativePath: pushed.relativePath, containerCollection: 'lab', container: 'fresh', tag: '7' },
        ...{ digest: pushed.digest as Digest, sizeBytes: pushed.sizeBytes, architecture: 'amd64', builtAt: null },
      },
    ]);
    const detail = await service.containers.detail(`${registry.id}/lab/fresh:7` as ImageId);
    expect(detail.image).toMatchObject({
      relativePath: pushed.relativePath,
      sizeBytes: pushed.sizeBytes,
      isPrivate: false,
    });
    expect(detail.sifProblem).toBeNull();
    expect(detail.sif).toMatchObject({ architecture: 'amd64', definition: expect.stringContaining('Bootstrap') });
    const command = detail.pullCommands.find(({ tool }) => tool === 'curl')?.command ?? '';
    const address = /http\S+$/.exec(command)?.[0] ?? '';
    const answer = await fetch(address);
    expect((await answer.arrayBuffer()).byteLength).toBe(pushed.sizeBytes);
  });

  it.each([
    ['server-error', 'service.unavailable'],
    ['html-answer', 'answer.notJson'],
    ['cut-json', 'answer.cut'],
  ] as const)('keeps its list through %s', async (name, code) => {
    const before = service.images.images(registry.id).length;
    lab.world.faults.switch({ name, isOn: true });
    await expect(service.images.refresh(registry.id)).rejects.toMatchObject({ code });
    const listing = await service.containers.list({ refresh: false });
    expect(listing).toMatchObject({ problems: [{ registryId: registry.id, problem: { code } }] });
    expect(listing.images).toHaveLength(before);
    lab.world.faults.switch({ name, isOn: false });
    await service.images.refresh(registry.id);
    expect((await service.containers.list({ refresh: false })).problems).toEqual([]);
  });

  it('waits out a short limit by itself', async () => {
    lab.world.faults.switch({ name: 'rate-limit', isOn: true });
    answered.length = 0;
    const reading = service.images.refresh(registry.id);
    await expect.poll(() => answered).toContain(429);
    lab.world.faults.switch({ name: 'rate-limit', isOn: false });
    expect((await reading).length).toBeGreaterThan(0);
  });

  it('refuses a wrong token and something else than a registry', async () => {
    await expect(service.registries.update({ id: registry.id, token: 'f'.repeat(40) })).rejects.toMatchObject({
      code: 'registry.tokenRefused',
    });
    await expect(service.registries.probe(lab.info.transfer)).rejects.toMatchObject({ code: 'registry.notARegistry' });
    await expect(service.registries.probe('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'network.unreachable',
    });
    expect(JSON.stringify(logger.lines)).not.toContain(labManager.registryToken);
  });
});

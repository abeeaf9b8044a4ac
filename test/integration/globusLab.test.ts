import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../src-main/contract/errors.ts';
import type { Digest, EndpointId, SubmissionId, TaskId } from '../../src-main/contract/ids.ts';
import type { LabFaultName } from '../../src-main/contract/lab.ts';
import { createEndpointService, type EndpointService } from '../../src-main/globus/endpointService.ts';
import { createGlobusRequest } from '../../src-main/globus/globusRequest.ts';
import { createTransferClient, type TransferClient } from '../../src-main/globus/transferClient.ts';
import { labManager } from '../../src-main/lab/people.ts';
import { labEndpointIds } from '../../src-main/lab/seedEndpoints.ts';
import { type Lab, startLab } from '../../src-main/lab/startLab.ts';
import { createGotHttp } from '../../src-main/node/gotHttp.ts';
import { createSystemClock } from '../../src-main/node/systemClock.ts';
import { createMemorySettings } from '../fakes/memorySettings.ts';
import { createRecordingLogger } from '../fakes/recordingLogger.ts';

const id = (name: keyof typeof labEndpointIds) => labEndpointIds[name] as EndpointId;
const ids = {
  ...{ registryImages: id('registryImages'), laptop: id('laptop'), scratch: id('scratch') },
  ...{ partnerShare: id('partnerShare'), archive: id('archive'), fullDisk: id('fullDisk') },
};
const nativeClient = 'the app';

describe('Globus clients against the lab', () => {
  let dataDir = '';
  let lab: Lab;
  let client: TransferClient;
  let endpoints: EndpointService;
  const http = createGotHttp();
  const stopping = new AbortController();
  const repairs: AppError[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'portolan-globus-'));
    lab = await startLab({ dataDir, log: () => undefined, scale: 'small', transferBytesPerSecond: 1e9 });
    const issue = () =>
      lab.world.tokens.issue(
        {
          ...{
            kind: 'access',
            resourceServer: 'transfer.api.globus.org',
            personId: labManager.id,
            clientId: nativeClient,
          },
          scopes: ['urn:globus:auth:scope:transfer.api.globus.org:all'],
        },
        3600,
      ).token;
    let token = issue();
    const tokens = {
      accessToken: async () => token,
      renewedAccessToken: async () => {
        token = issue();
        return token;
      },
      identityId: () => labManager.id,
      repairNeeded: (error: AppError) => repairs.push(error),
    };
    const { auth, transfer, search, timers } = lab.info;
    const clock = createSystemClock();
    const logger = createRecordingLogger();
    const request = createGlobusRequest({
      ...{ http, clock, tokens, logger, random: () => 0, signal: stopping.signal },
      baseUrls: { auth, transfer, search, timers },
    });
    client = createTransferClient({ request, tokens });
    endpoints = createEndpointService({
      ...{ transfer: client, settings: createMemorySettings(), clock, tokens, logger, publish: () => undefined },
    });
  });
  afterAll(async () => {
    endpoints.stop();
    stopping.abort();
    http.close();
    await lab.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(() => {
    repairs.length = 0;
  });

  const fault = (name: LabFaultName, isOn: boolean) => lab.world.faults.switch({ name, isOn });

  it('finds all endpoints, and how they are', async () => {
    const { endpoints: found, problem } = await endpoints.list({ refresh: true });
    expect(problem).toBeNull();
    expect(found.map(({ id }) => id).toSorted()).toEqual(Object.values(ids).toSorted());
    expect(endpoints.endpoint(ids.laptop)).toMatchObject({ kind: 'personal', state: 'asleep', name: 'My laptop' });
    expect(endpoints.endpoint(ids.scratch)).toMatchObject({ kind: 'mapped', asksForConsent: true });
    await expect.poll(() => endpoints.endpoint(ids.scratch)?.state).toBe('waitingForYou');
    await expect.poll(() => endpoints.endpoint(ids.archive)?.state).toBe('online');
    expect(repairs).toEqual([]);
  });

  it('lists folders, and says what is missing', async () => {
    const names = (await client.list(ids.registryImages, '/images/')).map(({ name }) => name);
    expect(names).toContain('lab');
    await expect(client.list(ids.registryImages, '/images/nowhere/')).rejects.toMatchObject({
      code: 'endpoint.pathNotFound',
    });
    await expect(client.list(ids.laptop, '/')).rejects.toMatchObject({ code: 'endpoint.asleep' });
    await expect(client.endpoint('a0000009-0000-4000-8000-000000000009' as EndpointId)).rejects.toMatchObject({
      code: 'endpoint.notFound',
    });
    await expect(client.makeFolder(ids.archive, '/new/')).rejects.toMatchObject({
      code: expect.stringMatching(/^endpoint\.(permissionDenied|readOnly)$/),
    });
  });

  it('asks for the consent of a mapped endpoint, which repairs it', async () => {
    await expect(client.list(ids.scratch, '/')).rejects.toMatchObject({
      code: 'consent.needed',
      facts: { endpointId: ids.scratch, requiredScopes: [expect.stringContaining(`${ids.scratch}/data_access`)] },
    });
    expect(repairs).toHaveLength(1);
    lab.world.consents.give(labManager.id, nativeClient, ids.scratch, lab.world.clock.now());
    await client.makeFolder(ids.scratch, '/deep/down/here/');
    await client.makeFolder(ids.scratch, '/deep/down/here/');
    expect(await client.list(ids.scratch, '/deep/down/here/')).toEqual([]);
    await client.rename(ids.scratch, '/deep/down/here/', '/deep/down/there/');
    expect((await client.list(ids.scratch, '/deep/down/')).map(({ name, kind }) => [name, kind])).toEqual([
      ['there', 'folder'],
    ]);
    await endpoints.list({ refresh: true });
    await expect.poll(() => endpoints.endpoint(ids.scratch)?.state).toBe('online');
    const { lights } = await endpoints.preflight(ids.scratch, []);
    expect(lights.slice(0, 3)).toMatchObject([{ state: 'ok' }, { state: 'ok' }, { state: 'ok' }]);
  });

  it('copies a file once, with the digest that Globus itself checks', async () => {
    lab.world.consents.give(labManager.id, nativeClient, ids.scratch, lab.world.clock.now());
    const { relativePath, digest } = await lab.push({ name: 'lab/copied:1', sizeBytes: 50_000 });
    const submissionId = await client.newSubmissionId();
    const order = {
      ...{
        submissionId,
        sourceEndpointId: ids.registryImages,
        destinationEndpointId: ids.scratch,
        encryptsData: false,
      },
      label: 'Portolan: lab/copied:1 [abc,123]',
      files: [
        { sourcePath: `/images/${relativePath}`, destinationPath: '/copies/copied_1.sif', digest: digest as Digest },
      ],
      deadlineAt: new Date(lab.world.clock.now() + 3_600_000).toISOString(),
    };
    const first = await client.submit(order);
    expect(first.wasDuplicate).toBe(false);
    expect(await client.submit(order)).toEqual({ taskId: first.taskId, wasDuplicate: true });
    await expect.poll(async () => (await client.task(first.taskId)).status, { timeout: 20_000 }).toBe('succeeded');
    expect(await client.tasks([first.taskId, 'a0000009-0000-4000-8000-000000000009' as TaskId])).toMatchObject([
      { taskId: first.taskId, filesTransferred: 1, destinationEndpointId: ids.scratch },
    ]);
    expect((await client.tasksByLabel('lab/copied:1 [abc,123]')).map(({ taskId }) => taskId)).toEqual([first.taskId]);
    expect(await client.arrivedFiles(first.taskId)).toMatchObject([{ destinationPath: '/copies/copied_1.sif' }]);
    expect((await client.list(ids.scratch, '/copies/')).map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['copied_1.sif', 50_000],
    ]);
    await expect(client.cancel(first.taskId)).resolves.toBeUndefined();
    const events = await client.events(first.taskId, { errorsOnly: false });
    expect(events.map(({ code }) => code)).toContain('SUCCEEDED');
    expect(await client.events(first.taskId, { errorsOnly: true })).toEqual([]);
  });

  it('knows no task that nobody has', async () => {
    const nobodys = 'a0000009-0000-4000-8000-000000000009' as TaskId;
    await expect(client.task(nobodys)).rejects.toMatchObject({ code: 'task.notFound' });
    expect(await client.tasks([nobodys])).toEqual([]);
    const order = {
      ...{
        submissionId: 'c0000000-0000-4000-8000-000000000001' as SubmissionId,
        label: 'x',
        files: [],
        encryptsData: false,
      },
      ...{ sourceEndpointId: ids.registryImages, destinationEndpointId: ids.fullDisk, deadlineAt: null },
    };
    await expect(client.submit(order)).rejects.toMatchObject({ code: 'service.refused' });
  });

  it('renews a token that expired, and keeps going', async () => {
    fault('token-expired', true);
    expect(await client.newSubmissionId()).toMatch(/^[0-9a-f-]{36}$/);
    fault('token-expired', false);
  });

  it.each([
    ['html-answer', 'answer.notJson'],
    ['cut-json', 'answer.cut'],
  ] as const)('tells %s from a good answer, and recovers', async (name, code) => {
    fault(name, true);
    await expect(client.newSubmissionId()).rejects.toMatchObject({ code });
    const listing = await endpoints.list({ refresh: true });
    expect(listing.problem?.code).toBe(code);
    expect(listing.endpoints).toHaveLength(6);
    expect(new Set(listing.endpoints.map(({ state }) => state))).toEqual(new Set(['notKnown']));
    fault(name, false);
    expect((await endpoints.list({ refresh: true })).problem).toBeNull();
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { labManager, researcher } from '../../src-main/lab/people.ts';
import { type LabService, startService } from '../../src-main/lab/service.ts';
import { createTransferService, type TransferService } from '../../src-main/lab/transferService.ts';
import type { LabPerson, LabWorld } from '../../src-main/lab/world.ts';
import { makeTestWorld, type TestWorld } from './labWorld.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a service answered, read key by key in tests
  readonly body: any;
}

export interface Ask {
  readonly body?: unknown;
  readonly as?: LabPerson;
  readonly clientId?: string;
  readonly authorization?: string | null;
}

/** An access token as the lab's Globus Auth would give it. */
export function tokenFor(
  world: LabWorld,
  resourceServer: string,
  scope: string,
  person: LabPerson,
  clientId = 'some-client',
): string {
  return world.tokens.issue({ kind: 'access', resourceServer, scopes: [scope], personId: person.id, clientId }, 172_800)
    .token;
}

/** Calls a lab service over its real socket, as one of the lab's people. */
export function createCaller(world: () => LabWorld, url: () => string, resourceServer: string, scope: string) {
  return async (method: string, resource: string, ask: Ask = {}): Promise<Answer> => {
    const token = () => tokenFor(world(), resourceServer, scope, ask.as ?? labManager, ask.clientId);
    const authorization = ask.authorization === undefined ? `Bearer ${token()}` : ask.authorization;
    const response = await fetch(new URL(resource, url()), {
      method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
}

export type Call = ReturnType<typeof createCaller>;

export const transferScope = 'urn:globus:auth:scope:transfer.api.globus.org:all';

export interface TransferLab {
  readonly lab: TestWorld;
  world: LabWorld;
  service: TransferService;
  url: string;
  readonly call: Call;
  readonly manager: LabPerson;
  readonly researcher: LabPerson;
  /** Writes a file below an endpoint's folder; answers its bytes. */
  write(endpointId: string, file: string, content: Buffer | string): Promise<Buffer>;
  diskPath(endpointId: string, file: string): string;
  /** Submits files (source → destination path) as the manager; answers the task id. */
  send(from: string, to: string, files: readonly (readonly [string, string])[], more?: object): Promise<string>;
  task(taskId: string): Promise<Record<string, unknown>>;
  ended(taskId: string): Promise<Record<string, unknown>>;
  consent(endpointId: string, person?: LabPerson): void;
  /** Ends the service and starts it anew with what it kept, as a restart of the lab does. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Globus Transfer on a test world, on a real port, quick to retry. */
export async function startTransferLab(): Promise<TransferLab> {
  const lab = await makeTestWorld();
  const pace = { retryDelayMs: 15, slowAnswerMs: 10 };
  const newEndpointsDir = path.join(lab.folder, 'new');
  const service = createTransferService({ world: lab.world, pace, newEndpointsDir });
  let listening: LabService = await startService(service.app);
  const call = createCaller(
    () => it.world,
    () => it.url,
    'transfer.api.globus.org',
    transferScope,
  );
  const diskPath = (endpointId: string, file: string): string =>
    path.join(it.world.endpoints.get(endpointId)?.root ?? '/nowhere', file);
  const it: TransferLab = {
    lab,
    world: lab.world,
    service,
    url: listening.url,
    call,
    manager: labManager,
    researcher,
    diskPath,
    async write(endpointId, file, content) {
      await mkdir(path.dirname(diskPath(endpointId, file)), { recursive: true });
      await writeFile(diskPath(endpointId, file), content);
      return Buffer.from(content);
    },
    async send(from, to, files, more = {}) {
      const { body } = await call('POST', 'v0.10/transfer', { body: transferDocument(from, to, files, more) });
      expect(body).toMatchObject({ code: 'Accepted' });
      return body.task_id;
    },
    task: async (taskId) => (await call('GET', `v0.10/task/${taskId}`)).body,
    ended: (taskId) =>
      vi.waitFor(
        async () => {
          const task = await it.task(taskId);
          expect(task.status).toMatch(/SUCCEEDED|FAILED/);
          return task;
        },
        { timeout: 20_000, interval: 10 },
      ),
    consent(endpointId, person = labManager) {
      it.world.consents.give(person.id, 'some-client', endpointId, it.world.clock.now());
    },
    async restart() {
      await listening.stop();
      await it.service.stop();
      const restored: unknown = JSON.parse(JSON.stringify(it.service.snapshot()));
      it.world = lab.reopened();
      it.service = createTransferService({ world: it.world, pace, newEndpointsDir, restored });
      listening = await startService(it.service.app);
      it.url = listening.url;
    },
    async stop() {
      await listening.stop();
      await it.service.stop();
      await lab.remove();
    },
  };
  return it;
}

export function transferDocument(
  from: string,
  to: string,
  files: readonly (readonly [string, string])[],
  more: object = {},
): Record<string, unknown> {
  return {
    DATA_TYPE: 'transfer',
    submission_id: crypto.randomUUID(),
    source_endpoint: from,
    destination_endpoint: to,
    DATA: files.map(([source_path, destination_path]) => ({
      DATA_TYPE: 'transfer_item',
      source_path,
      destination_path,
    })),
    ...more,
  };
}

import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { EndpointId, SubmissionId, TaskId } from '../../../src-main/contract/ids.ts';
import type { GlobusRequestOptions } from '../../../src-main/globus/globusRequest.ts';
import { createTransferClient } from '../../../src-main/globus/transferClient.ts';

/* What Globus no longer has, and what is not safe there: nothing here leans on it. */
const endpointId = 'a0000003-0000-4000-8000-000000000003' as EndpointId;
const taskId = '6b0aed60-575c-11eb-87bb-02187389bd35' as TaskId;
const submissionId = 'c0000000-0000-4000-8000-000000000001' as SubmissionId;
const order = {
  ...{ submissionId, sourceEndpointId: endpointId, destinationEndpointId: endpointId, label: 'x' },
  ...{ encryptsData: false, deadlineAt: null },
  files: [{ sourcePath: '/images/a.sif', destinationPath: '/~/a.sif', digest: null }],
};

interface Call extends GlobusRequestOptions {
  readonly call: string;
}

/** Everything the client can ask for, each once; what Globus answers is another test's matter. */
async function everyCall(): Promise<readonly Call[]> {
  const calls: Call[] = [];
  const client = createTransferClient({
    request: async (_service, method, path, options = {}) => {
      calls.push({ call: `${method} ${path}`, ...options });
      return method === 'POST' && path.endsWith('/transfer') ? { code: 'Accepted', task_id: taskId } : { DATA: [] };
    },
    tokens: { repairNeeded: () => undefined },
  });
  const works: readonly (() => Promise<unknown>)[] = [
    () => client.newSubmissionId(),
    () => client.submit(order),
    () => client.submit(order),
    () => client.task(taskId),
    () => client.tasks([taskId]),
    () => client.tasksByLabel('x'),
    () => client.events(taskId, { errorsOnly: false }),
    () => client.arrivedFiles(taskId),
    () => client.cancel(taskId),
    () => client.list(endpointId, '/~/'),
    () => client.makeFolder(endpointId, '/~/a/'),
    () => client.removeFiles({ submissionId, endpointId, label: 'x', paths: ['/~/a.sif'] }),
    () => client.rename(endpointId, '/~/a', '/~/b'),
    () => client.endpointSearch('my-endpoints'),
    () => client.endpoint(endpointId),
    () => client.look(endpointId),
  ];
  for (const work of works)
    await work().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
  expect(calls.length).toBeGreaterThanOrEqual(works.length);
  return calls;
}

describe('POST /v0.10/endpoint is gone', () => {
  it('so no endpoint is ever made or changed: a person installs Globus Connect, and it is found', async () => {
    const changing = (await everyCall()).map(({ call }) => call).filter((call) => !call.startsWith('GET '));
    expect(changing.length).toBeGreaterThan(4);
    expect(changing.filter((call) => /endpoint(\/[0-9a-f-]{36})?$/.test(call))).toEqual([]);
  });
});

describe('there are no operations on symbolic links any more', () => {
  it('so none is asked for, and no submission speaks of one', async () => {
    const calls = await everyCall();
    expect(calls.filter(({ call }) => /symlink/i.test(call))).toEqual([]);
    const submitted = calls.filter(({ call }) => call.endsWith('/transfer'));
    expect(JSON.stringify(submitted)).not.toMatch(/symlink_item|"recursive_symlinks":"(?!ignore)/i);
  });
});

describe('after a failed transfer only the checksum tells what is whole', () => {
  it('so every submission compares checksums, the first one and its repetition alike', async () => {
    const submitted = (await everyCall()).filter(({ call }) => call.endsWith('/transfer'));
    expect(submitted).toHaveLength(2);
    for (const { body } of submitted) expect(body).toMatchObject({ sync_level: 3, verify_checksum: true });
  });
});

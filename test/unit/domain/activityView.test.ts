import { describe, expect, it } from 'vitest';
import type { AppErrorCode, ErrorFacts } from '../../../src-main/contract/errors.ts';
import {
  digestSchema,
  endpointIdSchema,
  imageIdSchema,
  registryIdSchema,
  submissionIdSchema,
} from '../../../src-main/contract/ids.ts';
import { activityOf, type SubmissionFacts, type SubmittedFile } from '../../../src-main/domain/activityView.ts';

const at = '2026-11-23T10:00:00.000Z';
const there = endpointIdSchema.parse('3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b02');
const source = endpointIdSchema.parse('3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b01');

const submission = (code: AppErrorCode, facts: ErrorFacts = {}): SubmissionFacts => ({
  id: submissionIdSchema.parse('a3690002-0c03-463b-b075-dc6ade569cf3'),
  registryId: registryIdSchema.parse('r-0a1b2c3d'),
  sourceEndpointId: source,
  destinationEndpointId: there,
  label: 'label',
  startedBy: { kind: 'you' },
  createdAt: at,
  taskId: null,
  parkedAt: null,
  problem: { code, facts, at },
  endedAt: null,
  outcome: null,
  task: null,
});

const file = (destinationPath: string, sizeBytes: number, deliveredAt: string | null = null): SubmittedFile => ({
  imageId: imageIdSchema.parse(`r-0a1b2c3d/lab/${destinationPath}`),
  name: 'lab/torch:2.4',
  digest: digestSchema.parse(`sha256:${'a'.repeat(64)}`),
  sizeBytes,
  destinationPath,
  publishingAt: null,
  deliveredAt,
  failedAt: null,
  stoppedAt: null,
  problem: null,
});

const cluster = { destinationName: 'Cluster', isUnsolved: false };

describe("an activity's problem", () => {
  it('names the endpoint, the folder and the room that what is left would need', () => {
    const files = [file('/data/lab/a.sif', 5), file('/data/lab/b.sif', 7), file('/data/lab/c.sif', 100, at)];
    const { problem } = activityOf(submission('endpoint.full', { globusCode: 'NO_SPACE' }), files, cluster);
    expect(problem?.facts).toEqual({
      endpointName: 'Cluster',
      folder: '/data/lab/',
      neededBytes: 12,
      globusCode: 'NO_SPACE',
    });
  });

  it('names no folder when several are meant, and keeps what was told', () => {
    const files = [file('/data/lab/a.sif', 5), file('/data/tools/b.sif', 7)];
    const { problem } = activityOf(
      submission('endpoint.permissionDenied', { endpointName: 'As told' }),
      files,
      cluster,
    );
    expect(problem?.facts).toEqual({ endpointName: 'As told', neededBytes: 12 });
  });

  it.each([
    ['of the source endpoint', 'endpoint.asleep', { endpointId: source }],
    ['of something else', 'transfer.sourceMissing', {}],
  ] as const)('%s is left as it is', (_, code, facts) => {
    const { problem } = activityOf(submission(code, facts), [file('/data/lab/a.sif', 5)], cluster);
    expect(problem?.facts).toEqual(facts);
  });
});

import { describe, expect, it } from 'vitest';
import type { Digest, ImageId } from '../../../src-main/contract/ids.ts';
import type { SubmittedFile } from '../../../src-main/domain/activityView.ts';
import { retryAt } from '../../../src-main/domain/deliveryState.ts';
import { submitFailureOf, submitPauseMs } from '../../../src-main/domain/submitFailure.ts';
import { taskOutcomeOf } from '../../../src-main/domain/taskOutcome.ts';

const at = '2026-03-01T12:00:00.000Z';
const file = (path: string): SubmittedFile => ({
  imageId: path as ImageId,
  name: path,
  digest: `sha256:${'ab'.repeat(32)}` as Digest,
  sizeBytes: 1,
  destinationPath: path,
  publishingAt: null,
  deliveredAt: null,
  failedAt: null,
  stoppedAt: null,
  problem: null,
});
const files = [file('/a'), file('/b'), file('/c')];
const succeeded = {
  status: 'succeeded',
  isPaused: false,
  niceStatus: null,
  fatalErrorCode: null,
  filesSkipped: 0,
} as const;
const arrived = (...paths: string[]) => paths.map((destinationPath) => ({ destinationPath, checksum: null }));
const kinds = (outcome: ReturnType<typeof taskOutcomeOf>) => [...outcome.fileEnds.values()].map(({ kind }) => kind);

describe('tasks that ended', () => {
  it('well: all delivered, skipped ones too, also when Globus does not name them', () => {
    expect(kinds(taskOutcomeOf(succeeded, arrived('/a', '/b', '/c'), files, at))).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
    const skipping = { ...succeeded, filesSkipped: 2 };
    expect(taskOutcomeOf(skipping, arrived('/b'), files, at).outcome).toBe('done');
    expect(taskOutcomeOf(succeeded, null, files, at).outcome).toBe('done');
  });

  it('well, but files are missing that were not skipped', () => {
    const outcome = taskOutcomeOf({ ...succeeded, filesSkipped: 1 }, arrived('/a'), files, at);
    expect(kinds(outcome)).toEqual(['delivered', 'failed', 'failed']);
    expect(outcome).toMatchObject({ outcome: 'problem', problem: { code: 'transfer.failed' } });
  });

  it('well, but with other bytes than the image has', () => {
    const other = [
      { destinationPath: '/a', checksum: 'cd'.repeat(32) },
      { destinationPath: '/b', checksum: 'AB'.repeat(32) },
      { destinationPath: '/c', checksum: 'd41d8cd98f00b204e9800998ecf8427e' },
    ];
    const outcome = taskOutcomeOf(succeeded, other, files, at);
    expect(kinds(outcome)).toEqual(['failed', 'delivered', 'delivered']);
    expect(outcome.problem?.code).toBe('transfer.checksumMismatch');
  });

  it('badly: what arrived counts, the rest has the reason', () => {
    const failed = { ...succeeded, status: 'failed', fatalErrorCode: 'QUOTA_EXCEEDED' } as const;
    const outcome = taskOutcomeOf(failed, arrived('/a'), files, at);
    expect(kinds(outcome)).toEqual(['delivered', 'failed', 'failed']);
    expect(outcome.problem?.code).toBe('endpoint.full');
  });

  it('stopped: the rest is stopped, no problem', () => {
    const stopped = { ...succeeded, status: 'failed', fatalErrorCode: 'CANCELED' } as const;
    const outcome = taskOutcomeOf(stopped, arrived('/c'), files, at);
    expect(kinds(outcome)).toEqual(['stopped', 'stopped', 'delivered']);
    expect(outcome).toMatchObject({ outcome: 'stopped', problem: null });
  });
});

it('submissions that fail are sent again, parked or given up', () => {
  expect(submitFailureOf('network.timeout')).toBe('again');
  expect(submitFailureOf('service.unavailable')).toBe('again');
  expect(submitFailureOf('consent.needed')).toBe('forYou');
  expect(submitFailureOf('signIn.needed')).toBe('forYou');
  expect(submitFailureOf('endpoint.asleep')).toBe('later');
  expect(submitFailureOf('endpoint.permissionDenied')).toBe('final');
  expect(submitFailureOf('endpoint.full')).toBe('final');
  expect([1, 2, 3, 30].map((attempt) => submitPauseMs('again', attempt, 0.5))).toEqual([2000, 4000, 8000, 45_000]);
});

it.each([
  ['endpoint.permissionDenied', [15, 30, 60, 1440]],
  ['endpoint.full', [1, 2, 4, 60]],
  ['endpoint.asleep', [1, 2, 4, 60]],
] as const)('%s is tried again by itself, ever more seldom', (code, expected) => {
  const minutes = [1, 2, 3, 20].map(
    (failures) => (Date.parse(retryAt({ code, facts: {}, at }, failures, Date.parse(at))!) - Date.parse(at)) / 60_000,
  );
  expect(minutes).toEqual(expected);
});

it('what may be there already is never sent again by itself', () => {
  expect(retryAt({ code: 'transfer.outcomeUnknown', facts: {}, at }, 1, 0)).toBeNull();
});

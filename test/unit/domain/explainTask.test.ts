import { describe, expect, it } from 'vitest';
import { explainTask, explainTaskCode, type TaskFacts } from '../../../src-main/domain/explainTask.ts';

const task = (differences: Partial<TaskFacts>): TaskFacts => ({
  status: 'active',
  isPaused: false,
  niceStatus: 'OK',
  fatalErrorCode: null,
  ...differences,
});
const explained = (differences: Partial<TaskFacts>) => explainTask(task(differences))?.code ?? null;

describe('explaining a task', () => {
  it.each([
    ['FILE_NOT_FOUND', 'transfer.sourceMissing'],
    ['PATH_NOT_FOUND', 'transfer.sourceMissing'],
    ['PERMISSION_DENIED', 'endpoint.permissionDenied'],
    ['QUOTA_EXCEEDED', 'endpoint.full'],
    ['NO_SPACE_LEFT', 'endpoint.full'],
    ['READ_ONLY_FILE_SYSTEM', 'endpoint.readOnly'],
    ['GC_NOT_CONNECTED', 'endpoint.asleep'],
    ['GCDisconnected', 'endpoint.asleep'],
    ['GC_PAUSED', 'endpoint.paused'],
    ['PAUSED_BY_ADMIN', 'endpoint.paused'],
    ['VERIFY_CHECKSUM', 'transfer.checksumMismatch'],
    ['CONNECT_FAILED', 'endpoint.trouble'],
    ['CONNECTION_RESET', 'endpoint.trouble'],
    ['TIMEOUT', 'endpoint.trouble'],
    ['ENDPOINT_ERROR', 'endpoint.trouble'],
    ['LOGIN_DENIED', 'session.needed'],
    ['CONSENT_REQUIRED', 'consent.needed'],
    ['CANCELED', 'transfer.cancelled'],
    ['CANCELLED_BY_ADMIN', 'transfer.cancelled'],
    ['EXPIRED', 'transfer.expired'],
    ['OK', null],
    ['Queued', null],
    ['STARTED', null],
    ['SOMETHING_NEW', null],
    [null, null],
  ])('reads %s as %s', (code, expected) => expect(explainTaskCode(code)).toBe(expected));

  it('says nothing while all is well', () => {
    expect(explained({})).toBeNull();
    expect(explained({ niceStatus: 'Queued' })).toBeNull();
    expect(explained({ niceStatus: null })).toBeNull();
    expect(explained({ status: 'succeeded', niceStatus: null, errorEventCode: 'PERMISSION_DENIED' })).toBeNull();
  });

  it('explains a task that is still active', () => {
    expect(explained({ niceStatus: 'PERMISSION_DENIED' })).toBe('endpoint.permissionDenied');
    expect(explained({ errorEventCode: 'FILE_NOT_FOUND' })).toBe('transfer.sourceMissing');
    expect(explained({ isPaused: true })).toBe('endpoint.paused');
  });

  it('keeps words it does not know', () => {
    expect(explainTask(task({ niceStatus: 'SOMETHING_\u0000NEW' }))).toEqual({
      code: 'endpoint.trouble',
      facts: { niceStatus: 'SOMETHING_NEW' },
    });
    expect(explainTask(task({ status: 'failed', niceStatus: null, fatalErrorCode: 'ODD' }))).toEqual({
      code: 'transfer.failed',
      facts: { fatalErrorCode: 'ODD' },
    });
  });

  it('explains failures by the fatal error first', () => {
    const failed = { status: 'failed', niceStatus: null } as const;
    expect(explained({ ...failed, fatalErrorCode: 'FILE_NOT_FOUND' })).toBe('transfer.sourceMissing');
    expect(explained({ ...failed, fatalErrorCode: 'ODD', errorEventCode: 'QUOTA' })).toBe('endpoint.full');
    expect(explained({ ...failed, fatalErrorCode: 'CANCELED', errorEventCode: 'PERMISSION_DENIED' })).toBe(
      'transfer.cancelled',
    );
  });

  it('takes a suspended task for one that waits for its owner', () => {
    expect(explained({ status: 'inactive', niceStatus: null })).toBe('session.needed');
    expect(explained({ status: 'inactive', niceStatus: 'CONSENT_REQUIRED' })).toBe('consent.needed');
  });
});

import { expect, test } from 'vitest';
import { readDelete, readTransfer } from '../../../src-main/lab/transferSubmission.ts';

const id = '5b1d8f0a-7c34-4e52-9a61-0d2f4b7c8e11';
const now = Date.parse('2026-01-01T00:00:00Z');
const item = { source_path: '/a', destination_path: '/b' };
const transfer = (more: object = {}) =>
  readTransfer(
    { DATA_TYPE: 'transfer', submission_id: id, source_endpoint: id, destination_endpoint: id, DATA: [item], ...more },
    now,
  );

test('absent settings take the defaults of the service, not of its clients', () => {
  expect(transfer()).toMatchObject({
    type: 'TRANSFER',
    label: null,
    deadlineMs: null,
    items: [
      { sourcePath: '/a', destinationPath: '/b', isRecursive: false, externalChecksum: null, checksumAlgorithm: 'MD5' },
    ],
    options: { syncLevel: null, verifiesChecksum: false, failsOnQuota: false, filterRules: [] },
  });
});

test('algorithms are spelled in several ways, times without a zone are UTC', () => {
  const DATA = [{ ...item, external_checksum: 'AB', checksum_algorithm: 'sha-256' }];
  expect(transfer({ DATA, deadline: '2026-01-01 00:00:01' })).toMatchObject({
    items: [{ checksumAlgorithm: 'SHA256' }],
    deadlineMs: now + 1000,
  });
});

test.each([
  { DATA: [{ ...item, recursive: true, external_checksum: 'ab' }] },
  { DATA: [{ DATA_TYPE: 'transfer_symlink_item', ...item }] },
  { delete_destination_extra: true },
  { deadline: 'soon' },
  { source_endpoint: 'nowhere' },
  { DATA_TYPE: 'delete' },
])('%j is refused', (more) => {
  expect(() => transfer(more)).toThrow(expect.objectContaining({ status: 400 }));
});

test('a delete document', () => {
  const body = { DATA_TYPE: 'delete', submission_id: id, endpoint: id, DATA: [{ path: '/a' }], ignore_missing: true };
  expect(readDelete(body, now)).toMatchObject({
    type: 'DELETE',
    destinationEndpointId: null,
    options: { ignoresMissing: true, isRecursive: false },
  });
  expect(() => readDelete({ ...body, DATA: [] }, now)).toThrow(
    expect.objectContaining({ code: 'ClientError.BadRequest.NoTransferItems' }),
  );
});

import { describe, expect, it } from 'vitest';
import { retryAfterMs, retryDelayMs } from '../../../src-main/domain/retryPolicy.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');
const status = (code: number, serviceCode: string | null = null, retryAfter: string | null = null) =>
  ({ kind: 'status', status: code, serviceCode, retryAfter }) as const;
const delay = (failed: Parameters<typeof retryDelayMs>[0], retriesSoFar = 0, random = 0.5) =>
  retryDelayMs(failed, { retriesSoFar, random, nowMs });

describe('the retry policy', () => {
  it('backs off from a quarter to three quarters of a second, doubling, at most 10 s', () => {
    expect(delay(status(500), 0, 0)).toBe(250);
    expect(delay(status(500), 0, 1)).toBe(750);
    expect([0, 1, 2, 3, 4].map((retries) => delay(status(503), retries))).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(delay(status(500), 4, 1)).toBe(10_000);
  });

  it('gives up after five retries, and after three of a dead line', () => {
    expect(delay(status(500), 4)).not.toBeNull();
    expect(delay(status(500), 5)).toBeNull();
    expect(delay({ kind: 'failure', code: 'network.unreachable' }, 2)).not.toBeNull();
    expect(delay({ kind: 'failure', code: 'network.unreachable' }, 3)).toBeNull();
  });

  it.each([429, 500, 502, 503, 504])('asks again after %d', (code) => expect(delay(status(code))).not.toBeNull());
  it.each([400, 401, 403, 404, 409, 501])('does not ask again after %d', (code) =>
    expect(delay(status(code))).toBeNull(),
  );
  it.each(['ExternalError.DirListingFailed.GCDisconnected', 'EndpointError', 'ExternalError.MkdirFailed.Exists'])(
    'does not ask again when the endpoint itself failed: %s',
    (serviceCode) => expect(delay(status(502, serviceCode))).toBeNull(),
  );
  it.each(['network.unreachable', 'network.timeout', 'answer.cut'] as const)('asks again after %s', (code) =>
    expect(delay({ kind: 'failure', code })).toBe(500),
  );
  it.each(['network.tls', 'network.tooLarge', 'answer.notJson', 'signIn.needed'] as const)('not after %s', (code) =>
    expect(delay({ kind: 'failure', code })).toBeNull(),
  );

  it('waits as long as a service asks for, within reason', () => {
    expect(delay(status(429, null, '3'))).toBe(3000);
    expect(delay(status(503, null, 'Sun, 01 Mar 2026 12:00:20 GMT'))).toBe(20_000);
    expect(delay(status(429, null, 'Sun, 01 Mar 2026 11:00:00 GMT'))).toBe(0);
    expect(delay(status(429, null, '86399'))).toBeNull();
    expect(delay(status(429, null, 'soon'))).toBe(500);
    expect(delay(status(500, null, '3'))).toBe(500);
  });

  it.each([['1.5'], ['-3'], [''], ['2026'.repeat(5)]])('makes nothing of Retry-After %j', (header) =>
    expect(retryAfterMs(header, nowMs)).toBeNull(),
  );
});

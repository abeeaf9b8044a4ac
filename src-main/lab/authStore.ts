import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import type { FaultSwitches } from './faultSwitches.ts';
import type { LabClock } from './labClock.ts';

const recordSchema = z.object({
  model: z.string(),
  id: z.string(),
  payload: z.record(z.string(), z.unknown()),
  /** Milliseconds of the lab's clock; null = never. */
  expiresAt: z.number().nullable(),
});
type StoredRecord = z.infer<typeof recordSchema>;

export type AuthStore = ReturnType<typeof createAuthStore>;

/**
 * What an oidc-provider keeps (sessions, interactions, codes, tokens, clients), in memory and written out whole, so
 * that a lab restarted on the same folder still knows everybody. Times follow the lab's clock; the token faults strike
 * what was stored before they were switched on.
 */
export function createAuthStore(clock: LabClock, faults: FaultSwitches, restored?: unknown) {
  const records = new Map<string, StoredRecord>();
  const rounds = new WeakMap<StoredRecord, { expired: number; revoked: number }>();
  const keyOf = (model: string, id: string): string => `${model} ${id}`;
  if (restored !== undefined)
    for (const record of z.array(recordSchema).parse(restored)) records.set(keyOf(record.model, record.id), record);

  const isLive = ({ expiresAt }: StoredRecord): boolean => expiresAt === null || expiresAt > clock.now();

  const isStruck = (record: StoredRecord): boolean => {
    const { expired, revoked } = rounds.get(record) ?? { expired: 0, revoked: 0 };
    const isAccess = record.model === 'AccessToken';
    return (
      (isAccess && faults.isOn('token-expired') && expired < faults.round('token-expired')) ||
      ((isAccess || record.model === 'RefreshToken') &&
        faults.isOn('token-revoked') &&
        revoked < faults.round('token-revoked'))
    );
  };

  const find = (model: string, id: string): AdapterPayload | undefined => {
    const record = records.get(keyOf(model, id));
    return record && isLive(record) && !isStruck(record) ? record.payload : undefined;
  };

  const put = (
    model: string,
    id: string,
    payload: Readonly<Record<string, unknown>>,
    expiresInSeconds?: number,
  ): void => {
    for (const [key, record] of records) if (!isLive(record)) records.delete(key);
    const expiresAt = expiresInSeconds === undefined ? null : clock.now() + expiresInSeconds * 1000;
    const record = { model, id, payload: { ...payload }, expiresAt };
    records.set(keyOf(model, id), record);
    rounds.set(record, { expired: faults.round('token-expired'), revoked: faults.round('token-revoked') });
  };

  const findBy = (model: string, field: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
    [...records.values()].find((record) => record.model === model && record.payload[field] === value && isLive(record))
      ?.payload;

  const adapter = (model: string): Adapter => ({
    find: async (id) => find(model, id),
    findByUid: async (uid) => findBy(model, 'uid', uid),
    findByUserCode: async (userCode) => findBy(model, 'userCode', userCode),
    upsert: async (id, payload, expiresInSeconds) => put(model, id, payload, expiresInSeconds),
    consume: async (id) => {
      const record = records.get(keyOf(model, id));
      if (record) record.payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      records.delete(keyOf(model, id));
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, record] of records)
        if (record.model === model && record.payload.grantId === grantId) records.delete(key);
    },
  });

  return {
    adapter,
    find,
    put,
    snapshot: (): unknown => [...records.values()].filter(isLive),
  };
}

import { writeSync } from 'node:fs';
import type { SubscriptionId } from '../../../src-main/contract/ids.ts';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { createSyncBench, laptop, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { dice, pick } from './promise.ts';

/*
 * A process to be killed (or that ends after some changes): makes, changes and removes subscriptions and sends images, through the services that screens
 * use, and says each change before it is asked for and once it is acknowledged.
 */
const { STATE = '', SEED = '1', CHANGES = 'Infinity' } = process.env;
const random = dice(Number(SEED));
const tell = (words: object | string): void =>
  void writeSync(1, `${typeof words === 'string' ? words : JSON.stringify(words)}\n`);

const { db, notices } = await openSqliteDatabase({ file: STATE, schema: ledgerSchema });
tell(`opened ${JSON.stringify(notices)}`);
const bench = createSyncBench();
for (let n = 0; n < 5; n += 1) bench.put(`lab/tool${n}:1`);
const sync = bench.make({ database: db });
let ids: readonly SubscriptionId[] = (await sync.subscriptions.list()).map(({ id }) => id);

const changes = {
  async create(): Promise<void> {
    const name = `n${Math.floor(random() * 1e12)}`;
    tell({ asked: 'create', name });
    const { id } = await sync.subscriptions.create(subscriptionTo([sherlock, laptop], { name }));
    ids = [...ids, id];
    tell({ acknowledged: 'create', id, name, isPaused: false });
  },
  async update(id: SubscriptionId): Promise<void> {
    const before = (await sync.subscriptions.list()).find((one) => one.id === id);
    // A change that changes nothing needs no writing.
    const isPaused = before?.state !== 'paused';
    tell({ asked: 'update', id, isPaused });
    const { name } = await sync.subscriptions.update({ id, isPaused });
    tell({ acknowledged: 'update', id, name, isPaused });
  },
  async remove(id: SubscriptionId): Promise<void> {
    tell({ asked: 'remove', id });
    await sync.subscriptions.remove(id);
    ids = ids.filter((one) => one !== id);
    tell({ acknowledged: 'remove', id });
  },
};

for (let change = 0; change < Number(CHANGES); change += 1) {
  const chance = random();
  if (ids.length < 3 || chance < 0.5) await changes.create();
  else if (chance < 0.8) await changes.update(pick(ids, random));
  else await changes.remove(pick(ids, random));
}
process.exit(0);

import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { wrapConnection } from '../../../src-main/node/sqliteConnection.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { createSubscriptionStore } from '../../../src-main/sync/subscriptionStore.ts';

it('a subscription of the first version is read as one without afterwards, run here', () => {
  const connection = new DatabaseSync(':memory:');
  const [first, ...later] = ledgerSchema.migrations;
  connection.exec(first);
  connection.exec(
    `INSERT INTO subscription (id, name, source_json, conditions_json, destinations_json, created_at)
     VALUES ('s', 'old', '{}', '{}', '[]', '2026-01-01T00:00:00.000Z')`,
  );
  for (const script of later) connection.exec(script);
  const store = createSubscriptionStore(wrapConnection(connection));
  const [old] = store.all();
  expect(old).toMatchObject({
    name: 'old',
    after: { keepLast: null, notify: true, webhookUrl: null },
    timers: [],
  });
  if (old) store.save({ ...old, after: { keepLast: 2, notify: false, webhookUrl: null } });
  expect(store.all()[0]?.after.keepLast).toBe(2);
});

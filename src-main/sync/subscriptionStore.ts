import type { EndpointId, SubscriptionId } from '../contract/ids.ts';
import type {
  Destination,
  SubscriptionAfter,
  SubscriptionConditions,
  SubscriptionSource,
} from '../contract/subscription.ts';
import type { Database, SqlRow } from '../ports/database.ts';
import { json, jsonOrNull, number, text, textOrNull } from './ledgerRow.ts';

/** A timer at Globus that runs a subscription for one endpoint. */
export interface TimerRecord {
  readonly endpointId: EndpointId;
  readonly jobId: string;
  readonly intervalSeconds: number;
}

/** A subscription as written down; its state and counts are derived. */
export interface SubscriptionRecord {
  readonly id: SubscriptionId;
  readonly name: string;
  readonly source: SubscriptionSource;
  readonly conditions: SubscriptionConditions;
  readonly destinations: readonly Destination[];
  readonly after: SubscriptionAfter;
  /** Any: Globus runs it. */
  readonly timers: readonly TimerRecord[];
  readonly isPaused: boolean;
  readonly createdAt: string;
  readonly lastRunAt: string | null;
  readonly lastArrivalAt: string | null;
}

/** Of those that were made before there was a choice. */
const noAfter: SubscriptionAfter = { keepLast: null, notify: true, webhookUrl: null };

const fromRow = (row: SqlRow): SubscriptionRecord => ({
  id: text(row, 'id') as SubscriptionId,
  name: text(row, 'name'),
  source: json(row, 'source_json'),
  conditions: json(row, 'conditions_json'),
  destinations: json(row, 'destinations_json'),
  after: jsonOrNull(row, 'after_json') ?? noAfter,
  timers: jsonOrNull(row, 'timers_json') ?? [],
  isPaused: number(row, 'is_paused') === 1,
  createdAt: text(row, 'created_at'),
  lastRunAt: textOrNull(row, 'last_run_at'),
  lastArrivalAt: textOrNull(row, 'last_arrival_at'),
});

export function createSubscriptionStore(db: Database) {
  return {
    all: (): readonly SubscriptionRecord[] => db.all('SELECT * FROM subscription ORDER BY created_at, id').map(fromRow),
    find(id: SubscriptionId): SubscriptionRecord | null {
      const row = db.get('SELECT * FROM subscription WHERE id = ?', id);
      return row === undefined ? null : fromRow(row);
    },
    save(record: SubscriptionRecord): void {
      db.run(
        `INSERT INTO subscription (id, name, source_json, conditions_json, destinations_json, is_paused, created_at,
           after_json, timers_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, source_json = excluded.source_json,
           conditions_json = excluded.conditions_json, destinations_json = excluded.destinations_json,
           is_paused = excluded.is_paused, after_json = excluded.after_json, timers_json = excluded.timers_json`,
        record.id,
        record.name,
        JSON.stringify(record.source),
        JSON.stringify(record.conditions),
        JSON.stringify(record.destinations),
        record.isPaused ? 1 : 0,
        record.createdAt,
        JSON.stringify(record.after),
        JSON.stringify(record.timers),
      );
    },
    remove: (id: SubscriptionId): boolean => db.run('DELETE FROM subscription WHERE id = ?', id).changes > 0,
    ran: (id: SubscriptionId, at: string): void =>
      void db.run('UPDATE subscription SET last_run_at = ? WHERE id = ?', at, id),
    arrived: (id: SubscriptionId, at: string): void =>
      void db.run('UPDATE subscription SET last_arrival_at = ? WHERE id = ?', at, id),
  };
}

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

/** The same order whoever was made in the same millisecond. */
const byAge = (a: SubscriptionRecord, b: SubscriptionRecord): number => {
  const [first, second] = a.createdAt === b.createdAt ? [a.id, b.id] : [a.createdAt, b.createdAt];
  return first < second ? -1 : 1;
};

export function createSubscriptionStore(db: Database) {
  /** As last read; those in `outdated` are read again before they are answered. */
  let known: Map<SubscriptionId, SubscriptionRecord> | null = null;
  let listed: readonly SubscriptionRecord[] | null = null;
  const outdated = new Set<SubscriptionId>();
  let revision = 0;
  let active: { readonly revision: number; readonly records: readonly SubscriptionRecord[] } | null = null;

  const readAll = (): Map<SubscriptionId, SubscriptionRecord> => {
    outdated.clear();
    const records = db.all('SELECT * FROM subscription').map(fromRow);
    return new Map(records.map((record) => [record.id, record]));
  };

  const current = (): ReadonlyMap<SubscriptionId, SubscriptionRecord> => {
    known ??= readAll();
    for (const id of outdated) {
      const row = db.get('SELECT * FROM subscription WHERE id = ?', id);
      if (row === undefined) known.delete(id);
      else known.set(id, fromRow(row));
    }
    outdated.clear();
    return known;
  };

  const changed = (id: SubscriptionId): void => {
    outdated.add(id);
    listed = null;
  };
  const asksOtherwise = (id: SubscriptionId): void => {
    changed(id);
    revision += 1;
  };

  const all = (): readonly SubscriptionRecord[] => {
    if (listed === null) {
      listed = [...current().values()].sort(byAge);
      // In this order, so that sorting after the next change is a mere look.
      known = new Map(listed.map((record) => [record.id, record]));
    }
    return listed;
  };

  return {
    /** Oldest first. */
    all,
    /** Those that are run from here, oldest first; when they last ran or brought something may be out of date. */
    active(): readonly SubscriptionRecord[] {
      if (active?.revision !== revision) {
        const records = all().filter(({ isPaused, timers }) => !isPaused && timers.length === 0);
        active = { revision, records };
      }
      return active.records;
    },
    find: (id: SubscriptionId): SubscriptionRecord | null => current().get(id) ?? null,
    /** Another number when what they ask for may be another; runs and arrivals change nothing of that. */
    revision: (): number => revision,
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
      asksOtherwise(record.id);
    },
    remove(id: SubscriptionId): boolean {
      asksOtherwise(id);
      return db.run('DELETE FROM subscription WHERE id = ?', id).changes > 0;
    },
    ran(id: SubscriptionId, at: string): void {
      changed(id);
      db.run('UPDATE subscription SET last_run_at = ? WHERE id = ?', at, id);
    },
    arrived(id: SubscriptionId, at: string): void {
      changed(id);
      db.run('UPDATE subscription SET last_arrival_at = ? WHERE id = ?', at, id);
    },
  };
}

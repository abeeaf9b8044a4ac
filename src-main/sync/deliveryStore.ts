import type { Problem } from '../contract/errors.ts';
import type { Digest, EndpointId, ImageId, SubmissionId, SubscriptionId } from '../contract/ids.ts';
import { type DeliveryFacts, isOnItsWay } from '../domain/deliveryState.ts';
import type { Database, SqlRow } from '../ports/database.ts';
import { jsonOrNull, number, numberOrNull, text, textOrNull } from './ledgerRow.ts';
import type { NewSubmission } from './submissionStore.ts';

export interface PlacementRecord {
  readonly endpointId: EndpointId;
  readonly destinationPath: string;
  readonly imageId: ImageId;
  readonly digest: Digest;
  readonly sizeBytes: number | null;
  readonly deliveredAt: string;
}

export interface PlacementFacts extends PlacementRecord {
  /** When it was last written, as the endpoint told at the first look; null before. */
  readonly changedAt: string | null;
  /** When another file was found in its place. */
  readonly driftedAt: string | null;
}

/** All that is known of one endpoint, ready for a pass over every image. */
export interface EndpointIndex {
  /** Those not delivered; the delivered ones are told by where they lie. */
  readonly deliveries: ReadonlyMap<string, DeliveryFacts>;
  readonly busyPaths: ReadonlySet<string>;
  readonly placements: ReadonlyMap<string, PlacementFacts>;
}

interface KeptIndex extends EndpointIndex {
  readonly deliveries: Map<string, DeliveryFacts>;
  readonly busyPaths: Set<string>;
  readonly placements: Map<string, PlacementFacts>;
}

const keyOf = (one: DeliveryFacts): string => deliveryKey(one.destinationPath, one.imageId, one.digest);

/** One delivery as it is now, in what is known of its endpoint. */
function keep(index: KeptIndex, one: DeliveryFacts): void {
  const path = one.destinationPath.toLowerCase();
  if (isOnItsWay(one)) index.busyPaths.add(path);
  else index.busyPaths.delete(path);
  if (one.deliveredAt === null) {
    index.deliveries.set(keyOf(one), one);
    return;
  }
  index.deliveries.delete(keyOf(one));
  const { endpointId, destinationPath, imageId, digest, sizeBytes, deliveredAt } = one;
  const placed = { endpointId, destinationPath, imageId, digest, sizeBytes, deliveredAt };
  index.placements.set(destinationPath, { ...placed, changedAt: null, driftedAt: null });
}

export const deliveryKey = (path: string, imageId: ImageId, digest: string): string => `${path}\0${imageId}\0${digest}`;

const deliveryFromRow = (row: SqlRow): DeliveryFacts => ({
  imageId: text(row, 'image_id') as ImageId,
  endpointId: text(row, 'endpoint_id') as EndpointId,
  digest: text(row, 'digest') as Digest,
  destinationPath: text(row, 'destination_path'),
  sizeBytes: numberOrNull(row, 'size_bytes'),
  subscriptionId: textOrNull(row, 'subscription_id') as SubscriptionId | null,
  submissionId: text(row, 'submission_id') as SubmissionId,
  requestedAt: text(row, 'requested_at'),
  publishingAt: textOrNull(row, 'publishing_at'),
  deliveredAt: textOrNull(row, 'delivered_at'),
  failedAt: textOrNull(row, 'failed_at'),
  stoppedAt: textOrNull(row, 'stopped_at'),
  problem: jsonOrNull<Problem>(row, 'problem_json'),
  failures: number(row, 'failures'),
  nextAttemptAt: textOrNull(row, 'next_attempt_at'),
});

const placementFromRow = (row: SqlRow): PlacementFacts => ({
  endpointId: text(row, 'endpoint_id') as EndpointId,
  destinationPath: text(row, 'destination_path'),
  imageId: text(row, 'image_id') as ImageId,
  digest: text(row, 'digest') as Digest,
  sizeBytes: numberOrNull(row, 'size_bytes'),
  deliveredAt: text(row, 'delivered_at'),
  changedAt: textOrNull(row, 'changed_at'),
  driftedAt: textOrNull(row, 'drifted_at'),
});

const unsolvedSql = `SELECT DISTINCT submission_id FROM delivery AS old
  WHERE delivered_at IS NULL AND failed_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM delivery WHERE endpoint_id = old.endpoint_id AND destination_path = old.destination_path
      AND requested_at > old.requested_at)`;

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

/** Deliveries and placements; an endpoint's are read once and kept until something is written about it. */
export function createDeliveryStore(db: Database) {
  const indexes = new Map<EndpointId, KeptIndex>();
  let unsolved: ReadonlySet<SubmissionId> | null = null;

  const readIndex = (endpointId: EndpointId): KeptIndex => {
    const deliveries = db
      .all('SELECT * FROM delivery WHERE endpoint_id = ? AND delivered_at IS NULL', endpointId)
      .map(deliveryFromRow);
    const placements = db.all('SELECT * FROM placement WHERE endpoint_id = ?', endpointId).map(placementFromRow);
    return {
      deliveries: new Map(deliveries.map((one) => [keyOf(one), one])),
      busyPaths: new Set(deliveries.filter(isOnItsWay).map((one) => one.destinationPath.toLowerCase())),
      placements: new Map(placements.map((one) => [one.destinationPath, one])),
    };
  };

  return {
    index(endpointId: EndpointId): EndpointIndex {
      const known = indexes.get(endpointId);
      if (known) return known;
      const read = readIndex(endpointId);
      indexes.set(endpointId, read);
      return read;
    },
    touched(endpointId: EndpointId): void {
      indexes.delete(endpointId);
      unsolved = null;
    },
    /** Part of the transaction that writes the submission: each of its files is now carried by it. */
    carriedBy({ order, files, createdAt }: NewSubmission): void {
      for (const file of files) {
        db.run(
          `INSERT INTO delivery (image_id, endpoint_id, digest, destination_path, size_bytes, subscription_id,
             submission_id, requested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (endpoint_id, destination_path, image_id, digest) DO UPDATE SET
             submission_id = excluded.submission_id, requested_at = excluded.requested_at,
             subscription_id = excluded.subscription_id, publishing_at = NULL, delivered_at = NULL, failed_at = NULL,
             stopped_at = NULL, problem_json = NULL, next_attempt_at = NULL`,
          file.imageId,
          order.destinationEndpointId,
          file.digest,
          file.destinationPath,
          file.sizeBytes,
          file.subscriptionId,
          order.submissionId,
          createdAt,
        );
      }
      this.reread(order.destinationEndpointId, order.submissionId);
    },
    /** What a submission carries has changed in the ledger; to be undone by `touched` when that is not committed. */
    reread(endpointId: EndpointId, submissionId: SubmissionId): void {
      unsolved = null;
      const index = indexes.get(endpointId);
      if (index) for (const one of this.carried(submissionId)) keep(index, one);
    },
    /** Submissions that carry a failure: nothing newer is owed to its path, and nobody dismissed it. */
    unsolved(): ReadonlySet<SubmissionId> {
      const rows = unsolved === null ? db.all(unsolvedSql) : [];
      unsolved ??= new Set(rows.map((row) => text(row, 'submission_id') as SubmissionId));
      return unsolved;
    },
    /** What failed in a submission is not wanted any more. */
    dismiss(endpointId: EndpointId, id: SubmissionId, at: string): void {
      db.run(
        `UPDATE delivery SET stopped_at = ?, failed_at = NULL, problem_json = NULL, next_attempt_at = NULL
         WHERE submission_id = ? AND failed_at IS NOT NULL`,
        at,
        id,
      );
      this.reread(endpointId, id);
    },
    /** Their bytes are at the endpoint, under names of ours until they are whole. */
    publishing(endpointId: EndpointId, id: SubmissionId, at: string): void {
      const sql = 'SET publishing_at = coalesce(publishing_at, ?) WHERE submission_id = ?';
      db.transaction(() => {
        db.run(`UPDATE delivery ${sql}`, at, id);
        db.run(`UPDATE submission_file ${sql}`, at, id);
      });
      this.reread(endpointId, id);
    },
    /** The deliveries that a submission still carries. */
    carried: (id: SubmissionId): readonly DeliveryFacts[] =>
      db.all('SELECT * FROM delivery WHERE submission_id = ? ORDER BY id', id).map(deliveryFromRow),
    /** A person asked for a subscription's run: what failed or was stopped for it is owed again. */
    forgive(subscriptionId: SubscriptionId, at: string): void {
      indexes.clear();
      db.run(
        `UPDATE delivery SET next_attempt_at = ? WHERE subscription_id = ?
           AND (failed_at IS NOT NULL OR stopped_at IS NOT NULL)`,
        at,
        subscriptionId,
      );
    },
    /** Images that were delivered there once and lie there no more. */
    goneFrom: (endpointId: EndpointId): ReadonlySet<ImageId> =>
      new Set(
        db
          .all(
            `SELECT DISTINCT image_id FROM delivery WHERE endpoint_id = ? AND delivered_at IS NOT NULL
               AND image_id NOT IN (SELECT image_id FROM placement WHERE endpoint_id = ?)`,
            endpointId,
            endpointId,
          )
          .map((row) => text(row, 'image_id') as ImageId),
      ),
    /** Endpoints of which anything is known. */
    endpoints: (): readonly EndpointId[] =>
      db
        .all('SELECT endpoint_id FROM placement UNION SELECT endpoint_id FROM delivery')
        .map((row) => text(row, 'endpoint_id') as EndpointId),
    /** It does not lie there any more. */
    forgetPlacement({ endpointId, destinationPath, digest }: PlacementRecord): void {
      indexes.delete(endpointId);
      const sql = 'DELETE FROM placement WHERE endpoint_id = ? AND destination_path = ? AND digest = ?';
      db.run(sql, endpointId, destinationPath, digest);
    },
    /** Seen there for the first time, last written then. */
    firstSeen(placed: PlacementFacts, changedAt: string): void {
      const { endpointId, destinationPath, deliveredAt } = placed;
      db.run(
        'UPDATE placement SET changed_at = ? WHERE endpoint_id = ? AND destination_path = ? AND delivered_at = ?',
        changedAt,
        endpointId,
        destinationPath,
        deliveredAt,
      );
      const known = indexes.get(endpointId)?.placements;
      if (known?.get(destinationPath)?.deliveredAt === deliveredAt)
        known.set(destinationPath, { ...placed, changedAt });
    },
    looked: (endpointId: EndpointId, folder: string, at: string): void =>
      void db.run(
        'INSERT OR REPLACE INTO look (endpoint_id, folder, looked_at) VALUES (?, ?, ?)',
        endpointId,
        folder,
        at,
      ),
    /** When each folder was looked at last. */
    looks: (endpointId: EndpointId): ReadonlyMap<string, string> =>
      new Map(
        db
          .all('SELECT folder, looked_at FROM look WHERE endpoint_id = ?', endpointId)
          .map((row) => [text(row, 'folder'), text(row, 'looked_at')]),
      ),
    /** Another file lies in its place. */
    drifted({ endpointId, destinationPath, deliveredAt }: PlacementRecord, at: string): void {
      db.run(
        `UPDATE placement SET drifted_at = coalesce(drifted_at, ?)
         WHERE endpoint_id = ? AND destination_path = ? AND delivered_at = ?`,
        at,
        endpointId,
        destinationPath,
        deliveredAt,
      );
      indexes.delete(endpointId);
    },
    /** The next time after `nowIso` at which a failed delivery may be tried again by itself, or null. */
    nextRetryAt(nowIso: string): string | null {
      const sql = `SELECT min(next_attempt_at) AS at FROM delivery
        WHERE delivered_at IS NULL AND failed_at IS NOT NULL AND next_attempt_at > ?`;
      const row = db.get(sql, nowIso);
      return row === undefined ? null : textOrNull(row, 'at');
    },
    imagesHere: (): ReadonlyMap<EndpointId, { readonly images: number; readonly bytes: number }> =>
      new Map(
        db
          .all(
            `SELECT endpoint_id, count(*) AS images, sum(size_bytes) AS bytes FROM placement
             WHERE drifted_at IS NULL GROUP BY endpoint_id`,
          )
          .map((row) => [
            text(row, 'endpoint_id') as EndpointId,
            { images: number(row, 'images'), bytes: numberOrNull(row, 'bytes') ?? 0 },
          ]),
      ),
  };
}

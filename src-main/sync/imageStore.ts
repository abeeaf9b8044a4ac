import type { Digest, ImageId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { SqlRow } from '../ports/database.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { number, text } from './ledgerRow.ts';
import { createSightTable } from './sightTable.ts';

export interface FirstSight {
  readonly firstSeenAt: string;
  /** It was there before its registry had been read whole for the first time. */
  readonly wasThere: boolean;
}

/** Rows that are read together: a long ledger is not held twice. */
const pageRows = 2_000;

function* allRows(db: LedgerDatabase): Generator<SqlRow> {
  const sql = `SELECT * FROM image WHERE (id, digest) > (?, ?) ORDER BY id, digest LIMIT ${pageRows}`;
  for (let after: readonly [string, string] = ['', '']; ; ) {
    const rows = db.all(sql, ...after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = [text(last, 'id'), text(last, 'digest')];
  }
}

/** When each content of each image was first seen; held in memory too, since every pass asks for all of it. */
export function createImageStore(db: LedgerDatabase) {
  const known = createSightTable();
  for (const row of allRows(db)) {
    const sight = { firstSeenAt: text(row, 'first_seen_at'), wasThere: number(row, 'was_there') === 1 };
    known.add(text(row, 'id'), text(row, 'digest'), sight);
  }

  const write = (fresh: readonly (readonly [ImageId, Digest])[], { firstSeenAt, wasThere }: FirstSight): void => {
    const sql = 'INSERT OR IGNORE INTO image (id, digest, first_seen_at, was_there) VALUES (?, ?, ?, ?)';
    for (const [id, digest] of fresh) db.run(sql, id, digest, firstSeenAt, wasThere ? 1 : 0);
  };

  return {
    firstSight: (id: ImageId, digest: Digest): FirstSight | null => known.get(id, digest),
    /** Notes what is new among them. */
    saw(images: Iterable<Image>, at: string, wasThere: boolean): void {
      const sight = { firstSeenAt: at, wasThere };
      const fresh: (readonly [ImageId, Digest])[] = [];
      for (const { id, digest } of images) {
        if (digest !== null && known.add(id, digest, sight)) fresh.push([id, digest]);
      }
      if (fresh.length > 0) db.later(() => write(fresh, sight));
    },
  };
}

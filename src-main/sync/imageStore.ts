import type { Digest, ImageId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { SqlRow } from '../ports/database.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { number, text } from './ledgerRow.ts';

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
  const keyOf = (id: ImageId, digest: Digest): string => `${id} ${digest}`;
  const known = new Map<string, FirstSight>();
  for (const row of allRows(db)) {
    const sight = { firstSeenAt: text(row, 'first_seen_at'), wasThere: number(row, 'was_there') === 1 };
    known.set(keyOf(text(row, 'id') as ImageId, text(row, 'digest') as Digest), sight);
  }

  return {
    firstSight: (id: ImageId, digest: Digest): FirstSight | null => known.get(keyOf(id, digest)) ?? null,
    /** Notes what is new among them. */
    saw(images: readonly Image[], at: string, wasThere: boolean): void {
      const fresh = images.filter(({ id, digest }) => digest !== null && !known.has(keyOf(id, digest)));
      if (fresh.length === 0) return;
      db.later(() => {
        for (const { id, digest } of fresh) {
          const sql = 'INSERT OR IGNORE INTO image (id, digest, first_seen_at, was_there) VALUES (?, ?, ?, ?)';
          db.run(sql, id, digest, at, wasThere ? 1 : 0);
        }
      });
      for (const { id, digest } of fresh)
        if (digest !== null) known.set(keyOf(id, digest), { firstSeenAt: at, wasThere });
    },
  };
}

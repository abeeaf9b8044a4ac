import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { createSyncBench, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { patience, say, size } from './promise.ts';
import { fillUp, makeRoom, mountSmall } from './tmpfs.ts';

const newFolder = temporaryFolders();
let unmount = (): void => {};
afterEach(() => unmount());

describe('P4 disk full pauses, loses nothing', () => {
  /** MiB, and how often it gets full. The log alone takes 4 MiB before it is written back: a smaller disk lasts some rounds only. */
  const disks = [
    [1, 4],
    [16, size(4, 40)],
  ] as const;
  it.for(disks)('on a disk of %d MiB', { timeout: patience }, async ([megabytes, rounds], { skip }) => {
    const folder = join(newFolder(), 'small');
    const mounted = mountSmall(folder, megabytes);
    if (mounted === null) return skip('a small file system can only be mounted by root');
    unmount = mounted.unmount;
    const file = join(folder, 'state.db');
    const { db } = await openSqliteDatabase({ file, schema: ledgerSchema });
    const bench = createSyncBench();
    bench.transfers.finishAtOnce(true);
    const sync = bench.make({ database: db });
    sync.start();
    const names: string[] = [];
    const found = { refused: 0, wrongWord: 0, notResumed: 0, lost: 0 };
    let longestMs = 0;
    await sync.subscriptions.create(subscriptionTo([sherlock], { name: 'all' }));
    names.push('all');
    for (let round = 0; round < rounds; round += 1) {
      for (let n = 0; n < 5; n += 1) {
        const name = `before${round}n${n}`;
        await sync.subscriptions.create(subscriptionTo([sherlock], { name, container: 'none' }));
        names.push(name);
      }
      fillUp(folder);
      for (let n = 0; n < 200; n += 1) {
        const name = `r${round}n${n}`;
        try {
          await sync.subscriptions.create(subscriptionTo([sherlock], { name, container: 'none' }));
          names.push(name);
        } catch (error) {
          found.refused += 1;
          if ((error as { code?: string }).code !== 'state.diskFull') found.wrongWord += 1;
          break;
        }
      }
      bench.put(`lab/arrived${round}:1`);
      sync.registriesChanged();
      await bench.clock.advance(120_000);
      const listed = (await sync.subscriptions.list()).map(({ name }) => name);
      found.lost += names.filter((name) => !listed.includes(name)).length;
      makeRoom(folder);
      let waitedMs = 0;
      const sent = () => bench.transfers.allTasks.length > round;
      for (; waitedMs < 60_000 && !sent(); waitedMs += 1_000) await bench.clock.advance(1_000);
      longestMs = Math.max(longestMs, waitedMs);
      await bench.clock.advance(20_000);
      const all = (await sync.subscriptions.list()).find(({ name }) => name === 'all');
      if (all?.counts.upToDate !== round + 1) found.notResumed += 1;
    }
    await sync.stop();
    const copies = bench.transfers.allTasks.flatMap(({ order }) => order.files);
    db.close();
    const again = await openSqliteDatabase({ file, schema: ledgerSchema });
    expect(again.notices).toEqual([]);
    const kept = new Set(again.db.all('SELECT name FROM subscription').map((row) => String(row.name)));
    found.lost += names.filter((name) => !kept.has(name)).length;
    again.db.close();
    say(
      'P4',
      `disk of ${megabytes} MiB full ${rounds} times, ${found.refused} changes refused as state.diskFull, ${names.length} acknowledged, ` +
        `${found.lost} lost, ${copies.length - rounds} sent twice, went on by itself within ${longestMs / 1000} s (virtual)`,
    );
    expect(found).toMatchObject({ wrongWord: 0, notResumed: 0, lost: 0 });
    // A log that was written back has room of its own to begin with.
    expect(found.refused).toBeGreaterThanOrEqual(rounds / 2);
    expect(copies).toHaveLength(rounds);
    expect(longestMs).toBeLessThanOrEqual(30_000);
    expect(problemWords({ code: 'state.diskFull', facts: {} }).advice).not.toBe('');
  });
});

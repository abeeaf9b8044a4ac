import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { patience, say, size, startChild } from './promise.ts';

const newFolder = temporaryFolders();
const mib = 2 ** 20;

interface Measured {
  readonly rss: number;
  readonly heapUsed: number;
  readonly open: number;
  readonly watches: number;
  readonly db: number;
  readonly wal: number;
}
interface Told {
  readonly warm: Measured;
  readonly end: Measured;
  readonly before: number;
  readonly after: number;
  readonly upToDate: number;
  readonly owed: number;
  readonly tasksMade: number;
  readonly sleepers: number;
}

describe('P6 months of running', () => {
  it('ninety days', { timeout: patience }, async () => {
    const [subscriptions, jobs] = [size(25, 5_000), size(450, 20_000)];
    const child = startChild(
      './monthsChild.ts',
      { STATE: join(newFolder(), 'state.db'), SUBSCRIPTIONS: String(subscriptions), JOBS: String(jobs) },
      { args: ['--expose-gc', '--max-semi-space-size=2'] },
    );
    const { warm, end, before, after, owed, tasksMade, sleepers } = JSON.parse(await child.line('{')) as Told;
    const growth = (end.rss - warm.rss) / warm.rss;
    say(
      'P6',
      `90 virtual days, ${subscriptions} subscriptions, ${jobs} jobs in ${tasksMade} tasks: RSS ${Math.round(warm.rss / mib)} -> ${Math.round(end.rss / mib)} MB ` +
        `(${Math.round(growth * 100)} %), heap ${Math.round(warm.heapUsed / mib)} -> ${Math.round(end.heapUsed / mib)} MB, descriptors ${warm.open} -> ${end.open}, ` +
        `watches ${warm.watches} -> ${end.watches}, state ${(end.db / mib).toFixed(1)} MB, log ${(end.wal / mib).toFixed(1)} MB, ` +
        `history ${before} -> ${after} after a year, ${owed} owed, ${sleepers} sleepers left`,
    );
    expect(growth).toBeLessThan(0.2);
    expect(end.open).toBe(warm.open);
    expect(end.watches).toBe(warm.watches);
    expect(end.wal).toBeLessThan(64 * mib);
    expect(end.db).toBeLessThan(200 * mib);
    expect(before).toBeGreaterThan(50);
    expect(after).toBeLessThan(before / 2);
    expect({ owed, sleepers }).toEqual({ owed: 0, sleepers: 0 });
  });
});

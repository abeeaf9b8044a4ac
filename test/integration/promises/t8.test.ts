import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAccessTokenKeeper } from '../../../src-main/sign-in/accessTokenKeeper.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createSyncBench, registryId, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { dice, patience, pick, say, size } from './promise.ts';
import { startTransferStage } from './transferStage.ts';

const newFolder = temporaryFolders();
const hourMs = 3_600_000;
const until2038Ms = Date.parse('2038-01-19T03:14:08.000Z') - Date.parse('2026-03-01T12:00:00.000Z');
const jumps = [40 * 24 * hourMs, -3 * hourMs, hourMs, -hourMs, until2038Ms, -until2038Ms];

describe('T8 sleep, wake and changes of the clock', () => {
  it('the wall clock jumps in the middle of deliveries', { timeout: patience }, async () => {
    const random = dice(31);
    const rounds = size(30, 600);
    const bench = createSyncBench();
    let polls = 0;
    const { refresh } = bench.images;
    bench.images.refresh = (id) => {
      polls += 1;
      return refresh(id);
    };
    bench.transfers.finishAtOnce(true);
    const sync = bench.make();
    sync.start();
    const subscriptions = 5;
    for (let n = 0; n < subscriptions; n += 1) {
      await sync.subscriptions.create(
        subscriptionTo([sherlock], { name: `n${n}`, container: n === 0 ? '*' : `x${n}` }),
      );
    }
    await bench.clock.advance(10_000);
    let mostPolls = 0;
    for (let round = 0; round < rounds; round += 1) {
      bench.put(`lab/tool${round}:1`);
      sync.registriesChanged();
      await bench.clock.advance(Math.floor(random() * 1_500));
      bench.clock.jumpWall(pick(jumps, random));
      const before = polls;
      await bench.clock.advance(30_000);
      mostPolls = Math.max(mostPolls, polls - before);
      await bench.clock.advance(Math.floor(random() * 600_000));
    }
    await bench.clock.advance(600_000);
    const counts = (await sync.subscriptions.list()).find(({ name }) => name === 'n0')?.counts;
    await sync.stop();
    const copies = bench.transfers.allTasks.flatMap(({ order }) => order.files.map((file) => file.destinationPath));
    const twice = copies.length - new Set(copies).size;
    say(
      'T8',
      `${rounds} jumps of the wall clock, ${twice} sent twice, ${rounds - (counts?.upToDate ?? 0)} not delivered, ` +
        `at most ${mostPolls} polls of a registry with ${subscriptions} subscriptions in the 30 s after a jump`,
    );
    expect(twice).toBe(0);
    expect(counts?.upToDate).toBe(rounds);
    expect(mostPolls).toBeLessThanOrEqual(1);
    expect(bench.images.images(registryId)).toHaveLength(rounds);
  });

  it('an access token is refreshed once after a sleep, whichever clock went on', async () => {
    let most = 0;
    let stale = 0;
    for (const wake of ['wall', 'both'] as const) {
      const clock = createFakeClock();
      let asked = 0;
      const refresh = async () => {
        asked += 1;
        return { accessToken: `token-${asked}`, expiresInSeconds: 172_800 };
      };
      const keeper = createAccessTokenKeeper({ clock, refresh });
      await keeper.token();
      if (wake === 'wall') clock.jumpWall(40 * 24 * hourMs);
      else await clock.advance(40 * 24 * hourMs);
      const tokens = await Promise.all(Array.from({ length: 50 }, () => keeper.token()));
      if (tokens.some((token) => token === 'token-1')) stale += 1;
      most = Math.max(most, asked - 1);
    }
    say('T8', `50 callers after a sleep of 40 days: ${most} refresh, ${stale} times a stale token`);
    expect({ most, stale }).toEqual({ most: 1, stale: 0 });
  });

  it('a process that stood still and went on', { timeout: patience }, async () => {
    const stage = await startTransferStage();
    try {
      const stops = size(2, 20);
      let twice = 0;
      for (let stop = 0; stop < stops; stop += 1) {
        const { run } = stage.newRun(3);
        const child = stage.sync(run, join(newFolder(), 'state.db'), 3);
        await child.line('subscribed');
        await pause(stop * 15);
        child.signal('SIGSTOP');
        // Standing still is what is tested: half a minute of the app's hurried time, ten real minutes once in full.
        await pause(stop === 0 ? size(1_500, 600_000) : 1_500);
        child.signal('SIGCONT');
        await child.line('done');
        await child.ended;
        const { wrong } = await stage.wrongOf(run, 3);
        twice += wrong.length;
      }
      say('T8', `${stops} processes stopped and continued, ${twice} sent twice or not at all`);
      expect(twice).toBe(0);
    } finally {
      await stage.stop();
    }
  });
});

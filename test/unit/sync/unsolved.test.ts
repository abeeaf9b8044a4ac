import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubmissionId } from '../../../src-main/contract/ids.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { createSyncBench, laptop, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make();
  sync.start();
});
afterEach(() => sync.stop());

const tasks = () => bench.transfers.allTasks.map(({ task }) => task.taskId);
const under = async (tab: 'now' | 'all' | 'history') =>
  (await sync.activity.list({ tab, limit: 10, offset: 0 })).activities.map(({ id, isUnsolved }) => [id, isUnsolved]);

async function failedSend(name = 'lab/a:1'): Promise<SubmissionId> {
  const { activities } = await sync.sends.send({ imageIds: [bench.put(name)], endpointIds: [sherlock] });
  await bench.clock.advance(1000);
  bench.transfers.fail(tasks().at(-1)!, 'QUOTA_EXCEEDED', 0);
  await bench.clock.advance(3000);
  return activities[0]!.id;
}

/** The last that was told of an activity. */
const told = (id: SubmissionId): boolean | undefined => {
  const events = bench.events.flatMap((event) => (event.kind === 'activity.changed' ? [event.activity] : []));
  return events.findLast((activity) => activity.id === id)?.isUnsolved;
};

describe('a transfer that failed', () => {
  it('stays a problem, before all that ended later, until it is sent again', async () => {
    const failed = await failedSend();
    const { activities } = await sync.sends.send({ imageIds: [bench.put('lab/b:1')], endpointIds: [laptop] });
    const [good] = activities;
    await bench.clock.advance(1000);
    bench.transfers.finish(tasks().at(-1)!);
    await bench.clock.advance(3000);
    expect(await under('now')).toEqual([[failed, true]]);
    expect(await under('all')).toEqual([
      [failed, true],
      [good!.id, false],
    ]);
    expect(await under('history')).toEqual([
      [good!.id, false],
      [failed, true],
    ]);
    expect(sync.statusFacts().problems).toBe(1);
    expect(told(failed)).toBe(true);

    const [again] = await sync.activity.retry(failed);
    expect(told(failed)).toBe(false);
    expect(sync.statusFacts().problems).toBe(0);
    expect(await under('now')).toEqual([[again!.id, false]]);
  });

  it('is solved by a newer content of the image at the same path', async () => {
    const failed = await failedSend();
    const image = bench.put('lab/a:1', { digest: `md5:${'9'.repeat(32)}` as never });
    await sync.sends.send({ imageIds: [image], endpointIds: [sherlock] });
    expect((await under('history')).find(([id]) => id === failed)).toEqual([failed, false]);
    expect(sync.statusFacts().problems).toBe(0);
  });

  it('is no problem once it is dismissed, and a subscription does not send it again by itself', async () => {
    bench.put('lab/tool:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    bench.transfers.fail(tasks()[0]!, 'QUOTA_EXCEEDED', 0);
    await bench.clock.advance(3000);
    const [[id]] = (await under('now')) as [[SubmissionId, boolean]];
    expect(await sync.activity.dismiss(id)).toMatchObject({ state: 'problem', isUnsolved: false });
    expect(told(id)).toBe(false);
    expect(sync.statusFacts().problems).toBe(0);
    await bench.clock.advance(48 * 3_600_000);
    expect(bench.transfers.allTasks).toHaveLength(1);
    const [subscription] = await sync.subscriptions.list();
    await sync.subscriptions.runNow(subscription!.id);
    await bench.clock.advance(1000);
    expect(bench.transfers.allTasks).toHaveLength(2);
  });

  it('cannot be dismissed while it runs', async () => {
    const { activities } = await sync.sends.send({ imageIds: [bench.put('lab/a:1')], endpointIds: [sherlock] });
    await expect(sync.activity.dismiss(activities[0]!.id)).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

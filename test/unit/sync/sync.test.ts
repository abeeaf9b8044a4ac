import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubmissionId } from '../../../src-main/contract/ids.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { digestOf } from '../../fakes/fakeImageSource.ts';
import { createSyncBench, harbour, laptop, registryId, type SyncBench, sherlock, subscriptionTo } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
const restart = async () => {
  await sync.stop();
  sync = bench.make();
  sync.start();
};
const all = async () => (await sync.activity.list({ tab: 'all', limit: 100, offset: 0 })).activities;
const only = async () => {
  const [first, ...more] = await all();
  expect(more).toEqual([]);
  return first!;
};
const taskIds = () => bench.transfers.allTasks.map(({ task }) => task.taskId);

beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make();
  sync.start();
});
afterEach(async () => {
  await sync.stop();
  expect(bench.clock.sleepers).toBe(0);
  expect(bench.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('a subscription', () => {
  it('brings what is there to every destination, one task each, and then rests', async () => {
    for (let n = 0; n < 40; n += 1) bench.put(`lab/tool${n}:1`);
    const made = await sync.subscriptions.create(subscriptionTo([sherlock, laptop]));
    expect(made.counts).toEqual({ upToDate: 0, onTheirWay: 80, problems: 0 });
    await bench.clock.advance(1000);
    expect(bench.transfers.allTasks).toHaveLength(2);
    expect(bench.transfers.allTasks[0]?.order).toMatchObject({
      sourceEndpointId: harbour,
      destinationEndpointId: sherlock,
      label: expect.stringMatching(/^Portolan: lab\/tool0:1 \(\+39\) to Sherlock \[50000000\]$/),
    });
    expect(bench.transfers.allTasks[0]?.order.files[3]).toEqual({
      sourcePath: `/images/lab/tool3:1@${'0'.repeat(32)}.sif`,
      destinationPath: '/containers/lab/tool3_1.sif',
      digest: digestOf('lab/tool3:1'),
    });
    for (const id of taskIds()) bench.transfers.finish(id);
    await bench.clock.advance(3000);
    const [listed] = await sync.subscriptions.list();
    expect(listed).toMatchObject({ state: 'running', counts: { upToDate: 80, onTheirWay: 0, problems: 0 } });
    expect(listed?.lastArrivalAt).not.toBeNull();
    expect(bench.notices).toEqual(['Arrived: 40 images arrived at Sherlock', 'Arrived: 40 images arrived at Laptop']);
    expect(bench.events.filter(({ kind }) => kind === 'delivery.arrived')).toHaveLength(80);
    const looks = bench.transfers.calls.tasks;
    await bench.clock.advance(3_600_000);
    expect(bench.transfers.calls.tasks).toBe(looks);
    expect(bench.transfers.posts).toHaveLength(2);
    expect(sync.chartFacts().here.get(sherlock)).toEqual({ images: 40, bytes: 40_000 });
  });

  it('only new images: what was there stays where it is', async () => {
    bench.put('lab/old:1');
    await sync.subscriptions.create(subscriptionTo([sherlock], { includesExisting: false }));
    await bench.clock.advance(1000);
    expect(bench.transfers.posts).toEqual([]);
    bench.put('lab/new:1');
    bench.images.put(registryId, 'lab/old:1', { digest: digestOf('moved') });
    sync.registriesChanged();
    await bench.clock.advance(1000);
    expect(bench.transfers.allTasks[0]?.order.files.map(({ destinationPath }) => destinationPath)).toEqual([
      '/containers/lab/old_1.sif',
      '/containers/lab/new_1.sif',
    ]);
  });

  it('a moved tag replaces the older image, after the older one has arrived', async () => {
    const id = bench.put('lab/tool:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    bench.put('lab/tool:1', { digest: digestOf('second') });
    sync.registriesChanged();
    await bench.clock.advance(1000);
    expect(bench.transfers.posts).toHaveLength(1);
    bench.transfers.finish(taskIds()[0]!);
    await bench.clock.advance(3000);
    expect(bench.transfers.posts).toHaveLength(2);
    expect(await sync.activity.placements([id])).toContainEqual(
      expect.objectContaining({ state: 'onItsWay', endpointId: sherlock }),
    );
    bench.transfers.finish(taskIds()[1]!);
    await bench.clock.advance(3000);
    expect(await sync.activity.placements(null)).toEqual([
      expect.objectContaining({
        imageId: id,
        state: 'upToDate',
        digest: digestOf('second'),
        path: '/containers/lab/tool_1.sif',
      }),
    ]);
    bench.put('lab/tool:1');
    expect(await sync.activity.placements(null)).toEqual([expect.objectContaining({ state: 'older' })]);
    sync.registriesChanged();
    await bench.clock.advance(1000);
    expect(bench.transfers.posts).toHaveLength(3);
  });

  it('paused ones send nothing; what was not sent yet is taken back', async () => {
    bench.transfers.failSubmits('consent.needed');
    bench.put('lab/tool:1');
    const { id } = await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    expect((await only()).state).toBe('waitingForYou');
    const paused = await sync.subscriptions.update({ id, isPaused: true });
    expect(paused.state).toBe('paused');
    sync.wake();
    await bench.clock.advance(600_000);
    expect(await all()).toEqual([]);
    await sync.subscriptions.update({ id, isPaused: false });
    await bench.clock.advance(1000);
    expect(bench.transfers.allTasks).toHaveLength(1);
  });

  it('previews count without sending; collisions are named', async () => {
    bench.put('lab/tool:1');
    bench.put('lab/too l:1', {
      container: 'tool',
      tag: 'x',
      containerCollection: 'Lab',
      id: 'r-00000001/Lab/tool:x' as never,
    });
    bench.put('lab/Tool:1', { id: 'r-00000001/lab/Tool:1' as never, container: 'Tool' });
    const preview = await sync.subscriptions.preview(subscriptionTo([sherlock]));
    const tool = preview.copies.filter(
      ({ destinationPath }) => destinationPath.toLowerCase() === '/containers/lab/tool_1.sif',
    );
    expect(tool.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'send']);
    expect(tool.find(({ problem }) => problem)?.problem?.code).toBe('subscription.nameCollision');
    expect(preview.totalBytes).toBe(2000);
    expect(bench.transfers.calls).toEqual({});
  });

  it('without a harbour or a file it is a problem, and says which', async () => {
    const id = bench.put('lab/tool:1', { relativePath: null });
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    expect((await sync.subscriptions.list())[0]).toMatchObject({
      state: 'problem',
      problem: { code: 'image.noFile', facts: { image: id } },
    });
    expect(sync.statusFacts().problems).toBe(1);
    expect(sync.chartFacts().arrows[0]?.problem?.code).toBe('image.noFile');
    await expect(sync.sends.send({ imageIds: [id], endpointIds: [sherlock] })).rejects.toMatchObject({
      code: 'image.noFile',
    });
  });

  it('unknown ids are refused', async () => {
    const id = '99999999-0000-4000-8000-000000000001' as never;
    await expect(sync.subscriptions.remove(id)).rejects.toMatchObject({ code: 'subscription.notFound' });
    await expect(sync.activity.cancel(id)).rejects.toMatchObject({ code: 'task.notFound' });
    await expect(
      sync.sends.preview({ imageIds: ['r-00000001/x/y:z' as never], endpointIds: [sherlock] }),
    ).rejects.toMatchObject({ code: 'image.notFound' });
  });

  it('run now finds what was removed at the endpoint and brings it again', async () => {
    bench.transfers.finishAtOnce(true);
    bench.put('lab/a:1');
    bench.put('lab/b:1');
    const { id } = await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(5000);
    bench.transfers.removeFile(sherlock, '/containers/lab/a_1.sif');
    const ran = await sync.subscriptions.runNow(id);
    expect(ran).toMatchObject({ counts: { upToDate: 1, onTheirWay: 1 } });
    expect(ran.lastRunAt).not.toBeNull();
    await bench.clock.advance(5000);
    expect(bench.transfers.allTasks.map(({ order }) => order.files.length)).toEqual([2, 1]);
    bench.transfers.failCalls('network.unreachable');
    await sync.subscriptions.runNow(id);
    expect((await sync.subscriptions.list())[0]?.counts.upToDate).toBe(2);
    bench.transfers.failCalls(null);
  });
});

it('a registry without a folder here is asked now and then, however often something changes', async () => {
  let asked = 0;
  bench.images.refresh = async () => {
    asked += 1;
    sync.registriesChanged();
    return [];
  };
  await bench.clock.advance(600_000);
  expect(asked).toBe(0);
  const { id } = await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1000);
  expect(asked).toBe(1);
  await bench.clock.advance(600_000);
  expect(asked).toBe(3);
  await sync.subscriptions.runNow(id);
  await bench.clock.advance(1000);
  expect(asked).toBe(4);
});

describe('tasks are few', () => {
  it('never more than the setting at once; the rest waits and goes together', async () => {
    bench.setSettings({ transfers: { parallelTasks: 2, encryptsData: false, confirmAboveBytes: 1e12 } });
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    for (let n = 0; n < 10; n += 1) {
      bench.put(`lab/tool${n}:1`);
      sync.registriesChanged();
      await bench.clock.advance(100);
    }
    expect(bench.transfers.allTasks).toHaveLength(2);
    bench.transfers.finish(taskIds()[0]!);
    await bench.clock.advance(3000);
    expect(bench.transfers.allTasks.map(({ order }) => order.files.length)).toEqual([1, 1, 8]);
  });

  it('one request looks at all of them, less and less often', async () => {
    for (const name of ['a', 'b']) bench.put(`lab/${name}:1`);
    await sync.subscriptions.create(subscriptionTo([sherlock, laptop]));
    await bench.clock.advance(30_000);
    const first = bench.transfers.calls.tasks ?? 0;
    expect(first).toBeGreaterThan(12);
    expect(first).toBeLessThan(30);
    await bench.clock.advance(600_000);
    expect((bench.transfers.calls.tasks ?? 0) - first).toBeLessThan(90);
    expect(bench.transfers.calls.task).toBeUndefined();
  });
});

describe('submissions that fail', () => {
  const send = async () => {
    const {
      activities: [activity],
    } = await sync.sends.send({ imageIds: [bench.put('lab/tool:1')], endpointIds: [sherlock] });
    await bench.clock.advance(1000);
    return activity!.id;
  };

  it.each(['dropBefore', 'dropAfter', 'error500', 'error500After', 'answer.cut'] as const)(
    '%s: the same request again, one task',
    async (fault) => {
      bench.transfers.failSubmits(fault, fault, fault);
      await send();
      await bench.clock.advance(120_000);
      expect(bench.transfers.posts).toHaveLength(4);
      expect(new Set(bench.transfers.posts.map(({ body }) => body)).size).toBe(1);
      expect(bench.transfers.allTasks).toHaveLength(1);
      expect(await only()).toMatchObject({ state: 'queued', taskId: taskIds()[0], problem: null });
    },
  );

  it.each(['consent.needed', 'session.needed', 'signIn.needed'] as const)(
    '%s: waits for the user, goes on when told',
    async (code) => {
      bench.transfers.refuseAll(code);
      await send();
      expect(await only()).toMatchObject({
        state: 'waitingForYou',
        problem: { code },
        images: [{ state: 'waitingForYou' }],
      });
      expect(sync.statusFacts().waitingForYou).toBe(1);
      expect(bench.notices).toHaveLength(1);
      expect((await sync.activity.list({ tab: 'waitingForYou', limit: 10, offset: 0 })).total).toBe(1);
      bench.transfers.refuseAll(null);
      sync.wake();
      await bench.clock.advance(100);
      expect(bench.transfers.allTasks).toHaveLength(1);
      expect(new Set(bench.transfers.posts.map(({ submissionId }) => submissionId)).size).toBe(1);
      if (code === 'consent.needed')
        expect(bench.endpoints.observations).toContainEqual({ id: sherlock, outcome: code });
    },
  );

  it('an endpoint that sleeps is asked again by itself', async () => {
    bench.transfers.failSubmits('endpoint.asleep');
    await send();
    expect(await only()).toMatchObject({ state: 'queued', problem: { code: 'endpoint.asleep' } });
    await bench.clock.advance(60_000);
    expect(bench.transfers.allTasks).toHaveLength(1);
  });

  it('a parked submission keeps no place from the others', async () => {
    bench.setSettings({ transfers: { parallelTasks: 1, encryptsData: false, confirmAboveBytes: 1e12 } });
    bench.transfers.failSubmits('consent.needed');
    await send();
    await sync.sends.send({ imageIds: [bench.put('lab/other:1')], endpointIds: [laptop] });
    await bench.clock.advance(1000);
    expect(bench.transfers.allTasks.map(({ order }) => order.destinationEndpointId)).toEqual([laptop]);
  });

  it('one that is due while all places are taken waits for a place, without turning in circles', async () => {
    bench.setSettings({ transfers: { parallelTasks: 1, encryptsData: false, confirmAboveBytes: 1e12 } });
    bench.transfers.failSubmits('endpoint.asleep');
    await send();
    await sync.sends.send({ imageIds: [bench.put('lab/other:1')], endpointIds: [laptop] });
    await bench.clock.advance(3_600_000);
    expect(bench.transfers.allTasks).toHaveLength(1);
    bench.transfers.finish(taskIds()[0]!);
    await bench.clock.advance(20_000);
    expect(bench.transfers.allTasks).toHaveLength(2);
  });

  it('a failed delivery that nobody wants any more is not looked after', async () => {
    bench.transfers.failSubmits('endpoint.full');
    const id = bench.put('lab/tool:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    bench.images.remove(id);
    await bench.clock.advance(20 * 60_000);
    expect(bench.clock.sleepers).toBeLessThanOrEqual(3);
    expect(bench.transfers.posts).toHaveLength(1);
  });

  it('refused for good: a problem, retried only when asked, or later for a subscription', async () => {
    bench.transfers.failSubmits('endpoint.permissionDenied');
    const id = await send();
    expect(await only()).toMatchObject({
      state: 'problem',
      problem: { code: 'endpoint.permissionDenied' },
      completedAt: expect.any(String),
      images: [{ state: 'failed' }],
    });
    await bench.clock.advance(86_400_000);
    expect(bench.transfers.posts).toHaveLength(1);
    const [again] = await sync.activity.retry(id);
    await bench.clock.advance(1000);
    expect(again?.id).not.toBe(id);
    expect(bench.transfers.allTasks).toHaveLength(1);

    bench.transfers.failSubmits('endpoint.full');
    await sync.subscriptions.create(subscriptionTo([laptop]));
    await bench.clock.advance(1000);
    expect((await sync.subscriptions.list())[0]).toMatchObject({
      state: 'problem',
      problem: { code: 'endpoint.full' },
    });
    await bench.clock.advance(16 * 60_000);
    expect(bench.transfers.allTasks).toHaveLength(2);
  });

  it('a lost answer whose id Globus no longer takes: the task is found by its mark', async () => {
    bench.transfers.failSubmits('dropAfter', 'service.refused');
    await send();
    await bench.clock.advance(30_000);
    expect(bench.transfers.calls.tasksByLabel).toBe(1);
    expect(bench.transfers.allTasks).toHaveLength(1);
    expect((await only()).taskId).toBe(taskIds()[0]);
  });

  it('nothing can be written down without a sign-in: the subscription waits for the user, a send says so', async () => {
    bench.transfers.failCalls('signIn.needed');
    const image = bench.put('lab/tool:1');
    await expect(sync.sends.send({ imageIds: [image], endpointIds: [sherlock] })).rejects.toMatchObject({
      code: 'signIn.needed',
    });
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    expect((await sync.subscriptions.list())[0]).toMatchObject({
      state: 'waitingForYou',
      problem: { code: 'signIn.needed' },
    });
    bench.transfers.failCalls(null);
    sync.wake();
    await bench.clock.advance(100);
    expect(bench.transfers.allTasks).toHaveLength(1);
    expect((await sync.subscriptions.list())[0]).toMatchObject({ state: 'running', problem: null });
  });
});

describe('tasks that run', () => {
  const sendTwo = async (): Promise<SubmissionId> => {
    const imageIds = [bench.put('lab/a:1'), bench.put('lab/b:1')];
    const {
      activities: [activity],
    } = await sync.sends.send({ imageIds, endpointIds: [sherlock] });
    await bench.clock.advance(1000);
    return activity!.id;
  };

  it('progress is told as it is', async () => {
    await sendTwo();
    bench.transfers.change(taskIds()[0]!, { niceStatus: 'Queued' });
    await bench.clock.advance(3000);
    expect(await only()).toMatchObject({ state: 'queued', phase: 'queued', bytesTotal: 2000, filesTotal: 2 });
    bench.transfers.change(taskIds()[0]!, {
      niceStatus: 'OK',
      bytesTransferred: 500,
      bytesPerSecond: 100,
      filesTransferred: 0,
    });
    await bench.clock.advance(3000);
    expect(await only()).toMatchObject({
      state: 'running',
      phase: 'sending',
      bytesDone: 500,
      bytesPerSecond: 100,
      images: [{ state: 'submitted' }, {}],
    });
    expect(sync.chartFacts().arrows[0]?.running).toMatchObject({ bytesDone: 500, bytesTotal: 2000, filesTotal: 2 });
    bench.transfers.change(taskIds()[0]!, { bytesTransferred: 2000, filesTransferred: 1 });
    await bench.clock.advance(3000);
    expect((await only()).phase).toBe('checking');
    expect(sync.statusFacts().running).toEqual({ tasks: 1, bytesDone: 2000, bytesTotal: 2000 });
    const last = bench.events.findLast(({ kind }) => kind === 'activity.changed');
    expect(last).toEqual({ kind: 'activity.changed', activity: await only() });
  });

  it('errors of a running task are explained at once, and go when it goes on', async () => {
    await sendTwo();
    const [taskId] = taskIds();
    bench.transfers.addError(taskId!, 'PERMISSION_DENIED');
    await bench.clock.advance(2000);
    expect(await only()).toMatchObject({ state: 'problem', problem: { code: 'endpoint.permissionDenied' } });
    bench.transfers.change(taskId!, { niceStatus: 'CONSENT_REQUIRED', status: 'inactive' });
    await bench.clock.advance(16_000);
    expect(await only()).toMatchObject({ state: 'waitingForYou', problem: { code: 'consent.needed' } });
    bench.transfers.change(taskId!, { niceStatus: 'OK', status: 'active', bytesTransferred: 1 });
    await bench.clock.advance(40_000);
    expect(await only()).toMatchObject({ state: 'running', problem: null });
  });

  it('a sleeping endpoint and one in trouble are told apart', async () => {
    await sendTwo();
    bench.transfers.change(taskIds()[0]!, { niceStatus: 'GC_NOT_CONNECTED' });
    await bench.clock.advance(3000);
    expect(await only()).toMatchObject({ state: 'problem', problem: { code: 'endpoint.asleep' } });
    // It goes on by itself: nobody is called for it.
    expect(sync.statusFacts()).toMatchObject({ problems: 0, waitingForYou: 0 });
    bench.transfers.change(taskIds()[0]!, { niceStatus: 'PERMISSION_DENIED' });
    await bench.clock.advance(20_000);
    expect(sync.statusFacts()).toMatchObject({ problems: 1 });
    bench.transfers.change(taskIds()[0]!, { niceStatus: 'CONNECTION_RESET', bytesTransferred: 5 });
    await bench.clock.advance(20_000);
    expect(await only()).toMatchObject({ state: 'running', problem: { code: 'endpoint.trouble' } });
  });

  it('is told in the language of the settings', async () => {
    bench.setSettings({ language: 'de' });
    await sendTwo();
    bench.transfers.fail(taskIds()[0]!, 'QUOTA_EXCEEDED', 1);
    await bench.clock.advance(3000);
    expect(bench.notices).toEqual([
      'Angekommen: 1 Image bei Sherlock angekommen',
      'Problem: 1 Image nicht bei Sherlock angekommen',
    ]);
  });

  it('cancel stops it; retry sends only what did not arrive', async () => {
    const id = await sendTwo();
    bench.transfers.fail(taskIds()[0]!, 'QUOTA_EXCEEDED', 1);
    await bench.clock.advance(3000);
    expect(await only()).toMatchObject({
      state: 'problem',
      images: [{ state: 'delivered' }, { state: 'failed', problem: { code: 'endpoint.full' } }],
    });
    expect(bench.notices).toEqual([
      'Arrived: 1 image arrived at Sherlock',
      'Problem: 1 image did not arrive at Sherlock',
    ]);
    const [again] = await sync.activity.retry(id);
    expect(again?.images.map(({ destinationPath }) => destinationPath)).toEqual(['/containers/lab/b_1.sif']);
    await bench.clock.advance(1000);
    await sync.activity.cancel(again!.id);
    await bench.clock.advance(3000);
    expect((await all())[0]).toMatchObject({ id: again!.id, state: 'stopped', images: [{ state: 'stopped' }] });
    expect((await sync.activity.list({ tab: 'history', limit: 1, offset: 1 })).activities.map((one) => one.id)).toEqual(
      [id],
    );
    expect((await sync.activity.events(id)).map(({ code }) => code)).toEqual([]);
    expect(await sync.activity.cancel(id)).toMatchObject({ id, state: 'problem' });
    await expect(sync.activity.retry('50000000-0000-4000-8000-0000000000ff' as SubmissionId)).rejects.toMatchObject({
      code: 'task.notFound',
    });
  });

  it('cancel before anything was sent, and while the answer is lost', async () => {
    bench.transfers.refuseAll('consent.needed');
    const first = await sendTwo();
    expect((await sync.activity.cancel(first)).state).toBe('stopped');
    bench.transfers.refuseAll(null);
    bench.transfers.failSubmits('dropAfter');
    const {
      activities: [second],
    } = await sync.sends.send({ imageIds: [bench.put('lab/c:1')], endpointIds: [sherlock] });
    await bench.clock.advance(500);
    expect((await sync.activity.cancel(second!.id)).state).toBe('queued');
    await bench.clock.advance(20_000);
    expect(bench.transfers.allTasks).toMatchObject([{ task: { fatalErrorCode: 'CANCELED' } }]);
    expect((await all()).every(({ state }) => state === 'stopped')).toBe(true);
  });

  it('what is there already is skipped: by Globus, and in the next send', async () => {
    const id = await sendTwo();
    bench.transfers.finish(taskIds()[0]!, { skipped: 1 });
    await bench.clock.advance(3000);
    expect(await only()).toMatchObject({
      id,
      state: 'done',
      phase: 'finished',
      filesSkipped: 1,
      filesDone: 2,
      bytesDone: 2000,
    });
    const imageIds = [bench.put('lab/a:1'), bench.put('lab/c:1')];
    const preview = await sync.sends.preview({ imageIds, endpointIds: [sherlock] });
    expect(preview).toMatchObject({ copies: [{ outcome: 'alreadyThere' }, { outcome: 'send' }], totalBytes: 1000 });
    expect(await sync.sends.send({ imageIds: [imageIds[0]!], endpointIds: [sherlock] })).toMatchObject({
      activities: [],
    });
  });

  it('a task that Globus forgot is an unknown outcome, never sent again by itself', async () => {
    bench.put('lab/tool:1');
    const { id } = await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1000);
    await sync.stop();
    bench.transfers.forget(taskIds()[0]!);
    await bench.clock.advance(40 * 86_400_000);
    sync = bench.make();
    sync.start();
    await bench.clock.advance(86_400_000);
    expect(await only()).toMatchObject({ state: 'problem', problem: { code: 'transfer.outcomeUnknown' } });
    expect(bench.transfers.posts).toHaveLength(1);
    await sync.subscriptions.runNow(id);
    await bench.clock.advance(1000);
    expect(bench.transfers.posts).toHaveLength(2);
  });

  it('an outage changes nothing; afterwards all is found', async () => {
    const id = await sendTwo();
    bench.transfers.failCalls('network.unreachable');
    await bench.clock.advance(600_000);
    expect((await only()).state).toBe('queued');
    bench.transfers.failCalls(null);
    bench.transfers.finish(taskIds()[0]!);
    await bench.clock.advance(61_000);
    expect(await only()).toMatchObject({ id, state: 'done' });
  });

  it('a restart goes on where it was', async () => {
    await sendTwo();
    await restart();
    await bench.clock.advance(3000);
    bench.transfers.finish(taskIds()[0]!);
    await bench.clock.advance(3000);
    expect(await only()).toMatchObject({ state: 'done', images: [{ state: 'delivered' }, { state: 'delivered' }] });
    expect(bench.transfers.posts).toHaveLength(1);
  });
});

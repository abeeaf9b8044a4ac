import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { hostileText } from '../../../src-main/domain/hostileText.ts';
import type { TransferTask } from '../../../src-main/ports/transfers.ts';
import { createSyncBench, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { patience, say, size } from './promise.ts';

/** Words that Globus's documentation, its own clients and its error events use. */
const known = [
  'AUTH',
  'AUTHENTICATION_FAILED',
  'CANCELED',
  'CONNECT_FAILED',
  'CONNECTION_RESET',
  'CONSENT_REQUIRED',
  'CREDENTIALS_EXPIRED',
  'DEADLINE_EXPIRED',
  'DIRECTORY_NOT_FOUND',
  'ENDPOINT_DELETED',
  'ENDPOINT_ERROR',
  'ENDPOINT_TOO_BUSY',
  'EXPIRED',
  'EXTERNAL_CHECKSUM_MISMATCH',
  'FAULT_LIMIT_EXCEEDED',
  'FILE_NOT_FOUND',
  'FILE_SIZE_CHANGED',
  'GC_NOT_CONNECTED',
  'GC_PAUSED',
  'INTERNAL_ERROR',
  'IS_A_DIRECTORY',
  'LOGIN_DENIED',
  'NO_APPEND_FILESYSTEM',
  'NO_CREDENTIAL_SUPPLIED',
  'NOT_A_DIRECTORY',
  'PATH_NOT_FOUND',
  'PAUSED_BY_ADMIN',
  'PERMISSION_DENIED',
  'QUOTA_EXCEEDED',
  'SERVICE_UNAVAILABLE',
  'SESSION_REQUIRED',
  'TIMEOUT',
  'UNKNOWN',
  'VERIFY_CHECKSUM',
];
/** Said of tasks that wait or move; nothing is wrong. */
const fine = ['OK', 'Queued', 'QUEUED', ''];

const word = fc.oneof(
  fc.stringMatching(/^[A-Z]{3,12}_[A-Z]{3,12}$/),
  fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '\u001b[31mRED', '<b>x</b>', '\u202Eevil', 'x'.repeat(5_000)),
);

/** One task that says the word in every place there is; what is shown while it runs and after it failed. */
async function shownWith(said: string): Promise<{ running: Activity; failed: Activity; errors: number }> {
  const bench = createSyncBench();
  const sync = bench.make();
  sync.start();
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1_000);
  const taskId = bench.transfers.allTasks[0]?.task.taskId;
  if (taskId === undefined) throw new Error('nothing was sent');
  const only = async (): Promise<Activity> => {
    const [first] = (await sync.activity.list({ tab: 'all', limit: 1, offset: 0 })).activities;
    if (first === undefined) throw new Error('no activity');
    await sync.activity.events(first.id);
    return first;
  };
  bench.transfers.change(taskId, { niceStatus: said });
  bench.transfers.addError(taskId, said);
  await bench.clock.advance(20_000);
  const running = await only();
  bench.transfers.fail(taskId, said);
  await bench.clock.advance(20_000);
  const failed =
    (await sync.activity.list({ tab: 'history', limit: 9, offset: 0 })).activities.at(-1) ?? (await only());
  await sync.stop();
  return { running, failed, errors: bench.logger.lines.filter(({ level }) => level === 'error').length };
}

describe('T5 faults are shown, not fatal', () => {
  it('every word of a task, known or not', { timeout: patience }, async () => {
    const random = fc.sample(word, { numRuns: size(50, 1_000), seed: 3 });
    const found = { crashed: 0, silent: 0, notRaw: 0, called: 0 };
    for (const said of [...known, ...random]) {
      const { running, failed, errors } = await shownWith(said);
      const raw = hostileText(said, 200);
      if (errors > 0) found.crashed += 1;
      if (running.state === 'done' || failed.state === 'done') found.called += 1;
      const isFine = fine.includes(said.trim().toUpperCase());
      // Who stopped a task at Globus knows why it ended.
      const isStopped = failed.state === 'stopped' && /^CANCEL/.test(said);
      if (!isFine && (running.problem === null || (failed.problem === null && !isStopped))) found.silent += 1;
      const facts = JSON.stringify(failed.problem?.facts ?? {});
      if (raw !== '' && !isStopped && !facts.includes(JSON.stringify(raw).slice(1, -1))) found.notRaw += 1;
    }
    const quiet: string[] = [];
    for (const said of fine) if ((await shownRunning({ niceStatus: said })).problem !== null) quiet.push(said);
    say(
      'T5',
      `${known.length} known and ${random.length} random words, ${found.crashed} crashes, ${found.called} called done, ` +
        `${found.silent} not shown, ${found.notRaw} not shown raw; ${quiet.length} of ${fine.length} harmless words called a fault`,
    );
    expect(found).toEqual({ crashed: 0, silent: 0, notRaw: 0, called: 0 });
    expect(quiet).toEqual([]);
  });

  it('a task that Globus forgot while nobody looked: its outcome is unknown, and it is not sent again', async () => {
    const bench = createSyncBench();
    let sync = bench.make();
    sync.start();
    bench.put('lab/tool:1');
    await sync.subscriptions.create(subscriptionTo([sherlock]));
    await bench.clock.advance(1_000);
    await sync.stop();
    const taskId = bench.transfers.allTasks[0]?.task.taskId;
    if (taskId === undefined) throw new Error('nothing was sent');
    await bench.clock.advance(40 * 86_400_000);
    bench.transfers.forget(taskId);
    sync = bench.make();
    sync.start();
    await bench.clock.advance(30 * 86_400_000);
    const { activities } = await sync.activity.list({ tab: 'all', limit: 9, offset: 0 });
    await sync.stop();
    const again = bench.transfers.posts.length - 1;
    say('T5', `a task forgotten after 40 days: ${activities[0]?.problem?.code}, ${again} sent again in 30 days`);
    expect(activities).toMatchObject([{ problem: { code: 'transfer.outcomeUnknown' } }]);
    expect(again).toBe(0);
  });
});

async function shownRunning(change: Partial<TransferTask>): Promise<Activity> {
  const bench = createSyncBench();
  const sync = bench.make();
  sync.start();
  bench.put('lab/tool:1');
  await sync.subscriptions.create(subscriptionTo([sherlock]));
  await bench.clock.advance(1_000);
  for (const { task } of bench.transfers.allTasks) bench.transfers.change(task.taskId, change);
  await bench.clock.advance(20_000);
  const [first] = (await sync.activity.list({ tab: 'all', limit: 1, offset: 0 })).activities;
  await sync.stop();
  if (first === undefined) throw new Error('no activity');
  return first;
}

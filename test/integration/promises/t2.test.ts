import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { SubmissionId } from '../../../src-main/contract/ids.ts';
import type { Transfers } from '../../../src-main/ports/transfers.ts';
import { createSyncBench, type SyncBench, sherlock, subscriptionTo } from '../../unit/sync/syncBench.ts';
import { patience, say, size } from './promise.ts';

const dayMs = 86_400_000;
const lifetimeMs = 30 * dayMs;

/** Globus that forgets submission ids, while the tasks they made are still listed. */
function forgetful(bench: SyncBench): Transfers {
  const issuedAt = new Map<SubmissionId, number>();
  const { transfers, clock } = bench;
  return {
    ...transfers,
    async newSubmissionId() {
      const id = await transfers.newSubmissionId();
      issuedAt.set(id, clock.monotonic());
      return id;
    },
    async submit(order) {
      const age = clock.monotonic() - (issuedAt.get(order.submissionId) ?? 0);
      if (age > lifetimeMs) throw new AppError('service.refused', { facts: { globusCode: 'ClientError.BadRequest' } });
      return transfers.submit(order);
    },
  };
}

const lostAnswer = fc.constantFrom('dropBefore', 'dropAfter', 'error500', 'error500After' as const);

describe('T2 an answer that was lost long ago', () => {
  it('the id is refused: the task is looked for by its label before a new id is taken', {
    timeout: patience,
  }, async () => {
    const found = { runs: 0, refusals: 0, made: 0, second: 0, undelivered: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(lostAnswer, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        async (faults, offlineDays, restarts) => {
          const bench = createSyncBench();
          const transfers = forgetful(bench);
          let sync = bench.make({ transfers });
          sync.start();
          bench.put('lab/tool:1');
          bench.put('lab/other:1');
          bench.transfers.failSubmits(...faults);
          await sync.subscriptions.create(subscriptionTo([sherlock]));
          await bench.clock.advance(1_500);
          // The line is dead from here on, the app on or off.
          if (restarts) await sync.stop();
          bench.transfers.failCalls('network.unreachable');
          bench.transfers.refuseAll('network.unreachable');
          await bench.clock.advance(restarts ? offlineDays * dayMs : 3_600_000);
          bench.transfers.failCalls(null);
          bench.transfers.refuseAll(null);
          if (restarts) {
            sync = bench.make({ transfers });
            sync.start();
          }
          bench.transfers.finishAtOnce(true);
          await bench.clock.advance(2 * 3_600_000);
          const [subscription] = await sync.subscriptions.list();
          await sync.stop();
          const copies = bench.transfers.allTasks.flatMap(({ order }) =>
            order.files.map((file) => file.destinationPath),
          );
          found.runs += 1;
          found.made += bench.transfers.allTasks.length;
          found.second += copies.length - new Set(copies).size;
          if (subscription?.counts.upToDate !== 2) found.undelivered += 1;
          if (restarts && offlineDays > 30) found.refusals += 1;
        },
      ),
      { numRuns: size(30, 1_000), seed: 5 },
    );
    say(
      'T2',
      `${found.runs} lost answers, ${found.refusals} came back after the id was forgotten, ${found.made} tasks, ` +
        `${found.second} images sent a second time, ${found.undelivered} not delivered in the end`,
    );
    expect(found).toMatchObject({ second: 0, undelivered: 0 });
    expect(found.refusals).toBeGreaterThan(3);
  });
});

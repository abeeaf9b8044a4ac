import { expect, it } from 'vitest';
import { createLookQueue } from '../../../src-main/sync/lookQueue.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';

function begin() {
  const clock = createFakeClock();
  const batches: { readonly paths: readonly string[]; readonly done: (path: string) => void; end: () => void }[] = [];
  const told: boolean[] = [];
  const queue = createLookQueue({
    clock,
    look: (paths, done) => new Promise((resolve) => batches.push({ paths, done, end: resolve })),
    onDone: (isLast) => told.push(isLast),
  });
  return { clock, batches, told, queue };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const names = (from: number, count: number) => Array.from({ length: count }, (_, at) => `f${from + at}`);

it('the first is looked at at once, those that follow closely together', async () => {
  const { clock, batches, queue } = begin();
  queue.addFirst(['a']);
  expect(batches.map(({ paths }) => paths)).toEqual([['a']]);
  queue.addFirst(['b']);
  queue.add(['d']);
  queue.addFirst(['c']);
  expect(batches).toHaveLength(1);
  await clock.advance(20);
  expect(batches.map(({ paths }) => paths)).toEqual([['a'], ['b', 'c', 'd']]);
});

it('many go without a pause, never more than a width at once, and a path that is named again once more afterwards', async () => {
  const { clock, batches, told, queue } = begin();
  queue.add(names(0, 100));
  expect(batches.map(({ paths }) => paths.length)).toEqual([16, 16, 16]);
  queue.addFirst(['f0']);
  await clock.advance(20);
  expect(batches).toHaveLength(3);
  batches[0]?.end();
  await settled();
  expect(batches[3]?.paths[0]).toBe('f0');
  expect(told).toEqual([false]);
  for (let at = 1; at < batches.length; at += 1) {
    batches[at]?.end();
    await settled();
    await clock.advance(20);
  }
  expect(batches.flatMap(({ paths }) => paths)).toHaveLength(101);
  expect([told.at(-1), queue.isEmpty()]).toEqual([true, true]);
});

it('a path that is done makes room before its batch ends; closing waits for what runs', async () => {
  const { clock, batches, queue } = begin();
  queue.add(['slow', 'quick']);
  batches[0]?.done('quick');
  queue.addFirst(['quick']);
  await clock.advance(20);
  expect(batches.map(({ paths }) => paths)).toEqual([['slow', 'quick'], ['quick']]);
  let isClosed = false;
  const closed = queue.close().then(() => {
    isClosed = true;
  });
  queue.add(['late']);
  await clock.advance(20);
  expect([batches.length, isClosed]).toEqual([2, false]);
  for (const { end } of batches) end();
  await settled();
  await closed;
  expect(batches).toHaveLength(2);
});

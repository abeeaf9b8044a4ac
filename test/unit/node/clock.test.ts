import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../src-main/node/systemClock.ts';
import type { Clock } from '../../../src-main/ports/clock.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';

/** `pass` lets a short sleep end. */
const clocks: readonly [string, () => { readonly clock: Clock; readonly pass: (ms: number) => Promise<void> }][] = [
  ['system', () => ({ clock: createSystemClock(), pass: async () => undefined })],
  [
    'fake',
    () => {
      const clock = createFakeClock();
      return { clock, pass: (ms) => clock.advance(ms) };
    },
  ],
];

describe.each(clocks)('the %s clock', (_name, make) => {
  it('tells one time in two ways', () => {
    const { clock } = make();
    const before = clock.now();
    const iso = clock.nowIso();
    expect(iso).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(iso)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(iso)).toBeLessThanOrEqual(clock.now());
  });

  it('sleeps, and time has passed', async () => {
    const { clock, pass } = make();
    const before = clock.monotonic();
    await Promise.all([clock.sleep(20), pass(20)]);
    expect(clock.monotonic() - before).toBeGreaterThanOrEqual(19);
    await clock.sleep(0);
  });

  it('wakes with the reason of the signal', async () => {
    const { clock } = make();
    const controller = new AbortController();
    const asleep = clock.sleep(3_000_000_000, controller.signal);
    controller.abort(new Error('stopped'));
    await expect(asleep).rejects.toThrow('stopped');
    await expect(clock.sleep(1, controller.signal)).rejects.toThrow('stopped');
  });

  it('does not take a very long sleep for none', async () => {
    const { clock } = make();
    const controller = new AbortController();
    const winner = await Promise.race([
      clock.sleep(2 ** 31 + 1000, controller.signal).then(() => 'woke'),
      new Promise((resolve) => setTimeout(resolve, 30, 'still asleep')),
    ]);
    expect(winner).toBe('still asleep');
    const left = clock.sleep(1, controller.signal).catch(() => undefined);
    controller.abort();
    await left;
  });
});

describe('the fake clock', () => {
  it('wakes sleepers in order and runs what they start', async () => {
    const clock = createFakeClock('2026-01-01T00:00:00.000Z');
    const seen: string[] = [];
    const tick = async (name: string, ms: number) => {
      for (let turn = 0; turn < 2; turn += 1) {
        await clock.sleep(ms);
        seen.push(`${name}${clock.monotonic()}`);
      }
    };
    const all = Promise.all([tick('a', 10), tick('b', 15)]);
    await clock.advance(20);
    expect(seen).toEqual(['a10', 'b15', 'a20']);
    await clock.advance(10);
    await all;
    expect(clock.nowIso()).toBe('2026-01-01T00:00:00.030Z');
    expect(clock.sleepers).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadStore } from '../../../src-renderer/stores/readStore.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A query whose answers the test gives by hand. */
function controlledQuery() {
  const calls: { fromSource: boolean; answer: (value: string) => void; fail: (error: unknown) => void }[] = [];
  const query = (fromSource: boolean) =>
    new Promise<string>((answer, fail) => {
      calls.push({ fromSource, answer, fail });
    });
  return { calls, query };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the last known answer of a query', () => {
  it('is read when someone begins to look, and only once for several', async () => {
    const { calls, query } = controlledQuery();
    const store = createReadStore(query);
    expect(calls).toHaveLength(0);
    store.watch();
    store.watch();
    expect(calls).toHaveLength(1);
    calls[0]?.answer('first');
    await settle();
    expect(store.getState()).toMatchObject({ value: 'first', isReading: false, problem: null });
    store.watch();
    expect(calls).toHaveLength(1);
  });

  it('gathers invalidations into one reading', async () => {
    const { calls, query } = controlledQuery();
    const store = createReadStore(query, 50);
    store.watch();
    calls[0]?.answer('old');
    await settle();
    store.invalidate();
    store.invalidate();
    store.invalidate();
    await vi.advanceTimersByTimeAsync(49);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(2);
  });

  it('reads once more when it was invalidated while it was being read', async () => {
    const { calls, query } = controlledQuery();
    const store = createReadStore(query, 50);
    store.watch();
    store.invalidate();
    calls[0]?.answer('before the change');
    await vi.advanceTimersByTimeAsync(50);
    expect(calls).toHaveLength(2);
    calls[1]?.answer('after the change');
    await settle();
    expect(store.getState().value).toBe('after the change');
  });

  it('waits with reading until someone looks', async () => {
    const { calls, query } = controlledQuery();
    const store = createReadStore(query, 50);
    const stop = store.watch();
    calls[0]?.answer('old');
    await settle();
    stop();
    store.invalidate();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls).toHaveLength(1);
    store.watch();
    expect(calls).toHaveLength(2);
  });

  it('keeps the old value when a reading fails, and says why', async () => {
    const { calls, query } = controlledQuery();
    const store = createReadStore(query);
    store.watch();
    calls[0]?.answer('kept');
    await settle();
    const reading = store.read();
    calls[1]?.fail(new Error('gone'));
    await reading;
    expect(store.getState()).toMatchObject({ value: 'kept', problem: { code: 'internal' }, isReading: false });
  });

  it('does not take a cheap reading for one from the source', async () => {
    const { calls, query } = controlledQuery();
    const store = createReadStore(query);
    store.watch();
    const fromSource = store.read({ fromSource: true });
    calls[0]?.answer('known');
    await settle();
    expect(calls.map((call) => call.fromSource)).toEqual([false, true]);
    calls[1]?.answer('fresh');
    await fromSource;
    expect(store.getState().value).toBe('fresh');
  });
});

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../src-main/contract/errors.ts';
import { problemOf } from '../api/failure.ts';

export interface ReadState<Value> {
  /** The last value read; stays while a newer one is on its way or cannot be had. */
  readonly value: Value | null;
  readonly isReading: boolean;
  readonly problem: Problem | null;
  readonly readAt: string | null;
}

export interface ReadStore<Value> extends StoreApi<ReadState<Value>> {
  /** Reads now; with `fromSource` the app asks the service behind it first. Never rejects: see `problem`. */
  read(options?: { readonly fromSource?: boolean }): Promise<void>;
  /** The value is out of date: read again soon if someone looks, else when someone does. */
  invalidate(): void;
  /** Keeps the value fresh until the returned function is called. */
  watch(): () => void;
  /** Puts in a value that an event or a call's answer brought. */
  put(value: Value): void;
}

/**
 * The last known answer of one query. Reads are single flight; an invalidation during a read leads to one more.
 * @param quietMs invalidations are gathered this long, so that a burst of events is one read
 */
export function createReadStore<Value>(
  readValue: (fromSource: boolean) => Promise<Value>,
  quietMs = 60,
): ReadStore<Value> {
  const store = createStore<ReadState<Value>>(() => ({ value: null, isReading: false, problem: null, readAt: null }));
  let watchers = 0;
  let isStale = true;
  let flight: { readonly fromSource: boolean; readonly done: Promise<void> } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function fly(fromSource: boolean): Promise<void> {
    isStale = false;
    store.setState({ isReading: true });
    try {
      const value = await readValue(fromSource);
      store.setState({ value, problem: null, readAt: new Date().toISOString() });
    } catch (error) {
      store.setState({ problem: problemOf(error) });
    }
    flight = null;
    store.setState({ isReading: false });
    if (isStale && watchers > 0) schedule();
  }

  async function read({ fromSource = false } = {}): Promise<void> {
    clearTimeout(timer);
    // A read from the source must not be answered by a cheaper one that happens to be under way.
    if (flight && fromSource && !flight.fromSource) await flight.done;
    flight ??= { fromSource, done: fly(fromSource) };
    return flight?.done;
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), quietMs);
  }

  return {
    ...store,
    read,
    invalidate() {
      isStale = true;
      if (watchers > 0 && !flight) schedule();
    },
    watch() {
      watchers += 1;
      if (isStale && !flight) void read();
      return () => {
        watchers -= 1;
        if (watchers === 0) clearTimeout(timer);
      };
    },
    put: (value) => store.setState({ value, problem: null, readAt: new Date().toISOString() }),
  };
}

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../src-main/contract/errors.ts';
import { problemOf } from '../api/failure.ts';

export interface Answer<Value> {
  /** The answer to the last key that was answered; stays while the next one is asked. */
  readonly value: Value | null;
  readonly problem: Problem | null;
  readonly isReading: boolean;
  readonly again: () => void;
}

/** Asks once for each key, and once more on `again`. Answers to an earlier key are dropped. null: nothing to ask. */
export function useAnswer<Value>(key: string | null, ask: () => Promise<Value>): Answer<Value> {
  const [state, setState] = useState<Omit<Answer<Value>, 'again'>>({ value: null, problem: null, isReading: false });
  const [round, setRound] = useState(0);
  const latestAsk = useRef(ask);
  latestAsk.current = ask;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same key again
  useEffect(() => {
    if (key === null) {
      setState({ value: null, problem: null, isReading: false });
      return;
    }
    let isStale = false;
    setState((before) => ({ ...before, isReading: true }));
    latestAsk.current().then(
      (value) => !isStale && setState({ value, problem: null, isReading: false }),
      (error) => !isStale && setState((before) => ({ ...before, problem: problemOf(error), isReading: false })),
    );
    return () => {
      isStale = true;
    };
  }, [key, round]);

  return { ...state, again: useCallback(() => setRound((count) => count + 1), []) };
}

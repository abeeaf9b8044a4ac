import { useState } from 'react';
import type { Problem } from '../../src-main/contract/errors.ts';
import { problemOf } from '../api/failure.ts';

/** One call that a button makes: whether it is under way, and why the last one failed. */
export function useCall() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  /** true when it went well. */
  async function run(call: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    try {
      await call();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { isBusy, problem, run, forget: () => setProblem(null) };
}

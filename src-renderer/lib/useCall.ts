import { useState } from 'react';
import type { Problem } from '../../src-main/contract/errors.ts';
import { problemOf } from '../api/failure.ts';
import { useStores } from '../stores/StoresContext.tsx';
import { useWords } from '../strings/WordsContext.tsx';

/** One call that a button makes: whether it is under way, and why the last one failed. */
export function useCall() {
  const { messages } = useStores();
  const { problemWords } = useWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  /** The answer; null when there is none. */
  async function ask<Answer>(call: () => Promise<Answer>): Promise<{ readonly answer: Answer } | null> {
    setBusy(true);
    setProblem(null);
    try {
      return { answer: await call() };
    } catch (error) {
      const failure = problemOf(error);
      setProblem(failure);
      // What failed appears somewhere on the page; who cannot see that hears it.
      messages.say(problemWords(failure).title);
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    ...{ isBusy, problem, ask },
    /** true when it went well. */
    run: async (call: () => Promise<unknown>): Promise<boolean> => (await ask(call)) !== null,
    forget: () => setProblem(null),
  };
}

import type { Problem } from '../../src-main/contract/errors.ts';
import type { ProblemWords } from '../../src-main/contract/problemWords/problems.ts';
import { useRead } from '../stores/StoresContext.tsx';
import { useWords } from '../strings/WordsContext.tsx';

/** The words of a problem, with the endpoint called by its name where the failure only knew its id. */
export function useProblemWords(problem: Problem): ProblemWords {
  const { problemWords } = useWords();
  const endpoints = useRead('endpoints').value?.endpoints;
  const { endpointId } = problem.facts;
  const endpoint = endpoints?.find(({ id }) => id === endpointId);
  const facts = endpoint ? { endpointName: endpoint.name, ...problem.facts } : problem.facts;
  return problemWords({ code: problem.code, facts });
}

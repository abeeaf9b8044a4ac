import type { AppErrorCode, ErrorFacts, Problem } from '../errors.ts';
import { endpointProblems } from './endpoints.ts';
import { imageProblems } from './images.ts';
import { networkProblems } from './network.ts';
import { signInProblems } from './signIn.ts';
import { appProblems } from './thisApp.ts';

/** What a button beside a problem does; a screen offers those it can carry out there. */
export type ProblemActionKind =
  | 'tryAgain'
  | 'signInGlobus'
  | 'signInRegistry'
  | 'grantConsent'
  | 'chooseFolder'
  | 'openRegistries'
  | 'openEndpoints'
  | 'openSecurity'
  | 'refresh'
  | 'sendAgain'
  | 'connectRegistry'
  | 'startLab'
  | 'confirm';

interface ProblemAction {
  readonly label: string;
  readonly kind: ProblemActionKind;
}

export interface ProblemEntry {
  readonly title: string | ((facts: ErrorFacts) => string);
  readonly advice: string | ((facts: ErrorFacts) => string);
  readonly action?: ProblemAction;
}

export interface ProblemWords {
  readonly title: string;
  readonly advice: string;
  readonly action?: ProblemAction;
}

/** Every way something can fail, in words. A code without words does not compile. */
export const problemCatalogue: Readonly<Record<AppErrorCode, ProblemEntry>> = {
  ...networkProblems,
  ...signInProblems,
  ...imageProblems,
  ...endpointProblems,
  ...appProblems,
};

const inWords = (entry: ProblemEntry['title'], facts: ErrorFacts): string =>
  typeof entry === 'function' ? entry(facts) : entry;

export function problemWords({ code, facts }: Pick<Problem, 'code' | 'facts'>): ProblemWords {
  const entry = problemCatalogue[code];
  return {
    title: inWords(entry.title, facts),
    advice: inWords(entry.advice, facts),
    ...(entry.action && { action: entry.action }),
  };
}

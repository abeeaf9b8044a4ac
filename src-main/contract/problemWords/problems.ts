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
  | 'openNetwork'
  | 'refresh'
  | 'sendAgain'
  | 'connectRegistry'
  | 'startLab'
  | 'confirm'
  | 'resumeAll';

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
const entries = {
  ...networkProblems,
  ...signInProblems,
  ...imageProblems,
  ...endpointProblems,
  ...appProblems,
} satisfies Readonly<Record<AppErrorCode, ProblemEntry>>;
type Entries = typeof entries;

export const problemCatalogue: Readonly<Record<AppErrorCode, ProblemEntry>> = entries;

/** The catalogue in another language: what a button does is known here, so `action` is its label alone. */
export type ProblemTexts = {
  readonly [Code in AppErrorCode]: Pick<ProblemEntry, 'title' | 'advice'> &
    (Entries[Code] extends { readonly action: ProblemAction } ? { readonly action: string } : unknown);
};

const inWords = (entry: ProblemEntry['title'], facts: ErrorFacts): string =>
  typeof entry === 'function' ? entry(facts) : entry;

/** A problem in English, or in the language of `texts`. */
export function problemWords({ code, facts }: Pick<Problem, 'code' | 'facts'>, texts?: ProblemTexts): ProblemWords {
  const { action } = problemCatalogue[code];
  const text: { readonly action?: string } & Pick<ProblemEntry, 'title' | 'advice'> =
    texts?.[code] ?? englishText(code);
  return {
    title: inWords(text.title, facts),
    advice: inWords(text.advice, facts),
    ...(action && { action: { ...action, label: text.action ?? action.label } }),
  };
}

const englishText = (code: AppErrorCode): Pick<ProblemEntry, 'title' | 'advice'> => {
  const { title, advice } = problemCatalogue[code];
  return { title, advice };
};

import { endpointIn, fact } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

const signInGlobus = { label: 'Sign in to Globus', kind: 'signInGlobus' } as const;
const signInAgain = { label: 'Sign in again', kind: 'tryAgain' } as const;

export const signInProblems = {
  'signIn.needed': {
    title: 'The sign-in has ended',
    advice: 'Subscriptions wait and go on where they stopped once you are signed in again.',
    action: signInGlobus,
  },
  'signIn.cancelled': {
    title: 'You stopped the sign-in',
    advice: 'Nothing was changed.',
    action: signInAgain,
  },
  'signIn.timedOut': {
    title: 'No answer yet',
    advice: 'A firewall may block 127.0.0.1, or the browser is on another computer. Then use a code instead.',
    action: signInAgain,
  },
  'signIn.denied': {
    title: 'The permission was not given',
    advice: 'You or your institution said no in the browser. Without it Portolan cannot look or send.',
    action: signInAgain,
  },
  'signIn.refused': {
    title: 'The sign-in was refused',
    advice: 'The code may be used up or mistyped. Start again to get a new one.',
    action: signInAgain,
  },
  'signIn.otherAccount': {
    title: 'This is another account',
    advice: (facts) =>
      `Portolan knows you as ${fact(facts, ['expected', 'username'], 'someone else')}. Sign out first if you mean to change.`,
    action: signInAgain,
  },
  'signIn.configuration': {
    title: 'The sign-in is not set up as it should be',
    advice: 'The service does not know Portolan under this client id, or its address is wrong. Tell who runs it.',
  },
  'consent.needed': {
    title: (facts) => `${endpointIn(facts, 'An endpoint')} needs your permission once`,
    advice: 'Globus asks for each mapped endpoint separately. One click in the browser, and what waits goes on.',
    action: { label: 'Grant consent', kind: 'grantConsent' },
  },
  'session.needed': {
    title: (facts) => `Log in with your ${fact(facts, 'sessionRequiredSingleDomain', 'institution')} identity`,
    advice: (facts) =>
      fact(facts, 'sessionMessage', 'Your last login there is too old, or it was with another identity.'),
    action: signInGlobus,
  },
} satisfies Record<string, ProblemEntry>;

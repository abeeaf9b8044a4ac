export const signIn = {
  services: {
    globus: 'Globus',
    registry: 'the registry',
  },
  button: 'Sign in to {{service}}',
  signOut: 'Sign out of {{service}}',
  finishing: 'Finishing the sign-in…',
  finishingLabel: 'Finishing the sign-in',
  signedInAs: 'Signed in as {{name}}',
  code: {
    label: 'Code, or the address the browser ended at',
    hint: 'Did the browser say that it cannot connect? Paste the whole address it shows.',
    error: '{{title}}. {{advice}}',
    use: 'Use this code',
  },
  dialog: {
    consent: 'Give your consent',
    signIn: 'Sign in',
    consentWhy: 'Globus asks once for each mapped endpoint whether Portolan may list and send files there for you.',
    consentGiven: 'Consent given',
    signedIn: 'Signed in',
  },
  waiting: {
    opened: 'Your browser opens. Log in there, then come back.',
    open: 'Open this address in a browser and log in there.',
    timer: 'Waiting for you <time/>',
    openAgain: 'Open the browser again',
    openBrowser: 'Open the browser',
    address: 'the address',
    haveCode: 'I have a code instead',
    stop: 'Stop signing in',
  },
} as const;

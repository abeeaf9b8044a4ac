export const components = {
  copy: {
    button: 'Copy {{what}}',
    done: 'Copied',
    said: '{{what}} copied',
    toast: 'Copied {{what}}: {{text}}',
    refused: 'The browser does not let Portolan copy {{what}}',
    digest: 'digest',
    details: 'details',
    line: '{{tool}} line for {{name}}',
  },
  dialog: {
    close: 'Close',
    keep: 'Keep it',
  },
  filter: {
    nothing: 'Nothing to choose from yet.',
    clear: 'Clear',
    chosen: '{{label}}: {{values}}',
  },
  lights: {
    label: 'Checks',
    looking: 'Looking…',
  },
  page: {
    back: 'Back to {{label}}',
  },
  problem: {
    details: 'Details',
    code: 'Code',
    seen: 'Seen',
    practiceReady: 'Practice data is ready',
  },
  search: {
    clear: 'Clear the search',
  },
  loading: 'Loading',
  value: {
    notKnown: 'not known',
    notKnownYet: 'not known yet',
  },
} as const;

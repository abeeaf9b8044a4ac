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
    remove: 'Remove the filter {{label}}',
    find: 'Find in {{label}}',
    noMatch: 'Nothing is called “{{typed}}”.',
    more_one: '{{count, number}} more: type to find it',
    more_other: '{{count, number}} more: type to find them',
  },
  lights: {
    alreadyThere_one: 'Already there: {{there, number}} of {{count, number}} (skip)',
    alreadyThere_other: 'Already there: {{there, number}} of {{count, number}} (skip)',
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
  /** As printed on a keyboard. */
  keys: {
    Ctrl: 'Ctrl',
    Alt: 'Alt',
    Shift: 'Shift',
    Enter: 'Enter',
    Space: 'Space',
    Home: 'Home',
    End: 'End',
    Del: 'Del',
    Esc: 'Esc',
  },
  loading: 'Loading',
  value: {
    notKnown: 'not known',
    notKnownYet: 'not known yet',
  },
} as const;

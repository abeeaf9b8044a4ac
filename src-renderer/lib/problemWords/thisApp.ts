import type { ProblemEntry } from '../problems.ts';
import { fact, folderIn } from './facts.ts';

const tryAgain = { label: 'Try again', kind: 'tryAgain' } as const;

export const appProblems = {
  'subscription.notFound': {
    title: 'This subscription does not exist any more',
    advice: 'It was removed, here or on the command line.',
    action: { label: 'Refresh', kind: 'refresh' },
  },
  'subscription.nameCollision': {
    title: 'Two images would get the same name there',
    advice: (facts) =>
      `${fact(facts, ['names', 'images', 'path'], 'Both')}: choose another way of naming or a narrower pattern.`,
  },
  'input.invalid': {
    title: 'Something in the form is not right',
    advice: (facts) => `Check ${fact(facts, ['field', 'path', 'detail'], 'what you typed')} and try again.`,
  },
  'path.escapes': {
    title: 'This path leads out of the folder',
    advice: 'For safety Portolan does not follow it.',
  },
  'state.damaged': {
    title: 'Portolan\u2019s own records were damaged',
    advice: (facts) =>
      `They were put aside${'path' in facts || 'backup' in facts ? ` as ${fact(facts, ['path', 'backup'], '')}` : ''} and the last good copy is used. What lies at endpoints is looked up again.`,
  },
  'state.newer': {
    title: 'These records were made by a newer Portolan',
    advice: 'Install the newer version, or start with another data folder.',
  },
  'state.diskFull': {
    title: 'This computer\u2019s disk is full',
    advice: (facts) =>
      `Portolan cannot note what it does in ${folderIn(facts, 'its data folder')}, so it sends nothing new.`,
    action: tryAgain,
  },
  'state.inUse': {
    title: 'Another Portolan uses this data folder',
    advice: 'Close the other window or stop the other server first.',
    action: tryAgain,
  },
  'vault.unavailable': {
    title: 'The keyring of this computer does not answer',
    advice: 'Sign-ins cannot be kept until it does.',
    action: { label: 'How secrets are kept', kind: 'openSecurity' },
  },
  'lab.notRunning': {
    title: 'The practice lab is not running',
    advice: 'Start it to work with practice data.',
    action: { label: 'Try with practice data', kind: 'startLab' },
  },
  internal: {
    title: 'Something went wrong inside Portolan',
    advice: 'This is a defect. Nothing at an endpoint was changed by it. The log has the details.',
    action: tryAgain,
  },
} satisfies Record<string, ProblemEntry>;

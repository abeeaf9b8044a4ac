import { timerObstacleWords } from '../timer.ts';
import { fact, folderIn, hoursIn, imageIn } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

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
      `${imageIn(facts, 'image', 'This image')} and ${imageIn(facts, 'other', 'another')} would both be ${folderIn(facts, 'one file')}. Choose another way of naming or a narrower pattern.`,
  },
  'subscription.notForTimer': {
    title: 'Globus cannot run this subscription by itself',
    advice: (facts) => `A timer only repeats one copy of a folder. In the way: ${timerObstacleWords(facts.reasons)}.`,
  },
  'subscription.runsInGlobus': {
    title: 'Globus runs this subscription now',
    advice: 'Take it back before you change it or run it here.',
  },
  'subscription.outsideHours': {
    title: (facts) => `It waits for its hours, ${hoursIn(facts)}`,
    advice: 'They are this computer\u2019s own time. \u201cRun now\u201d sends what it owes at once.',
  },
  'timer.notFound': {
    title: 'Globus does not know this timer any more',
    advice: 'It was deleted there or has ended. Take the subscription back to run it here.',
  },
  'webhook.refused': {
    title: (facts) => `${fact(facts, 'host', 'The address to notify')} does not take the message`,
    advice: (facts) =>
      `It answered ${fact(facts, ['status', 'code'], 'nothing usable')}. Portolan tries again for a day; check the address.`,
  },
  'input.invalid': {
    title: 'Something in the form is not right',
    advice: (facts) => `Check ${fact(facts, ['field', 'name'], 'what you typed')} and try again.`,
  },
  'settings.locked': {
    title: (facts) => `The setting ${fact(facts, 'key', '…')} is fixed by an administrator`,
    advice: (facts) =>
      `It is set in ${fact(facts, 'file', 'their file')}. ${'reason' in facts ? `Their reason: ${fact(facts, 'reason', '')}` : 'They gave no reason.'}`,
  },
  'settings.managedDamaged': {
    title: 'An administrator\u2019s settings cannot be used as they stand',
    advice: (facts) =>
      `${fact(facts, 'file', 'The file')}: ${'key' in facts ? `${fact(facts, 'key', '')}: ` : ''}${fact(facts, 'why', 'it is not JSON')}. Everything else in it counts.`,
  },
  'path.escapes': {
    title: 'This path leads out of the folder',
    advice: 'For safety Portolan does not follow it.',
  },
  'state.damaged': {
    title: ({ reason }) =>
      reason === 'vanished' ? 'Portolan\u2019s own records are gone' : 'Portolan\u2019s own records were damaged',
    advice: (facts) =>
      [
        'keptAs' in facts ? `They were put aside as ${fact(facts, 'keptAs', '')}, and new ones begun.` : '',
        'Registries and subscriptions have to be set up again; nothing at an endpoint was changed.',
        'newestBackup' in facts
          ? `Or end Portolan and put the newest good copy, backups/${fact(facts, 'newestBackup', '')}, in the place of ${fact(facts, 'file', 'the file')}.`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
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
  'vault.damaged': {
    title: 'Kept sign-ins could not be read',
    advice: (facts) =>
      [
        facts.reason === 'otherKey'
          ? 'They were sealed with another key or passphrase.'
          : 'The file they were kept in is damaged.',
        'Sign in again; subscriptions wait until then.',
        `The old file stays${'keptAs' in facts ? ` as ${fact(facts, 'keptAs', '')}` : ', also when a new one is begun'}.`,
      ].join(' '),
    action: { label: 'Sign in to Globus', kind: 'signInGlobus' },
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

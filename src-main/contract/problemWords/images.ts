import type { ErrorFacts } from '../errors.ts';
import { fact, folderIn, imageIn, otherFilesIn, serverIn } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

const openRegistries = { label: 'Open registry settings', kind: 'openRegistries' } as const;
const refresh = { label: 'Refresh', kind: 'refresh' } as const;

const image = (facts: ErrorFacts, otherwise: string): string => imageIn(facts, 'image', otherwise);

const andOthers = (facts: ErrorFacts): string => {
  const { count, names } = otherFilesIn(facts);
  if (count === 0) return '';
  return count === 1
    ? ` One more file cannot be taken either${names}.`
    : ` ${count} more files cannot be taken either${names}.`;
};

export const imageProblems = {
  'registry.notFound': {
    title: 'This registry is no longer connected',
    advice: 'It was removed here. Connect it again to go on.',
    action: openRegistries,
  },
  'registry.notARegistry': {
    title: (facts) => `No registry at ${serverIn(facts, 'this address')}`,
    advice: 'Something answers there, but not as a Singularity Registry Server does. Check the address.',
  },
  'registry.tokenRefused': {
    title: 'The registry did not take this token',
    advice: 'It may be mistyped, or a new one was made since. You find yours on the registry\u2019s page "Token".',
    action: openRegistries,
  },
  'registry.limitReached': {
    title: 'Pull limit reached at the registry',
    advice: (facts) =>
      `The registry allows no more pulls of this container until ${fact(facts, 'until', 'its limit starts anew')}.`,
  },
  'registry.privateNotListed': {
    title: 'This registry shows only public images until you sign in',
    advice: 'Private images need a token or a sign-in.',
    action: { label: 'Sign in to the registry', kind: 'signInRegistry' },
  },
  'registry.noHarbour': {
    title: 'This registry has no Globus endpoint yet',
    advice: 'Say which endpoint holds its images and in which folder: Globus sends from there.',
    action: { label: 'Set the endpoint', kind: 'openRegistries' },
  },
  'image.notFound': {
    title: 'This image is no longer in the registry',
    advice: 'It was deleted or renamed there since the list was read.',
    action: refresh,
  },
  'image.noFile': {
    title: 'This image is not a plain file at the registry',
    advice: 'The registry keeps it in object storage, which Globus cannot send from.',
  },
  'image.incomplete': {
    title: (facts) => `${image(facts, 'The image')} is not whole`,
    advice: (facts) =>
      `The file is shorter than it says it should be: it is still being written, or the writing broke off. Portolan sends it once it is whole.${andOthers(facts)}`,
    action: refresh,
  },
  'image.nameUnusable': {
    title: 'A file of the image folder has a name that cannot be used',
    advice: (facts) =>
      `It holds characters that are not shown or lead astray: ${fact(facts, 'path', 'see the folder')}. It is not sent anywhere.${andOthers(facts)}`,
  },
  'image.notSif': {
    title: (facts) => `${image(facts, 'This file')} is not a SIF image`,
    advice: (facts) =>
      `Its beginning is not that of a Singularity or Apptainer image, so it is not sent anywhere.${andOthers(facts)}`,
  },
  'image.corrupt': {
    title: (facts) => `The file of ${image(facts, 'the image')} is damaged`,
    advice: (facts) =>
      `Its table of contents does not add up. It is not sent anywhere; push it again to the registry.${andOthers(facts)}`,
  },
  'image.digestMismatch': {
    title: (facts) => `The file of ${image(facts, 'the image')} is not what the registry promised`,
    advice: (facts) => `Its digest differs from the one in the registry. It is not sent anywhere.${andOthers(facts)}`,
    action: refresh,
  },
  'image.changedWhileRead': {
    title: (facts) => `${image(facts, 'The image')} changed while it was read`,
    advice: 'Someone pushes it right now. The next look will take the new one.',
    action: refresh,
  },
  'folder.missing': {
    title: (facts) => `The image folder ${folderIn(facts, '')} is missing`.replace('  ', ' '),
    advice: 'A disk may not be mounted. Subscriptions wait until it is back; nothing is deleted anywhere.',
    action: openRegistries,
  },
  'folder.replaced': {
    title: 'The image folder was replaced',
    advice:
      'Another folder or disk is at the same place now. Subscriptions pause until the former one is back, or until you say in the settings that this one is meant.',
    action: openRegistries,
  },
  'folder.unreadable': {
    title: (facts) => `${folderIn(facts, 'The image folder')} may not be read`,
    advice: 'Give the account that runs Portolan read access, or choose another folder.',
    action: openRegistries,
  },
  'folder.watchLimit': {
    title: 'This computer cannot watch more folders',
    advice: 'Portolan looks at the folder regularly instead; changes are seen a little later.',
  },
} satisfies Record<string, ProblemEntry>;

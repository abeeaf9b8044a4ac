import { fact, folderIn, serverIn } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

const openRegistries = { label: 'Open registry settings', kind: 'openRegistries' } as const;
const refresh = { label: 'Refresh', kind: 'refresh' } as const;

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
    title: 'The image is still being written',
    advice: 'The file is shorter than it says it will be. Portolan takes it once it is whole.',
    action: refresh,
  },
  'image.notSif': {
    title: 'This file is not a SIF image',
    advice: 'Its beginning is not that of a Singularity or Apptainer image, so nothing can be read from it.',
  },
  'image.corrupt': {
    title: 'The image file is damaged',
    advice: 'Its table of contents does not add up. Push it again to the registry.',
  },
  'image.digestMismatch': {
    title: 'The file is not what the registry promised',
    advice: 'Its digest differs from the one in the registry. It was not sent.',
    action: refresh,
  },
  'image.changedWhileRead': {
    title: 'The image changed while it was read',
    advice: 'Someone pushes it right now. The next look will take the new one.',
    action: refresh,
  },
  'folder.missing': {
    title: (facts) => `The image folder ${folderIn(facts, '')} is missing`.replace('  ', ' '),
    advice: 'A disk may not be mounted. Subscriptions pause and nothing is deleted anywhere.',
    action: openRegistries,
  },
  'folder.replaced': {
    title: 'The image folder was replaced',
    advice: 'Another folder or disk is at the same place now. Subscriptions pause until you confirm it.',
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

import { endpointIn, fact, folderIn, sizeFact } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

const chooseFolder = { label: 'Choose folder', kind: 'chooseFolder' } as const;
const openEndpoints = { label: 'Open endpoint settings', kind: 'openEndpoints' } as const;
const sendAgain = { label: 'Send again', kind: 'sendAgain' } as const;
const tryAgain = { label: 'Try again', kind: 'tryAgain' } as const;

/** What Globus itself says of a task or a request, the most telling first. */
const taskWords = ['fatalErrorCode', 'errorEventCode', 'serviceMessage', 'niceStatus', 'globusCode'];

export const endpointProblems = {
  'endpoint.notFound': {
    title: 'This endpoint does not exist any more',
    advice: 'Its owner deleted it, or you may no longer see it.',
    action: openEndpoints,
  },
  'endpoint.asleep': {
    title: (facts) => `${endpointIn(facts)} is asleep`,
    advice: 'Start Globus Connect on that computer, or resume it there. What waits goes on by itself.',
    action: tryAgain,
  },
  'endpoint.paused': {
    title: (facts) => `Paused by the administrator of ${endpointIn(facts, 'the endpoint')}`,
    advice: (facts) => `Their note: ${fact(facts, ['note', 'serviceMessage', 'reason'], 'none was left')}.`,
  },
  'endpoint.trouble': {
    title: 'The endpoint has trouble; Globus keeps trying',
    advice: (facts) => `The last fault: ${fact(facts, taskWords, 'not told')}. Wait, or stop it and send later.`,
  },
  'endpoint.permissionDenied': {
    title: (facts) => `You may not write to ${folderIn(facts)}`,
    advice: 'Pick another folder, or ask the contact of the endpoint.',
    action: chooseFolder,
  },
  'endpoint.full': {
    title: (facts) => `No space: ${sizeFact(facts, ['neededBytes', 'sizeBytes'], 'more')} needed in ${folderIn(facts)}`,
    advice: 'Home folders are small; use project or scratch space, or free some.',
    action: chooseFolder,
  },
  'endpoint.pathNotFound': {
    title: (facts) => `${folderIn(facts, 'The folder')} does not exist there`,
    advice: 'It was removed or renamed at the endpoint.',
    action: chooseFolder,
  },
  'endpoint.exists': {
    title: 'There is something else under this name',
    advice: (facts) => `At ${folderIn(facts, 'the endpoint')}. Portolan does not overwrite what it did not put there.`,
    action: chooseFolder,
  },
  'endpoint.readOnly': {
    title: (facts) => `${endpointIn(facts)} can only be read`,
    advice: 'Images cannot be sent there. Choose another endpoint.',
  },
  'transfer.sourceMissing': {
    title: 'The image is no longer in the registry folder',
    advice: 'It was deleted or renamed after the transfer began, which can never finish now.',
    action: { label: 'Refresh', kind: 'refresh' },
  },
  'transfer.checksumMismatch': {
    title: 'The copy differs from the registry',
    advice: 'It is kept apart and was not put in place.',
    action: sendAgain,
  },
  'transfer.cancelled': {
    title: 'Stopped',
    advice: 'The transfer was stopped before it was done. What had arrived stays.',
    action: sendAgain,
  },
  'transfer.expired': {
    title: 'Globus gave up after the deadline',
    advice: 'The transfer made no progress for too long.',
    action: sendAgain,
  },
  'transfer.tooMany': {
    title: 'Too many transfers at once',
    advice: 'Globus takes a hundred of yours at a time and runs three. This one starts when others are done.',
  },
  'transfer.failed': {
    title: 'The transfer failed',
    advice: (facts) => `Globus says: ${fact(facts, taskWords, 'no reason was given')}.`,
    action: sendAgain,
  },
  'transfer.outcomeUnknown': {
    title: 'Not known whether Globus took this transfer',
    advice: 'Its answer was lost. Portolan asks again with the same number, so nothing is sent twice.',
    action: tryAgain,
  },
  'transfer.needsConfirmation': {
    title: (facts) => `${sizeFact(facts, ['totalBytes'], 'A lot')} would be sent`,
    advice: (facts) =>
      `More than ${sizeFact(facts, ['confirmAboveBytes'], 'the limit in the settings')} is sent only after you said so.`,
    action: { label: 'Send all the same', kind: 'confirm' },
  },
  'transfer.allPaused': {
    title: 'All transfers are paused',
    advice: 'Nothing new is handed to Globus until somebody resumes; what runs there runs on.',
    action: { label: 'Resume', kind: 'resumeAll' },
  },
  'task.notFound': {
    title: 'Globus does not know this task any more',
    advice: 'It keeps tasks for a limited time only. What Portolan noted of it is shown here.',
  },
} satisfies Record<string, ProblemEntry>;

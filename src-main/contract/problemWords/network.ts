import { formatCount } from '../format.ts';
import { fact, serverIn } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

const tryAgain = { label: 'Try again', kind: 'tryAgain' } as const;

export const networkProblems = {
  'network.unreachable': {
    title: (facts) => `Could not reach ${serverIn(facts)}`,
    advice:
      'What you see is the last known state. Check the network or the address; Portolan also tries again by itself.',
    action: tryAgain,
  },
  'network.timeout': {
    title: (facts) => `No answer from ${serverIn(facts)}`,
    advice: 'It took too long. The other side may be busy; nothing was changed that you would see here.',
    action: tryAgain,
  },
  'network.tls': {
    title: (facts) => `The certificate of ${serverIn(facts, 'this server')} is not known here`,
    advice: (facts) =>
      `Nothing was sent. Issuer: ${fact(facts, 'issuer', 'not known')}. Ask who runs it which authority signed it, and add that authority to this computer.`,
    action: tryAgain,
  },
  'network.tooLarge': {
    title: (facts) => `${serverIn(facts, 'The server')} answered with more than Portolan reads`,
    advice: 'The answer was cut off on purpose. This address may not be what you think it is.',
    action: tryAgain,
  },
  'answer.notJson': {
    title: (facts) => `${serverIn(facts, 'The server')} answered with a page, not with an answer`,
    advice:
      'Often a login page of the network or a proxy in between. Open the address in a browser to see it. Lists stay as they were last read.',
    action: tryAgain,
  },
  'answer.cut': {
    title: (facts) => `The answer of ${serverIn(facts)} ended in the middle`,
    advice: 'The connection broke while it was read. What you see is the last whole answer.',
    action: tryAgain,
  },
  'answer.unexpected': {
    title: (facts) =>
      'droppedRows' in facts
        ? `${formatCount(Number(fact(facts, 'droppedRows', '1')), 'image')} of ${serverIn(facts)} ${facts.droppedRows === 1 ? 'is' : 'are'} left out`
        : `${serverIn(facts, 'The server')} answered in a way Portolan does not know`,
    advice: (facts) =>
      'droppedRows' in facts
        ? 'Their names cannot be used as names of files. Tell who runs the registry.'
        : 'It may be newer or older than expected. The details below help whoever runs it.',
    action: tryAgain,
  },
  'service.rateLimited': {
    title: (facts) => `${serverIn(facts, 'The service')} asks for a pause`,
    advice: (facts) =>
      `Too many requests in a short time. Portolan goes on by itself${'retryAfterSeconds' in facts ? ` in ${fact(facts, 'retryAfterSeconds', '60')} s` : ' in a while'}.`,
  },
  'service.unavailable': {
    title: (facts) => `${serverIn(facts, 'The service')} is out of order right now`,
    advice: 'Not known right now: it answered with a fault of its own, not that something is missing.',
    action: tryAgain,
  },
  'service.refused': {
    title: (facts) => `${serverIn(facts, 'The service')} refused this`,
    advice: (facts) =>
      `Its reason: ${fact(facts, ['serviceMessage', 'globusCode', 'reason', 'status'], 'none was given')}.`,
  },
} satisfies Record<string, ProblemEntry>;

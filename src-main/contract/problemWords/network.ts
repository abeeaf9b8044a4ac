import type { ErrorFacts } from '../errors.ts';
import { formatCount } from '../format.ts';
import { fact, serverIn } from './facts.ts';
import type { ProblemEntry } from './problems.ts';

const tryAgain = { label: 'Try again', kind: 'tryAgain' } as const;
const networkSettings = { label: 'Network settings', kind: 'openNetwork' } as const;

function tlsTitle({ reason }: ErrorFacts, server: string): string {
  if (reason === 'CERT_HAS_EXPIRED') return `The certificate of ${server} has expired`;
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID') return `The certificate of ${server} is for another name`;
  if (isNoTls(reason)) return `${server} does not agree to an encrypted connection`;
  return `The certificate of ${server} is not known here`;
}

/** The handshake itself failed: an http server behind an https address, or one that speaks an older TLS only. */
export const isNoTls = (reason: ErrorFacts[string] | undefined): boolean =>
  /^(EPROTO|ERR_SSL_)/.test(String(reason ?? ''));

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
    title: (facts) => tlsTitle(facts, serverIn(facts, 'this server')),
    advice: (facts) =>
      'fingerprint' in facts
        ? `Nothing was sent. Issuer: ${fact(facts, 'issuer', 'not known')}. Fingerprint: ${fact(facts, 'fingerprint', 'not known')}. Valid until ${fact(facts, 'validTo', 'not known').slice(0, 10)}. Ask who runs it for the file of the authority that signed it, and name that file in the network settings.`
        : 'Nothing was sent. Ask who runs it for the file of the authority that signed its certificate, and name that file in the network settings.',
    action: networkSettings,
  },
  'network.proxyRefused': {
    title: (facts) => `The proxy ${fact(facts, 'proxy', 'of this network')} refused`,
    advice: (facts) =>
      facts.status === 407
        ? `It wants a name and a password${facts.hasPassword === true ? ', and does not take these' : ''}.`
        : facts.reason === 'socks'
          ? 'It is a SOCKS proxy; Portolan speaks to HTTP proxies only.'
          : 'status' in facts
            ? `It does not let Portolan through to ${serverIn(facts)} (its answer: ${fact(facts, 'status', '')}).`
            : `It does not answer (${fact(facts, 'reason', 'no reason known')}). Check its address, or reach ${serverIn(facts)} without it.`,
    action: networkSettings,
  },
  'network.caFile': {
    title: (facts) => `The file of authorities cannot be used: ${fact(facts, 'file', 'not known')}`,
    advice: (facts) =>
      facts.reason === 'noCertificates'
        ? 'It holds no certificate in PEM form (-----BEGIN CERTIFICATE-----). Until then only the authorities of this computer count.'
        : 'It cannot be read from here. Until then only the authorities of this computer count.',
    action: networkSettings,
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

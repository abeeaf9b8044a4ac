import type { ErrorFacts } from '../../../src-main/contract/errors.ts';
import type { Format } from '../../../src-main/contract/format.ts';
import { endpointIn, fact, serverIn } from '../../../src-main/contract/problemWords/facts.ts';
import { isNoTls } from '../../../src-main/contract/problemWords/network.ts';
import type { ProblemTexts } from '../../../src-main/contract/problemWords/problems.ts';

type NetworkCode = Extract<
  keyof ProblemTexts,
  | `network.${string}`
  | `answer.${string}`
  | `service.${string}`
  | `signIn.${string}`
  | `consent.${string}`
  | `session.${string}`
>;

const tryAgain = 'Erneut versuchen';
const networkSettings = 'Netzwerkeinstellungen';
const signInGlobus = 'Bei Globus anmelden';
const signInAgain = 'Erneut anmelden';

function tlsTitle({ reason }: ErrorFacts, server: string): string {
  if (reason === 'CERT_HAS_EXPIRED') return `Das Zertifikat von ${server} ist abgelaufen`;
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID') return `Das Zertifikat von ${server} gilt für einen anderen Namen`;
  if (isNoTls(reason)) return `Mit ${server} kommt keine verschlüsselte Verbindung zustande`;
  return `Das Zertifikat von ${server} ist hier nicht bekannt`;
}

/** What the network and sign-ins do wrong. */
export const networkProblems = (format: Format): Pick<ProblemTexts, NetworkCode> => ({
  'network.unreachable': {
    title: (facts) => `${serverIn(facts, 'Der Server')} ist nicht erreichbar`,
    advice:
      'Zu sehen ist der letzte bekannte Stand. Bitte Netzwerk und Adresse prüfen; Portolan versucht es auch selbst wieder.',
    action: tryAgain,
  },
  'network.timeout': {
    title: (facts) => `Keine Antwort von ${serverIn(facts, 'der Gegenstelle')}`,
    advice: 'Es hat zu lange gedauert. Die Gegenstelle ist vielleicht ausgelastet; es wurde nichts sichtbar verändert.',
    action: tryAgain,
  },
  'network.tls': {
    title: (facts) => tlsTitle(facts, serverIn(facts, 'diesem Server')),
    advice: (facts) =>
      'fingerprint' in facts
        ? `Es wurde nichts gesendet. Aussteller: ${fact(facts, 'issuer', 'unbekannt')}. Fingerabdruck: ${fact(facts, 'fingerprint', 'unbekannt')}. Gültig bis ${fact(facts, 'validTo', 'unbekannt').slice(0, 10)}. Wer den Server betreibt, hat die Datei der Stelle, die es ausgestellt hat; sie gehört in die Netzwerkeinstellungen.`
        : 'Es wurde nichts gesendet. Wer den Server betreibt, hat die Datei der Stelle, die sein Zertifikat ausgestellt hat; sie gehört in die Netzwerkeinstellungen.',
    action: networkSettings,
  },
  'network.proxyRefused': {
    title: (facts) => `Der Proxy ${fact(facts, 'proxy', 'dieses Netzes')} hat abgelehnt`,
    advice: (facts) =>
      facts.status === 407
        ? `Er verlangt Namen und Passwort${facts.hasPassword === true ? ' und nimmt diese nicht an' : ''}.`
        : facts.reason === 'socks'
          ? 'Es ist ein SOCKS-Proxy; Portolan spricht nur mit HTTP-Proxys.'
          : 'status' in facts
            ? `Er lässt Portolan nicht zu ${serverIn(facts, 'der Gegenstelle')} durch (seine Antwort: ${fact(facts, 'status', '')}).`
            : `Er antwortet nicht (${fact(facts, 'reason', 'Grund unbekannt')}). Bitte seine Adresse prüfen oder ${serverIn(facts, 'die Gegenstelle')} ohne ihn erreichen.`,
    action: networkSettings,
  },
  'network.caFile': {
    title: (facts) => `Die Datei der Zertifizierungsstellen ist nicht brauchbar: ${fact(facts, 'file', 'unbekannt')}`,
    advice: (facts) =>
      facts.reason === 'noCertificates'
        ? 'Sie enthält kein Zertifikat im PEM-Format (-----BEGIN CERTIFICATE-----). Bis dahin zählen nur die Stellen dieses Computers.'
        : 'Sie kann von hier aus nicht gelesen werden. Bis dahin zählen nur die Stellen dieses Computers.',
    action: networkSettings,
  },
  'network.tooLarge': {
    title: (facts) => `${serverIn(facts, 'Der Server')} hat mehr geantwortet, als Portolan liest`,
    advice: 'Die Antwort wurde absichtlich abgeschnitten. Vielleicht gehört diese Adresse zu etwas anderem.',
    action: tryAgain,
  },
  'answer.notJson': {
    title: (facts) => `${serverIn(facts, 'Der Server')} hat mit einer Webseite statt mit einer Antwort reagiert`,
    advice:
      'Oft ist das eine Anmeldeseite des Netzwerks oder ein Proxy dazwischen. Im Browser ist sie unter der Adresse zu sehen. Listen bleiben auf dem zuletzt gelesenen Stand.',
    action: tryAgain,
  },
  'answer.cut': {
    title: (facts) => `Die Antwort von ${serverIn(facts, 'der Gegenstelle')} brach mittendrin ab`,
    advice: 'Die Verbindung riss beim Lesen ab. Zu sehen ist die letzte vollständige Antwort.',
    action: tryAgain,
  },
  'answer.unexpected': {
    title: (facts) => {
      if (!('droppedRows' in facts))
        return `${serverIn(facts, 'Der Server')} hat auf eine Weise geantwortet, die Portolan nicht kennt`;
      const count = Number(fact(facts, 'droppedRows', '1'));
      const images = count === 1 ? '1 Image' : `${format.number(count)} Images`;
      return `${images} von ${serverIn(facts, 'diesem Server')} ${count === 1 ? 'wird' : 'werden'} ausgelassen`;
    },
    advice: (facts) =>
      'droppedRows' in facts
        ? 'Die Namen lassen sich nicht als Dateinamen verwenden. Bitte dem Betreiber der Registry melden.'
        : 'Vielleicht ist er neuer oder älter als erwartet. Die Einzelheiten unten helfen dem Betreiber.',
    action: tryAgain,
  },
  'service.rateLimited': {
    title: (facts) => `${serverIn(facts, 'Der Dienst')} bittet um eine Pause`,
    advice: (facts) =>
      `Zu viele Anfragen in kurzer Zeit. Portolan macht ${'retryAfterSeconds' in facts ? `in ${fact(facts, 'retryAfterSeconds', '60')} s` : 'in einer Weile'} von selbst weiter.`,
  },
  'service.unavailable': {
    title: (facts) => `${serverIn(facts, 'Der Dienst')} ist gerade gestört`,
    advice: 'Zurzeit unbekannt: Der Dienst meldet einen eigenen Fehler, nicht dass etwas fehlt.',
    action: tryAgain,
  },
  'service.refused': {
    title: (facts) => `${serverIn(facts, 'Der Dienst')} hat das abgelehnt`,
    advice: (facts) =>
      `Begründung: ${fact(facts, ['serviceMessage', 'globusCode', 'reason', 'status'], 'keine angegeben')}.`,
  },
  'signIn.needed': {
    title: 'Die Anmeldung ist abgelaufen',
    advice: 'Abonnements warten und machen nach einer neuen Anmeldung dort weiter, wo sie stehen geblieben sind.',
    action: signInGlobus,
  },
  'signIn.cancelled': {
    title: 'Die Anmeldung wurde abgebrochen',
    advice: 'Es wurde nichts verändert.',
    action: signInAgain,
  },
  'signIn.timedOut': {
    title: 'Noch keine Antwort',
    advice:
      'Vielleicht blockiert eine Firewall 127.0.0.1, oder der Browser läuft auf einem anderen Computer. Dann hilft ein Code.',
    action: signInAgain,
  },
  'signIn.denied': {
    title: 'Die Erlaubnis wurde nicht erteilt',
    advice: 'Sie wurde im Browser abgelehnt. Ohne sie kann Portolan nichts ansehen und nichts senden.',
    action: signInAgain,
  },
  'signIn.refused': {
    title: 'Die Anmeldung wurde abgelehnt',
    advice: 'Der Code ist vielleicht verbraucht oder vertippt. Ein neuer Anlauf bringt einen neuen Code.',
    action: signInAgain,
  },
  'signIn.otherAccount': {
    title: 'Das ist ein anderes Konto',
    advice: (facts) =>
      `Portolan kennt Sie als ${fact(facts, ['expected', 'username'], 'jemand anderen')}. Für einen Wechsel bitte zuerst abmelden.`,
    action: signInAgain,
  },
  'signIn.configuration': {
    title: 'Die Anmeldung ist nicht richtig eingerichtet',
    advice:
      'Der Dienst kennt Portolan unter dieser Client-ID nicht, oder seine Adresse ist falsch. Bitte dem Betreiber melden.',
  },
  'consent.needed': {
    title: (facts) => `${endpointIn(facts, 'Ein Endpunkt')} braucht einmal Ihre Zustimmung`,
    advice:
      'Globus fragt für jeden zugeordneten Endpunkt einzeln. Nach einem Klick im Browser geht weiter, was wartet.',
    action: 'Zustimmung erteilen',
  },
  'session.needed': {
    title: (facts) =>
      `Bitte mit der Identität von ${fact(facts, 'sessionRequiredSingleDomain', 'Ihrer Einrichtung')} anmelden`,
    advice: (facts) =>
      fact(facts, 'sessionMessage', 'Die letzte Anmeldung dort ist zu lange her oder war mit einer anderen Identität.'),
    action: signInGlobus,
  },
});

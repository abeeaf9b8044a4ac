import type { Format } from '../../../src-main/contract/format.ts';
import { endpointIn, fact, folderIn, sizeFact } from '../../../src-main/contract/problemWords/facts.ts';
import type { ProblemTexts } from '../../../src-main/contract/problemWords/problems.ts';

type EndpointCode = Extract<keyof ProblemTexts, `endpoint.${string}` | `transfer.${string}` | `task.${string}`>;

const chooseFolder = 'Ordner wählen';
const sendAgain = 'Erneut senden';

/** What Globus itself says of a task or a request, the most telling first. */
const taskWords = ['fatalErrorCode', 'errorEventCode', 'serviceMessage', 'niceStatus', 'globusCode'];

/** What is wrong at endpoints and with transfers. */
export const endpointProblems = (format: Format): Pick<ProblemTexts, EndpointCode> => ({
  'endpoint.notFound': {
    title: 'Diesen Endpunkt gibt es nicht mehr',
    advice: 'Er wurde gelöscht, oder er ist für Sie nicht mehr sichtbar.',
    action: 'Endpunkt-Einstellungen öffnen',
  },
  'endpoint.asleep': {
    title: (facts) => `${endpointIn(facts, 'Der Endpunkt')} schläft`,
    advice:
      'Bitte Globus Connect auf jenem Computer starten oder fortsetzen. Was wartet, wird dann von selbst gesendet.',
    action: 'Erneut versuchen',
  },
  'endpoint.paused': {
    title: (facts) => `Vom Betreiber von ${endpointIn(facts, 'diesem Endpunkt')} angehalten`,
    advice: (facts) => `Sein Hinweis: ${fact(facts, ['note', 'serviceMessage', 'reason'], 'keiner hinterlassen')}.`,
  },
  'endpoint.trouble': {
    title: 'Der Endpunkt hat Schwierigkeiten; Globus versucht es weiter',
    advice: (facts) =>
      `Der letzte Fehler: ${fact(facts, taskWords, 'nicht mitgeteilt')}. Abwarten, oder stoppen und später senden.`,
  },
  'endpoint.permissionDenied': {
    title: (facts) => `Keine Schreiberlaubnis für ${folderIn(facts, 'den Ordner')}`,
    advice: 'Bitte einen anderen Ordner wählen oder beim Endpunkt nachfragen.',
    action: chooseFolder,
  },
  'endpoint.full': {
    title: (facts) =>
      `Kein Platz: ${sizeFact(facts, ['neededBytes', 'sizeBytes'], 'mehr', format.size)} nötig in ${folderIn(facts, 'diesem Ordner')}`,
    advice: 'Home-Ordner sind klein; besser ist Projekt- oder Scratch-Speicher. Sonst bitte Platz schaffen.',
    action: chooseFolder,
  },
  'endpoint.pathNotFound': {
    title: (facts) => `${folderIn(facts, 'Der Ordner')} ist dort nicht vorhanden`,
    advice: 'Er wurde am Endpunkt entfernt oder umbenannt.',
    action: chooseFolder,
  },
  'endpoint.exists': {
    title: 'Unter diesem Namen liegt dort etwas anderes',
    advice: (facts) =>
      `Ort: ${folderIn(facts, 'am Endpunkt')}. Portolan überschreibt nichts, was es nicht selbst dort abgelegt hat.`,
    action: chooseFolder,
  },
  'endpoint.readOnly': {
    title: (facts) => `${endpointIn(facts, 'Der Endpunkt')} kann nur gelesen werden`,
    advice: 'Dorthin können keine Images gesendet werden. Bitte einen anderen Endpunkt wählen.',
  },
  'transfer.sourceMissing': {
    title: 'Das Image ist nicht mehr im Ordner der Registry',
    advice: 'Es wurde nach Beginn der Übertragung gelöscht oder umbenannt; sie kann nicht mehr fertig werden.',
    action: 'Aktualisieren',
  },
  'transfer.checksumMismatch': {
    title: 'Die Kopie weicht von der Registry ab',
    advice: 'Sie liegt in einem gesonderten Ordner und ist nicht an ihren Platz gekommen.',
    action: sendAgain,
  },
  'transfer.cancelled': {
    title: 'Gestoppt',
    advice: 'Die Übertragung wurde gestoppt, bevor sie fertig war. Was angekommen ist, bleibt.',
    action: sendAgain,
  },
  'transfer.expired': {
    title: 'Globus hat nach Ablauf der Frist aufgegeben',
    advice: 'Die Übertragung kam zu lange nicht voran.',
    action: sendAgain,
  },
  'transfer.tooMany': {
    title: 'Zu viele Übertragungen auf einmal',
    advice: 'Globus nimmt hundert gleichzeitig an und führt drei davon aus. Diese beginnt, wenn andere fertig sind.',
  },
  'transfer.failed': {
    title: 'Die Übertragung ist fehlgeschlagen',
    advice: (facts) => `Globus sagt: ${fact(facts, taskWords, 'kein Grund angegeben')}.`,
    action: sendAgain,
  },
  'transfer.outcomeUnknown': {
    title: 'Unbekannt, ob Globus diese Übertragung angenommen hat',
    advice: 'Die Antwort ging verloren. Portolan fragt mit derselben Nummer noch einmal; nichts wird doppelt gesendet.',
    action: 'Erneut versuchen',
  },
  'transfer.needsConfirmation': {
    title: (facts) => `Zu senden: ${sizeFact(facts, ['totalBytes'], 'sehr viel', format.size)}`,
    advice: (facts) =>
      `Mehr als ${sizeFact(facts, ['confirmAboveBytes'], 'das Limit in den Einstellungen', format.size)} wird nur nach Bestätigung gesendet.`,
    action: 'Trotzdem senden',
  },
  'transfer.allPaused': {
    title: 'Alle Übertragungen ruhen',
    advice: 'Globus bekommt nichts Neues, bis jemand fortsetzt; was dort läuft, läuft weiter.',
    action: 'Fortsetzen',
  },
  'task.notFound': {
    title: 'Globus kennt diese Aufgabe nicht mehr',
    advice: 'Aufgaben werden dort nur begrenzte Zeit aufbewahrt. Zu sehen ist, was Portolan darüber notiert hat.',
  },
});

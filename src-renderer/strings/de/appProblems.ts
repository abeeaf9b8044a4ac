import { fact, folderIn, hoursIn, imageIn } from '../../../src-main/contract/problemWords/facts.ts';
import type { ProblemTexts } from '../../../src-main/contract/problemWords/problems.ts';
import { type TimerObstacle, timerObstacleWords } from '../../../src-main/contract/timer.ts';

type AppCode = Extract<
  keyof ProblemTexts,
  | `subscription.${string}`
  | `timer.${string}`
  | `webhook.${string}`
  | `input.${string}`
  | `settings.${string}`
  | `path.${string}`
  | `state.${string}`
  | `vault.${string}`
  | `lab.${string}`
  | 'internal'
>;

const tryAgain = 'Erneut versuchen';

const timerObstacles: Readonly<Record<TimerObstacle, string>> = {
  naming: 'Images bekommen am Endpunkt andere Namen als in der Registry',
  containerCollectionPattern: 'es umfasst mehr als eine Sammlung',
  patterns: 'seine Muster enthalten Klammern, die für Globus etwas anderes bedeuten',
  conditions: 'es verlangt eine Architektur oder eine Höchstgröße',
  hours: 'es wartet auf Stunden des Tages',
  onlyNew: 'es lässt aus, was schon vorhanden ist',
  keepLast: 'es entfernt ältere Images',
  webhook: 'es benachrichtigt einen Webhook',
  noHarbour: 'der Ort seiner Registry bei Globus ist nicht bekannt',
  sameEndpoint: 'ein Image würde auf sich selbst kopiert',
};

/** What goes wrong in the app itself and with its subscriptions. */
export const appProblems: Pick<ProblemTexts, AppCode> = {
  'subscription.notFound': {
    title: 'Dieses Abonnement gibt es nicht mehr',
    advice: 'Es wurde hier oder auf der Kommandozeile entfernt.',
    action: 'Aktualisieren',
  },
  'subscription.nameCollision': {
    title: 'Zwei Images bekämen dort denselben Namen',
    advice: (facts) =>
      `${imageIn(facts, 'image', 'Dieses Image')} und ${imageIn(facts, 'other', 'ein anderes')} würden beide zu ${folderIn(facts, 'einer Datei')}. Bitte eine andere Benennung oder ein engeres Muster wählen.`,
  },
  'subscription.notForTimer': {
    title: 'Globus kann dieses Abonnement nicht allein ausführen',
    advice: (facts) =>
      `Ein Timer wiederholt nur eine Kopie eines Ordners. Im Weg steht: ${timerObstacleWords(facts.reasons, timerObstacles, 'seine Bedingungen')}.`,
  },
  'subscription.runsInGlobus': {
    title: 'Dieses Abonnement läuft jetzt bei Globus',
    advice: 'Vor dem Ändern oder Ausführen hier muss es zurückgeholt werden.',
  },
  'subscription.outsideHours': {
    title: (facts) => `Es wartet auf seine Stunden, ${hoursIn(facts)}`,
    advice: 'Gemeint ist die Zeit dieses Computers. „Jetzt ausführen“ sendet sofort, was noch fehlt.',
  },
  'timer.notFound': {
    title: 'Globus kennt diesen Timer nicht mehr',
    advice: 'Er wurde dort gelöscht oder ist abgelaufen. Nach dem Zurückholen läuft das Abonnement hier.',
  },
  'webhook.refused': {
    title: (facts) => `${fact(facts, 'host', 'Die Benachrichtigungsadresse')} nimmt die Nachricht nicht an`,
    advice: (facts) =>
      `Antwort: ${fact(facts, ['status', 'code'], 'nichts Brauchbares')}. Portolan versucht es noch einen Tag lang; bitte die Adresse prüfen.`,
  },
  'input.invalid': {
    title: 'Etwas im Formular stimmt nicht',
    advice: (facts) => `Bitte ${fact(facts, ['field', 'name'], 'die Eingaben')} prüfen und erneut versuchen.`,
  },
  'settings.locked': {
    title: (facts) => `Die Einstellung ${fact(facts, 'key', '…')} ist vom Administrator festgelegt`,
    advice: (facts) =>
      `Festgelegt in ${fact(facts, 'file', 'dessen Datei')}. ${'reason' in facts ? `Angegebener Grund: ${fact(facts, 'reason', '')}` : 'Ein Grund ist nicht angegeben.'}`,
  },
  'settings.managedDamaged': {
    title: 'Die Einstellungen des Administrators sind so nicht brauchbar',
    advice: (facts) =>
      `${fact(facts, 'file', 'Die Datei')}: ${'key' in facts ? `${fact(facts, 'key', '')}: ` : ''}${fact(facts, 'why', 'kein JSON')}. Alles andere darin gilt.`,
  },
  'path.escapes': {
    title: 'Dieser Pfad führt aus dem Ordner heraus',
    advice: 'Zur Sicherheit folgt Portolan ihm nicht.',
  },
  'state.damaged': {
    title: ({ reason }) =>
      reason === 'vanished'
        ? 'Die eigenen Aufzeichnungen von Portolan sind verschwunden'
        : 'Die eigenen Aufzeichnungen von Portolan waren beschädigt',
    advice: (facts) =>
      [
        'keptAs' in facts ? `Sie liegen jetzt als ${fact(facts, 'keptAs', '')} beiseite, neue sind begonnen.` : '',
        'Registries und Abonnements müssen neu eingerichtet werden; an keinem Endpunkt wurde etwas verändert.',
        'newestBackup' in facts
          ? `Oder: Portolan beenden und die neueste gute Kopie, backups/${fact(facts, 'newestBackup', '')}, an die Stelle von ${fact(facts, 'file', 'dieser Datei')} legen.`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
  },
  'state.newer': {
    title: 'Diese Aufzeichnungen stammen von einem neueren Portolan',
    advice: 'Bitte die neuere Version installieren oder mit einem anderen Datenordner starten.',
  },
  'state.diskFull': {
    title: 'Der Datenträger dieses Computers ist voll',
    advice: (facts) =>
      `Portolan kann in ${folderIn(facts, 'seinem Datenordner')} nicht festhalten, was es tut, und sendet deshalb nichts Neues.`,
    action: tryAgain,
  },
  'state.inUse': {
    title: 'Ein anderes Portolan verwendet diesen Datenordner',
    advice: 'Bitte zuerst das andere Fenster schließen oder den anderen Server beenden.',
    action: tryAgain,
  },
  'vault.unavailable': {
    title: 'Der Schlüsselbund dieses Computers antwortet nicht',
    advice: 'Solange können Anmeldungen nicht aufbewahrt werden.',
    action: 'Aufbewahrung der Anmeldungen',
  },
  'vault.damaged': {
    title: 'Aufbewahrte Anmeldungen waren nicht lesbar',
    advice: (facts) =>
      [
        facts.reason === 'otherKey'
          ? 'Sie waren mit einem anderen Schlüssel oder einer anderen Passphrase verschlossen.'
          : 'Die Datei mit den Anmeldungen ist beschädigt.',
        'Bitte neu anmelden; bis dahin warten Abonnements.',
        `Die alte Datei bleibt${'keptAs' in facts ? ` als ${fact(facts, 'keptAs', '')} erhalten` : ' erhalten, auch wenn eine neue begonnen wird'}.`,
      ].join(' '),
    action: 'Bei Globus anmelden',
  },
  'lab.notRunning': {
    title: 'Das Übungslabor läuft nicht',
    advice: 'Zum Arbeiten mit Übungsdaten muss es gestartet sein.',
    action: 'Mit Übungsdaten ausprobieren',
  },
  internal: {
    title: 'In Portolan ist etwas schiefgegangen',
    advice:
      'Das ist ein Fehler von Portolan. An Endpunkten wurde dadurch nichts verändert. Das Protokoll enthält die Einzelheiten.',
    action: tryAgain,
  },
};
